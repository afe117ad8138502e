"""`weeklog absence add|list|remove`: when you, or somebody you lead, are away."""

from enum import StrEnum
from functools import partial
from typing import Annotated, Any

import typer

from weeklog_cli.client import Client
from weeklog_cli.commands.days import days_between
from weeklog_cli.connection import find_connection
from weeklog_cli.errors import CommandError
from weeklog_cli.output import AsJson, print_json, print_rows, say
from weeklog_cli.wire import Absence

Option = partial(typer.Option, show_default=False)
Person = Annotated[
    str | None, Option("--person", "-p", metavar="WHO", help="Whose: a name, an e-mail address or an id.")
]

app = typer.Typer(no_args_is_help=True, help="When you are away.")


class Reason(StrEnum):
    leave = "leave"
    sick = "sick"
    study = "study"
    holiday = "holiday"
    travel = "travel"
    other = "other"


class Part(StrEnum):
    day = "day"
    morning = "morning"
    afternoon = "afternoon"


@app.command()
def add(
    first: Annotated[str, typer.Argument(metavar="DAY", help="2026-10-09, today, or a weekday.")],
    until: Annotated[str | None, Option("--until", "-u", metavar="DAY", help="The last day.")] = None,
    reason: Annotated[Reason, typer.Option("--reason", "-r")] = Reason.leave,
    part: Annotated[Part, typer.Option("--part", help="Of each of the days.")] = Part.day,
    substitute: Annotated[
        str | None, Option("--substitute", metavar="WHO", help="Of a mentor: who stands in meanwhile.")
    ] = None,
    *,
    person: Person = None,
    as_json: AsJson = False,
) -> None:
    """Record that you are away (the lead: that somebody is)."""
    with Client(find_connection()) as client:
        fields: dict[str, Any] = {
            **days_between(client, first, until),
            "reason": reason.value,
            "part": part.value,
        }
        if person is not None:
            fields["person_id"] = client.feedback.person_id(person)
        if substitute is not None:
            fields["substitute_id"] = client.feedback.person_id(substitute)
        added = client.rounds.add_absence(fields)
    if as_json:
        print_json(added)
    else:
        say(f"Away {_words(added)}.", "green")


@app.command("list")
def list_absences(*, person: Person = None, as_json: AsJson = False) -> None:
    """List absences, the first day first."""
    with Client(find_connection()) as client:
        found = client.rounds.absences(_of(client, person))
    print_rows(found, _words, none="No absence is recorded.", as_json=as_json)


@app.command()
def remove(
    absence: Annotated[
        str, typer.Argument(metavar="ID", help="Its end, as `weeklog absence list` shows it.")
    ],
    *,
    person: Person = None,
) -> None:
    """Remove an absence."""
    with Client(find_connection()) as client:
        found = [one for one in client.rounds.absences(_of(client, person)) if one["id"].endswith(absence)]
        if len(found) != 1:
            raise CommandError(f"{absence!r} names no absence: see `weeklog absence list`")
        client.rounds.remove_absence(found[0]["id"])
    say(f"No longer away {_words(found[0])}.", "green")


def _of(client: Client, person: str | None) -> str | None:
    return None if person is None else client.feedback.person_id(person)


def _words(one: Absence) -> str:
    days = (
        one["first_day"]
        if one["first_day"] == one["last_day"]
        else f"{one['first_day']} to {one['last_day']}"
    )
    part = "" if one["part"] == "day" else f", {one['part']} only"
    return f"{days}{part} ({one['reason']})"
