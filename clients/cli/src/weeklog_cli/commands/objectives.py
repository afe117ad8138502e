"""`weeklog objectives`: what a week is for, and what became of it."""

from typing import Annotated, Literal

import typer
from rich.text import Text

from weeklog_cli.client import Client
from weeklog_cli.commands.weeks import DryRun, WeekNumber, box, current_week
from weeklog_cli.connection import find_connection
from weeklog_cli.errors import CommandError
from weeklog_cli.output import AsJson, console, many, print_json, say, task_text
from weeklog_cli.wire import Objective

State = Literal["open", "met", "missed"]

app = typer.Typer(no_args_is_help=True, help="What a week is for, and what became of it.")
OfWeek = Annotated[
    int | None, typer.Option("--week", "-w", metavar="N", min=0, help="The week; the current one by default.")
]
Place = Annotated[int, typer.Argument(metavar="PLACE", min=1, help="Its place in the list, from 1.")]


@app.command("list")
def list_all(number: WeekNumber = None, *, as_json: AsJson = False) -> None:
    """Show the objectives of a week."""
    with Client(find_connection()) as client:
        found = client.week(number or current_week(client))["objectives"]
    if as_json:
        print_json(found)
    else:
        _show(found)


@app.command()
def add(text: Annotated[str, typer.Argument(help="What the week is for.")], *, week: OfWeek = None) -> None:
    """Add an objective."""
    with Client(find_connection()) as client:
        number = current_week(client) if week is None else week
        known = [{"id": one["id"], "text": one["text"]} for one in client.week(number)["objectives"]]
        _show(client.put_objectives(number, [*known, {"text": text}]))


@app.command()
def met(place: Place, *, week: OfWeek = None) -> None:
    """It came about."""
    _set(place, week, "met")


@app.command()
def missed(place: Place, *, week: OfWeek = None) -> None:
    """It did not come about."""
    _set(place, week, "missed")


@app.command("open")
def open_again(place: Place, *, week: OfWeek = None) -> None:
    """It is open again."""
    _set(place, week, "open")


@app.command()
def carry(number: WeekNumber = None, *, dry_run: DryRun = False, as_json: AsJson = False) -> None:
    """Carry on what was not met in the last week that had objectives."""
    with Client(find_connection()) as client:
        carried = client.carry_objectives(number or current_week(client), {"dry_run": dry_run})
    if as_json:
        print_json(carried)
        return
    verb = "Would carry" if dry_run else "Carried"
    say(f"{verb} {many(len(carried['items']), 'objective')} on to week {carried['week']}.", "green")
    _show(carried["items"])


def _set(place: int, week: int | None, state: State) -> None:
    with Client(find_connection()) as client:
        number = current_week(client) if week is None else week
        known = client.week(number)["objectives"]
        if place > len(known):
            raise CommandError(
                f"week {number} has {many(len(known), 'objective')}: name one of them by its place"
            )
        changed = client.change_objective(known[place - 1]["id"], {"state": state})
    _show([changed])


def _show(objectives: list[Objective]) -> None:
    for place, one in enumerate(objectives, 1):
        weeks = one.get("weeks_open", 1)
        note = f"  (in its week {weeks})" if weeks > 1 else ""
        console.print(
            Text.assemble((f"{place:>3} {box(one)} ", "dim"), task_text(one["text"]), (note, "dim"))
        )
