"""`weeklog suggest`: entries that are suggested to you. None is logged before you accept it."""

from datetime import date
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer

from weeklog_cli.calendars import read_calendar
from weeklog_cli.client import Client
from weeklog_cli.commits import author_of, commits_of
from weeklog_cli.connection import find_connection
from weeklog_cli.dates import UnknownDay, day_of
from weeklog_cli.errors import CommandError
from weeklog_cli.output import AsJson, day_span, plain_text, print_json, print_rows, say
from weeklog_cli.wire import Suggestion, SuggestionsMade

Option = partial(typer.Option, show_default=False)
Id = Annotated[str, typer.Argument(metavar="ID", help="Its end, as `weeklog suggest` shows it.")]
MOST = 500
_NONE = "Nothing is suggested."

app = typer.Typer(help="Entries that are suggested to you: none is logged before you accept it.")


@app.callback(invoke_without_command=True)
def suggest(
    context: typer.Context,
    git: Annotated[
        Path | None, Option("--git", metavar="PATH", help="Suggest the commits of this repository first.")
    ] = None,
    ics: Annotated[
        str | None,
        Option("--ics", metavar="FILE|URL", help="Suggest the events of this calendar (iCalendar) first."),
    ] = None,
    week: Annotated[
        int | None, Option("--week", "-w", metavar="N", help="The current one by default.")
    ] = None,
    author: Annotated[
        list[str] | None,
        Option("--author", metavar="EMAIL", help="Besides git's own user.email; may be repeated."),
    ] = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Show what is suggested; with --git or --ics, from the commits of a repository or the events of a calendar."""
    if context.invoked_subcommand is not None:
        return
    with Client(find_connection()) as client:
        if git is not None or ics is not None:
            first, last = _days_of(client, week)
            made = [] if git is None else _of_commits(client, git, author or [], first, last)
            made += (
                [] if ics is None else [client.suggestions.suggest_events(read_calendar(ics), first, last)]
            )
            _show(made, as_json=as_json)
            return
        print_rows(list(client.suggestions.open(MOST)), _words, none=_NONE, as_json=as_json)


@app.command()
def accept(
    suggestion: Id,
    text: Annotated[str | None, Option("--text", "-t", help="Log this text instead.")] = None,
    day: Annotated[str | None, Option("--day", "-d", metavar="DATE", help="Log it for this day.")] = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Log a suggested entry, as it is or with another text or day."""
    with Client(find_connection()) as client:
        fields: dict[str, Any] = {} if text is None else {"text": text}
        if day is not None:
            fields["start_on"] = _day(client, day)
        accepted = client.suggestions.accept(_find(client, suggestion)["id"], fields)
    if as_json:
        print_json(accepted)
    else:
        say(f"Logged as {accepted['entry_id']}.", "green")


@app.command()
def dismiss(suggestion: Id, *, as_json: AsJson = False) -> None:
    """Let a suggestion go: it does not come back."""
    with Client(find_connection()) as client:
        dismissed = client.suggestions.dismiss(_find(client, suggestion)["id"])
    if as_json:
        print_json(dismissed)
    else:
        say("Dismissed.", "green")


def _of_commits(
    client: Client, path: Path, authors: list[str], first: date, last: date
) -> list[SuggestionsMade]:
    addresses = {client.me()["person"]["email"], *author_of(path), *authors}
    return list(client.suggestions.suggest("git", commits_of(path, addresses, first, last)))


def _show(made: list[SuggestionsMade], *, as_json: bool) -> None:
    if as_json:
        print_json(_together(made))
        return
    print_rows([one for some in made for one in some["items"]], _words, none="Nothing new.", as_json=False)
    if left_out := sum(some["left_out"] for some in made):
        say(f"There is no room for {left_out} more: decide on what is suggested first.", "yellow")


def _together(made: list[SuggestionsMade]) -> dict[str, Any]:
    items = [one for some in made for one in some["items"]]
    return {
        "items": items,
        **{name: sum(some[name] for some in made) for name in ("known", "outside", "left_out")},
    }


def _days_of(client: Client, number: int | None) -> tuple[date, date]:
    today = client.me()["today"]
    for week in client.weeks():
        if week["number"] == number or (number is None and week["first_day"] <= today <= week["last_day"]):
            return date.fromisoformat(week["first_day"]), date.fromisoformat(week["last_day"])
    raise CommandError("there is no such week: say the number of one with --week")


def _day(client: Client, day: str) -> str:
    try:
        return day_of(day, date.fromisoformat(client.me()["today"])).isoformat()
    except UnknownDay as error:
        raise CommandError(str(error)) from None


def _find(client: Client, end: str) -> Suggestion:
    found = [one for one in client.suggestions.open(MOST) if one["id"].endswith(end)]
    if len(found) != 1:
        raise CommandError(f"{end!r} names no open suggestion: see `weeklog suggest`")
    return found[0]


def _words(one: Suggestion) -> str:
    return f"{day_span(one['start_on'], one['end_on'])}  {plain_text(one['text'])}  ({one['source']})"
