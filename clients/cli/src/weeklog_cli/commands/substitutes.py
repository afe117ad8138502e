"""`weeklog substitute add|list|remove`: who stands in for a mentor."""

from functools import partial
from typing import Annotated, Any

import typer

from weeklog_cli.client import Client
from weeklog_cli.commands.days import days_between
from weeklog_cli.connection import find_connection
from weeklog_cli.errors import CommandError
from weeklog_cli.output import AsJson, print_json, print_rows, say
from weeklog_cli.wire import Substitute

Option = partial(typer.Option, show_default=False)

app = typer.Typer(no_args_is_help=True, help="Who stands in for a mentor.")


@app.command()
def add(
    who: Annotated[
        str, typer.Argument(metavar="WHO", help="A mentor or lead: a name, an e-mail address or an id.")
    ],
    first: Annotated[str, typer.Argument(metavar="DAY", help="2026-10-09, today, or a weekday.")],
    until: Annotated[str | None, Option("--until", "-u", metavar="DAY", help="The last day.")] = None,
    *,
    mentor: Annotated[
        str | None, Option("--for", metavar="WHO", help="For the lead: whom they stand in for.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Name who stands in for you (the lead: for a mentor) on these days."""
    with Client(find_connection()) as client:
        fields: dict[str, Any] = {
            **days_between(client, first, until),
            "substitute_id": client.feedback.person_id(who),
        }
        if mentor is not None:
            fields["mentor_id"] = client.feedback.person_id(mentor)
        named = client.rounds.name_substitute(fields)
        words = _words(named, _names(client))
    if as_json:
        print_json(named)
    else:
        say(f"{words}.", "green")


@app.command("list")
def list_substitutes(*, as_json: AsJson = False) -> None:
    """List substitutes, the first day first."""
    with Client(find_connection()) as client:
        found = client.rounds.substitutes()
        names = _names(client) if found else {}
    print_rows(found, lambda one: _words(one, names), none="Nobody stands in for anybody.", as_json=as_json)


@app.command()
def remove(
    substitute: Annotated[
        str, typer.Argument(metavar="ID", help="Its end, as `weeklog substitute list` shows it.")
    ],
) -> None:
    """Let somebody stand in no more."""
    with Client(find_connection()) as client:
        found = [one for one in client.rounds.substitutes() if one["id"].endswith(substitute)]
        if len(found) != 1:
            raise CommandError(f"{substitute!r} names no substitute: see `weeklog substitute list`")
        client.rounds.remove_substitute(found[0]["id"])
    say("Removed.", "green")


def _names(client: Client) -> dict[str, str]:
    return {one["person_id"]: one["name"] for one in client.members()}


def _words(one: Substitute, names: dict[str, str]) -> str:
    first, last = one["first_day"], one["last_day"]
    days = first if first == last else f"{first} to {last}"
    substitute, mentor = (names.get(one[who], "somebody") for who in ("substitute_id", "mentor_id"))
    return f"{substitute} stands in for {mentor}, {days}"
