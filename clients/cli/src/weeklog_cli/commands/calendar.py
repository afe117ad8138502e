"""`weeklog calendar [PATH…]`: the programme's weeks, and what pages tell of them."""

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from weeklog_cli.client import Client
from weeklog_cli.commands.sites import send_pages
from weeklog_cli.connection import find_connection
from weeklog_cli.errors import CommandError
from weeklog_cli.output import AsJson, console, print_json, safe, say, week_span
from weeklog_cli.wire_pages import Calendar, WeekSpan


def weeks(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[PATH…]",
            exists=True,
            help="Pages whose dates tell the calendar; the imported ones by default.",
        ),
    ] = None,
    confirm: Annotated[
        bool, typer.Option("--confirm", help="Make it the programme's calendar (its lead only).")
    ] = False,
    *,
    as_json: AsJson = False,
) -> None:
    """Compare the programme's weeks with those that the pages' dates tell."""
    with Client(find_connection()) as client:
        programme = client.site.programme()
        told = _told(client, paths, quiet=as_json)
        if confirm:
            if told is None:
                raise CommandError(
                    "the pages do not tell a calendar: name pages with dates, as in `weeklog calendar site --confirm`"
                )
            if not told["fits"]:
                programme = client.site.set_weeks(told["weeks"])
    if as_json:
        print_json({"programme": programme, "calendar": told})
        return
    _show(programme["weeks"], told, confirmed=confirm)


def _told(client: Client, paths: list[Path] | None, *, quiet: bool) -> Calendar | None:
    if paths:
        return send_pages(client.site, paths, dry_run=True, quiet=quiet)[0].get("calendar")
    files = client.site.files() if client.site.pages() else {}
    return client.site.import_pages(files, dry_run=True).get("calendar") if files else None


def _show(weeks: list[WeekSpan], told: Calendar | None, *, confirmed: bool) -> None:
    by_number = {week["number"]: week for week in told["weeks"]} if told else {}
    known = {week["number"]: week for week in weeks}
    table = Table(box=None, header_style="dim", pad_edge=False, padding=(0, 3, 0, 0))
    for title in ("Week", "Programme", "Pages"):
        table.add_column(title, justify="right" if title == "Week" else "left")
    for number in sorted({*known, *by_number}):
        mine, theirs = _span(known.get(number)), _span(by_number.get(number))
        differs = bool(theirs) and mine != theirs
        table.add_row(str(number), mine, Text(theirs, "yellow" if differs else "dim"))
    console.print(table)
    for line in told["evidence"] if told else []:
        say(safe(line), "dim")
    _conclude(told, confirmed=confirmed)


def _conclude(told: Calendar | None, *, confirmed: bool) -> None:
    if told is None:
        say("The imported pages tell no calendar.", "dim")
    elif told["fits"]:
        say("The pages' dates and the programme agree.", "green")
    elif confirmed:
        say("This is the programme's calendar now.", "green")
    else:
        say("They differ: `--confirm` makes the pages' weeks the programme's.", "yellow")


def _span(week: WeekSpan | None) -> str:
    return week_span(week["first_day"], week["last_day"]) if week else ""
