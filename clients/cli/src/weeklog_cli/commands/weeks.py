"""`weeklog week`."""

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


def week(number: WeekNumber = None, *, as_json: AsJson = False) -> None:
    """Show a week."""
    with Client(find_connection()) as client:
        found = client.week(number or current_week(client))
    if as_json:
        print_json(found)
    else:
        _show(found)


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
