"""`weeklog search`."""

from enum import StrEnum
from typing import Annotated, Any

import typer
from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from weeklog_cli.client import Client
from weeklog_cli.connection import find_connection
from weeklog_cli.output import AsJson, console, day_span, print_json, safe, say
from weeklog_cli.wire import Hit

_WHY = {"words": "", "typo": "spelt otherwise", "meaning": "means something alike"}


class Kind(StrEnum):
    entry = "entry"
    objective = "objective"
    achievement = "achievement"
    comment = "comment"


def search(
    text: Annotated[str, typer.Argument(help="Words to look for, with or without accents.")],
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, max=100, help="Show at most so many.")] = 20,
    *,
    everyone: Annotated[
        bool, typer.Option("--everyone", "-e", help="As a mentor or lead: all whom you follow.")
    ] = False,
    person: Annotated[
        str | None, typer.Option("--person", metavar="ID", help="Somebody whom you mentor or lead.")
    ] = None,
    kind: Annotated[
        list[Kind] | None, typer.Option("--kind", "-k", help="Only these; may be repeated.")
    ] = None,
    since: Annotated[str | None, typer.Option("--from", metavar="DATE", help="2026-10-09 or later.")] = None,
    until: Annotated[str | None, typer.Option("--to", metavar="DATE", help="2026-10-09 or earlier.")] = None,
    as_json: AsJson = False,
) -> None:
    """Search all weeks, the best first. Word forms, accents and slips of the fingers do not matter."""
    asked: dict[str, Any] = {"q": text, "person": person, "from": since, "to": until, "kinds": kind or None}
    given = {name: value for name, value in asked.items() if value is not None}
    if everyone:
        given["everyone"] = True
    with Client(find_connection()) as client:
        found = list(client.search(limit, **given))
    if as_json:
        print_json(found)
    elif found:
        console.print(_table(found))
    else:
        say(f"Nothing says {text!r}.")


def _table(found: list[Hit]) -> Table:
    table = Table(
        box=SIMPLE_HEAD, leading=1, header_style="dim", border_style="dim", pad_edge=False, show_edge=False
    )
    table.add_column("Week", justify="right", no_wrap=True)
    table.add_column("Day", no_wrap=True)
    table.add_column("Found", overflow="fold")
    for hit in found:
        week = "" if hit["week"] is None else str(hit["week"])
        is_of_week = hit["kind"] in ("objective", "achievement")
        day = hit["kind"] if is_of_week else day_span(hit["start_on"], hit["start_on"])
        table.add_row(Text(week), Text(day, "dim" if is_of_week else "bold"), _marked(hit))
    return table


def _marked(hit: Hit) -> Text:
    text, shown, end = hit["text"], Text(), 0
    for first, last in hit["highlights"]:
        shown.append(safe(text[end:first])).append(safe(text[first:last]), "bold yellow")
        end = last
    shown.append(safe(text[end:]))
    notes = " · ".join(
        note for note in (hit["kind"] if hit["kind"] == "comment" else "", _WHY[hit["why"]]) if note
    )
    return shown.append(f"\n{notes}", "dim") if notes else shown
