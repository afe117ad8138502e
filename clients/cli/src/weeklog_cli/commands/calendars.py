"""`weeklog calendar add|list|remove|refresh`: calendars that the server reads for you. `weeklog calendar [PATH…]`
compares the programme's weeks with pages, as ever."""

from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from weeklog_cli.client import Client
from weeklog_cli.commands.calendar import weeks
from weeklog_cli.connection import find_connection
from weeklog_cli.errors import CommandError
from weeklog_cli.output import AsJson, clock_time, many, plain_text, print_json, print_rows, say
from weeklog_cli.wire import SubscribedCalendar

Name = Annotated[str, typer.Argument(metavar="NAME", help="Its name or id, or the end of that.")]
_NONE = "No calendar is subscribed: `weeklog calendar add ADDRESS` does it."
_HELP = ("--help", "-h")


class _WeeksByDefault(TyperGroup):
    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if not args or (args[0] not in self.commands and args[0] not in _HELP):
            args = ["weeks", *args]
        return super().parse_args(ctx, args)


app = typer.Typer(
    cls=_WeeksByDefault,
    help="Calendars that the server reads for you. `weeklog calendar [PATH…]` shows the programme's weeks.",
)
app.command()(weeks)


@app.command()
def add(
    address: Annotated[
        str, typer.Argument(metavar="ADDRESS", help="Of the iCalendar file; - reads it from stdin.")
    ],
    name: Annotated[str | None, typer.Option("--name", "-n", help="Its host by default.")] = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Subscribe a calendar: its events are suggested to you once they are over. The address is not shown again."""
    url = typer.get_text_stream("stdin").readline().strip() if address == "-" else address
    with Client(find_connection()) as client:
        _tell(client.calendars.read(client.calendars.add(url, name)), as_json=as_json)


@app.command("list")
def show(*, as_json: AsJson = False) -> None:
    """Show your calendars, and what came of each when it was last read."""
    with Client(find_connection()) as client:
        print_rows(client.calendars.listed(), _words, none=_NONE, as_json=as_json)


@app.command()
def refresh(calendar: Name, *, as_json: AsJson = False) -> None:
    """Read a calendar now."""
    with Client(find_connection()) as client:
        _tell(client.calendars.read(client.calendars.refresh(calendar)), as_json=as_json)


@app.command()
def remove(calendar: Name) -> None:
    """Remove a calendar and its address. What it suggested stays."""
    with Client(find_connection()) as client:
        removed = client.calendars.remove(calendar)
    say(f"No longer read: {plain_text(removed['name'])}", "green")


def _tell(calendar: SubscribedCalendar, *, as_json: bool) -> None:
    """Raises CommandError of one that cannot be read."""
    if calendar["fault"] and not as_json:
        raise CommandError(f"{calendar['name']!r} was not read: {calendar['fault']}")
    if as_json:
        print_json(calendar)
    else:
        say(_words(calendar), "green")


def _words(one: SubscribedCalendar) -> str:
    match one["state"]:
        case "waiting":
            how = "is being read"
        case "well":
            how = f"read {clock_time(one['well_at'] or '')}"
        case "failing":
            how = f"not read: {plain_text(one['fault'])}; again {clock_time(one['next_at'] or '')}"
        case "stopped":
            how = f"not read any more: {plain_text(one['fault'])}"
    return f"{plain_text(one['name'])} ({one['host']}): {many(one['suggested'], 'suggestion')}, {how}"
