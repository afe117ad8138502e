"""`weeklog import`."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from weeklog_cli.client import Client
from weeklog_cli.connection import find_connection
from weeklog_cli.output import AsJson, console, errors, print_json, safe
from weeklog_cli.wire import ImportedPage, ImportReport

NAMES_A_WEEK = re.compile(r"(?:week|tuần|tuan|w)[\s_\-.:#]*0*\d{1,3}(?!\d)", re.IGNORECASE)
STYLES = {"created": "green", "changed": "yellow", "unchanged": "dim", "refused": "bold red"}
MOST_FILES, MOST_BYTES = 100, 4_000_000  # in one request


def import_pages(
    paths: Annotated[
        list[Path],
        typer.Argument(metavar="PATH…", exists=True, help="Page files, or folders to look for them in."),
    ],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only report what would come in.")] = False,
    *,
    as_json: AsJson = False,
) -> None:
    """Import Hugo worklog pages."""
    files, left_out = _find(paths)
    if not files:
        raise typer.BadParameter(
            "there is no page here: name .md files, or a folder with week pages such as 1.1-Week1/_index.md"
        )
    report: ImportReport = {"dry_run": dry_run, "pages": []}
    with Client(find_connection()) as client:
        for batch in _batches(files):
            report["pages"] += client.import_pages(batch, dry_run=dry_run)["pages"]
    if as_json:
        print_json(report)
    else:
        _show(report, left_out)
    if any(page["outcome"] == "refused" for page in report["pages"]):
        raise typer.Exit(1)


def _find(paths: Iterable[Path]) -> tuple[dict[str, Path], int]:
    """Every page by its name in the site, and how many files of folders name no week in their path."""
    found: dict[str, Path] = {}
    left_out = 0
    for path in paths:
        for file in sorted(path.rglob("*.md")) if path.is_dir() else [path]:
            name = _name_in_site(file, path)
            if path.is_dir() and not NAMES_A_WEEK.search(name):
                left_out += 1
            else:
                found[name] = file
    return found, left_out


def _name_in_site(file: Path, named: Path) -> str:
    """From the site's `content` folder on, so that a page has one name however it was reached."""
    parts = file.resolve().parts
    if "content" in parts[:-1]:
        return "/".join(parts[len(parts) - 1 - parts[::-1].index("content") :])
    return file.resolve().relative_to(named.resolve().parent).as_posix()


def _batches(files: dict[str, Path]) -> Iterator[list[tuple[str, bytes]]]:
    batch: list[tuple[str, bytes]] = []
    size = 0
    for name, file in files.items():
        content = file.read_bytes()
        if batch and (len(batch) == MOST_FILES or size + len(content) > MOST_BYTES):
            yield batch
            batch, size = [], 0
        batch.append((name, content))
        size += len(content)
    yield batch


def _show(report: ImportReport, left_out: int) -> None:
    for page in report["pages"]:
        console.print(_line(page), soft_wrap=True)
        for note in _notes(page):
            console.print(note, soft_wrap=True)
    counts = {outcome: sum(page["outcome"] == outcome for page in report["pages"]) for outcome in STYLES}
    summary = ", ".join(f"{count} {outcome}" for outcome, count in counts.items() if count)
    console.print(Text(summary + (" (dry run: nothing was saved)" if report["dry_run"] else ""), "bold"))
    if left_out:
        errors.print(
            Text(f"{left_out} other Markdown files name no week in their path and were left out", "dim")
        )


def _line(page: ImportedPage) -> Text:
    outcome = page["outcome"]
    counts = f"  {_many(page['entries'], 'entry', 'entries')}, {_many(page['objectives'], 'objective')}"
    counts += f", {_many(page['achievements'], 'achievement')}"
    return Text.assemble(
        (f"{outcome:<9} ", STYLES.get(outcome, "")),
        safe(page["path"]),
        (counts if outcome != "refused" else "", "dim"),
    )


def _many(count: int, one: str, more: str = "") -> str:
    return f"{count} {one if count == 1 else more or one + 's'}"


def _notes(page: ImportedPage) -> Iterator[Text]:
    for fault in page["errors"]:
        yield Text(safe(f"          {fault['field']}: {fault['message']}"), "red")
    for warning in page["warnings"]:
        yield Text(safe(f"          line {warning['line']}: {warning['message']}"), "yellow")
    for ambiguity in page["ambiguities"]:
        taken = f" Taken: {ambiguity['chosen']}" if ambiguity.get("chosen") else ""
        yield Text(safe(f"          {ambiguity.get('question', ambiguity.get('kind'))}{taken}"), "cyan")
