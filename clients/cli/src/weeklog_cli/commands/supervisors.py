"""`weeklog supervisor invite|list|revoke`: who reads somebody's reviews from outside, without an account."""

from typing import Annotated, Any

import typer

from weeklog_cli.client import Client
from weeklog_cli.connection import find_connection
from weeklog_cli.errors import CommandError
from weeklog_cli.output import AsJson, print_json, print_rows, safe, say
from weeklog_cli.wire import Supervisor

Whose = Annotated[
    str,
    typer.Option("--person", "-p", metavar="WHO", help="Whose reviews: a name, an e-mail address or an id."),
]

app = typer.Typer(no_args_is_help=True, help="Who reads reviews from outside, without an account.")


@app.command()
def invite(
    email: Annotated[str, typer.Argument(help="To which the links are mailed.")],
    name: Annotated[str, typer.Argument(help="Theirs.")],
    *,
    person: Whose,
    language: Annotated[str, typer.Option("--language", help="en or vi.")] = "en",
    days: Annotated[int, typer.Option("--days", min=1, max=366, help="For so long it is good.")] = 180,
    as_json: AsJson = False,
) -> None:
    """Invite somebody to the reviews of one person (mentors and leads)."""
    with Client(find_connection()) as client:
        fields: dict[str, Any] = {"email": email, "name": name, "language": language, "days": days}
        invited = client.rounds.invite_supervisor(fields | {"person_id": client.feedback.person_id(person)})
    if as_json:
        print_json(invited)
    else:
        say(f"{_words(invited)}. They are mailed a link to each review that is submitted.", "green")


@app.command("list")
def list_supervisors(*, person: Whose, as_json: AsJson = False) -> None:
    """List who reads somebody's reviews from outside."""
    with Client(find_connection()) as client:
        found = client.rounds.supervisors(client.feedback.person_id(person))
    print_rows(found, _words, none="Nobody reads these reviews from outside.", as_json=as_json)


@app.command()
def revoke(
    supervisor: Annotated[
        str, typer.Argument(metavar="ID", help="Its end, as `weeklog supervisor list` shows it.")
    ],
    *,
    person: Whose,
) -> None:
    """End an invitation: its link shows nothing from now on."""
    with Client(find_connection()) as client:
        whose = client.feedback.person_id(person)
        found = [one for one in client.rounds.supervisors(whose) if one["id"].endswith(supervisor)]
        if len(found) != 1:
            raise CommandError(f"{supervisor!r} names no supervisor: see `weeklog supervisor list`")
        client.rounds.revoke_supervisor(found[0]["id"])
    say(f"{safe(found[0]['name'])} reads these reviews no more.", "green")


def _words(one: Supervisor) -> str:
    return f"{safe(one['name'])} ({safe(one['email'])}), until {one['expires_at'][:10]}"
