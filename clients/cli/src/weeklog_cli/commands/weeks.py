"""`weeklog week` and `weeklog export`."""

import os
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path, PurePosixPath
from typing import Annotated

import typer
from rich.text import Text

from weeklog_cli.client import Client
from weeklog_cli.connection import find_connection
from weeklog_cli.errors import CommandError
from weeklog_cli.output import AsJson, console, entry_table, print_json, say, task_text, week_span
from weeklog_cli.wire import Week

WeekNumber = Annotated[
    int | None, typer.Argument(metavar="[N]", min=1, help="The week's number; the current one by default.")
]


class Language(StrEnum):
    en = "en"
    vi = "vi"


def week(number: WeekNumber = None, *, as_json: AsJson = False) -> None:
    """Show a week."""
    with Client(find_connection()) as client:
        found = client.week(number or current_week(client))
    if as_json:
        print_json(found)
    else:
        _show(found)


def export(
    number: Annotated[
        int | None,
        typer.Argument(
            metavar="[N]", min=1, help="Without it: the current week, or every logged week with --to."
        ),
    ] = None,
    lang: Annotated[
        Language | None,
        typer.Option("--lang", "-l", help="English by default; with --to, every language that was imported."),
    ] = None,
    to: Annotated[
        Path | None,
        typer.Option(
            "--to", metavar="DIR", help="Write files below this folder instead of printing.", file_okay=False
        ),
    ] = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Write weeks as Hugo pages."""
    with Client(find_connection()) as client:
        if to is None:
            _print_page(client, number or current_week(client), lang or Language.en, as_json=as_json)
        else:
            numbers = [number] if number else [week["number"] for week in client.weeks() if week["entries"]]
            _write_pages(client, numbers, lang, to, as_json=as_json)


def current_week(client: Client) -> int:
    number = client.me()["week"]
    if number is None:
        raise CommandError("today is in none of the programme's weeks: name one, as in `weeklog week 1`")
    return number


def _show(week: Week) -> None:
    title = Text.assemble(
        (f"Week {week['number']}", "bold"), ("  " + week_span(week["first_day"], week["last_day"]), "dim")
    )
    if review := week["review"]:
        title.append(f"  review {review['state']}", "cyan")
    console.print(title, end="\n\n")
    _show_list("Objectives", [(_box(item["done"]), item["text"]) for item in week["objectives"]])
    if week["entries"]:
        in_order = sorted(week["entries"], key=lambda entry: (entry["start_on"], entry["position"]))
        console.print(entry_table(in_order), "")
    else:
        say('Nothing is logged yet: weeklog log "what you did"\n', "dim")
    _show_list("Achievements", [("✓", item["text"]) for item in week["achievements"]])


def _show_list(title: str, items: list[tuple[str, str]]) -> None:
    if items:
        console.print(Text(title, "bold"))
        for sign, text in items:
            console.print(Text.assemble((f"  {sign} ", "dim"), task_text(text)))
        console.print()


def _box(done: bool | None) -> str:
    return "•" if done is None else "☑" if done else "☐"


def _print_page(client: Client, number: int, language: Language, *, as_json: bool) -> None:
    content = client.page(number, language.value)
    if as_json:
        print_json({"week": number, "language": language.value, "markdown": content.decode()})
    else:
        stdout = typer.get_binary_stream("stdout")
        stdout.write(content)
        stdout.flush()


def _write_pages(
    client: Client, numbers: list[int], language: Language | None, folder: Path, *, as_json: bool
) -> None:
    written: list[dict[str, object]] = []
    for number in numbers:
        for name, path in _paths(client.week(number), language):
            outcome = _write(_inside(folder, path), client.page(number, name))
            written.append({"week": number, "language": name, "path": path, "outcome": outcome})
            if not as_json:
                say(f"{outcome:<9} {folder / path}", "dim" if outcome == "unchanged" else "")
    if as_json:
        print_json(written)
    elif not written:
        say("No week has anything to export yet.")


def _paths(week: Week, language: Language | None) -> Iterator[tuple[str, str]]:
    """Each language and the path of its page: where it was imported from, or where such sites keep it."""
    imported = {page["language"]: page["path"] for page in week["pages"]}
    for name in [language.value] if language else list(imported) or ["en"]:
        number, suffix = week["number"], ".vi" if name == "vi" else ""
        yield name, imported.get(name) or f"content/1-Worklog/1.{number}-Week{number}/_index{suffix}.md"


def _inside(folder: Path, path: str) -> Path:
    """The paths come from imported files: none may lead out of the folder that was named."""
    parts = PurePosixPath(path.replace("\\", "/")).parts
    target = folder.joinpath(*parts)
    if ".." in parts or not target.resolve().is_relative_to(folder.resolve()):
        raise CommandError(f"the page's path {path!r} leads out of {folder}: nothing was written there")
    return target


def _write(target: Path, content: bytes) -> str:
    """Whole or not at all: a page half written would be published by the next build of the site."""
    existed = target.exists()
    if existed and target.read_bytes() == content:
        return "unchanged"
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        fresh = target.with_name(f".{target.name}.{os.getpid()}")
        fresh.write_bytes(content)
        fresh.replace(target)
    except OSError as error:
        raise CommandError(f"{target} cannot be written: {error.strerror}") from error
    return "changed" if existed else "created"
