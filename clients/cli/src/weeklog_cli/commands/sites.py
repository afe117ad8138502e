"""`weeklog import`."""

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.text import Text

from weeklog_cli.client import Client
from weeklog_cli.connection import find_connection
from weeklog_cli.output import AsJson, console, errors, many, print_json, safe, week_span
from weeklog_cli.site import OnProgress, Site
from weeklog_cli.site_files import find_pages, read_batches
from weeklog_cli.wire_pages import Calendar, Finding, Guess, ImportedPage, ImportReport

STYLES = {"created": "green", "changed": "yellow", "unchanged": "dim", "refused": "bold red"}
LEVELS = {"blocker": "bold red", "warning": "yellow", "note": "dim"}
MARGIN = " " * 10

Pages = Annotated[
    list[Path],
    typer.Argument(metavar="PATH…", exists=True, help="Page files, or folders to look for them in."),
]


def import_pages(
    paths: Pages,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only report what would come in, page by page.")
    ] = False,
    *,
    as_json: AsJson = False,
) -> None:
    """Import Hugo worklog pages: files, folders, a whole site."""
    with Client(find_connection()) as client:
        report, left_out = send_pages(client.site, paths, dry_run=dry_run, quiet=as_json)
    if as_json:
        print_json(report)
    else:
        _show(report, left_out)
    if any(page["outcome"] == "refused" for page in report["pages"]):
        raise typer.Exit(1)


def send_pages(site: Site, paths: list[Path], *, dry_run: bool, quiet: bool) -> tuple[ImportReport, int]:
    """The report, and how many Markdown files were not taken for pages."""
    files, left_out = find_pages(paths)
    if not files:
        raise typer.BadParameter(
            "there is no page here: name .md files, or a folder with pages such as 1.1-Week1/_index.md or "
            "2025-09-08.md"
        )
    whole: ImportReport = {"dry_run": dry_run, "pages": []}
    with _bar(len(files), quiet=quiet) as progress:
        for batch in read_batches(files):
            report = site.import_pages(batch, dry_run=dry_run, progress=progress)
            whole = {**report, "pages": whole["pages"] + report["pages"]}
    return whole, left_out


@contextmanager
def _bar(files: int, *, quiet: bool) -> Generator[OnProgress]:
    """On a terminal only, and gone when it is done: what stays is the report."""
    columns = (TextColumn("Reading pages"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=errors, transient=True, disable=quiet or not errors.is_terminal) as bar:
        task = bar.add_task("", total=files)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _show(report: ImportReport, left_out: int) -> None:
    for page in report["pages"]:
        console.print(_line(page), soft_wrap=True)
        for note in _notes(page, dry_run=report["dry_run"]):
            console.print(note, soft_wrap=True)
    counts = {outcome: sum(page["outcome"] == outcome for page in report["pages"]) for outcome in STYLES}
    summary = ", ".join(f"{count} {outcome}" for outcome, count in counts.items() if count)
    console.print(Text(summary + (" (dry run: nothing was saved)" if report["dry_run"] else ""), "bold"))
    if calendar := report.get("calendar"):
        _show_calendar(calendar)
    if not report["dry_run"]:
        _point_on(report["pages"])
    if left_out:
        errors.print(
            Text(
                f"{left_out} other Markdown files name no week or day in their path and were left out", "dim"
            )
        )


def _line(page: ImportedPage) -> Text:
    outcome = page["outcome"]
    counts = f"  {many(page['entries'], 'entry', 'entries')}, {many(page['objectives'], 'objective')}"
    counts += f", {many(page['achievements'], 'achievement')}"
    return Text.assemble(
        (f"{outcome:<9} ", STYLES.get(outcome, "")),
        safe(page["path"]),
        (counts if outcome != "refused" else "", "dim"),
    )


def _notes(page: ImportedPage, *, dry_run: bool) -> Iterator[Text]:
    for fault in page["errors"]:
        yield Text(safe(f"{MARGIN}{fault['field']}: {fault['message']}"), "red")
    for warning in page["warnings"]:
        yield Text(safe(f"{MARGIN}line {warning['line']}: {warning['message']}"), "yellow")
    for guess in page["ambiguities"]:
        yield _guess(guess)
    for finding in page.get("lint", []) if dry_run else []:
        yield finding_line(finding, MARGIN)


def _guess(guess: Guess) -> Text:
    taken = f"Taken: {guess['chosen']}" if guess["chosen"] else "Left open"
    why = f" ({'; '.join(guess['evidence'])})" if guess["evidence"] else ""
    return Text(safe(f"{MARGIN}line {guess['line']}: {guess['question']} {taken}{why}"), "cyan")


def finding_line(finding: Finding, margin: str) -> Text:
    """`where: what`, the level first, in the width of the longest level."""
    where = f"line {finding['line']}: " if finding["line"] else ""
    level = finding["level"]
    return Text.assemble(margin, (f"{level:<8}", LEVELS.get(level, "")), " ", where, safe(finding["message"]))


def _show_calendar(calendar: Calendar) -> None:
    if calendar["fits"] or not calendar["weeks"]:
        return
    span = week_span(calendar["weeks"][0]["first_day"], calendar["weeks"][-1]["last_day"])
    text = (
        f"The pages' dates say {many(len(calendar['weeks']), 'week')}, {span}: that is not the programme's "
        f"calendar."
    )
    console.print(Text(f"{text} Look at it with `weeklog calendar PATH…`.", "yellow"), soft_wrap=True)


def _point_on(pages: list[ImportedPage]) -> None:
    questions = sum(len(page["ambiguities"]) for page in pages)
    findings = sum(finding["level"] != "note" for page in pages for finding in page.get("lint", []))
    if questions:
        console.print(Text(f"{many(questions, 'question')} to settle: weeklog inbox", "cyan"))
    if findings:
        console.print(Text(f"{many(findings, 'finding')} to look at before publishing: weeklog lint", "cyan"))
