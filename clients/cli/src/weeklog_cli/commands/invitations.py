"""`weeklog invitation`: who is invited to the programme, for its lead."""

from enum import StrEnum
from typing import Annotated, Any

import typer

from weeklog_cli.client import Client
from weeklog_cli.commands.programme import named
from weeklog_cli.connection import find_connection
from weeklog_cli.output import AsJson, plain_text, print_json, print_rows, say
from weeklog_cli.wire import OpenInvitation

app = typer.Typer(no_args_is_help=True, help="Who is invited to the programme (the programme's lead only).")


class Role(StrEnum):
    member = "member"
    mentor = "mentor"
    lead = "lead"


class Language(StrEnum):
    en = "en"
    vi = "vi"


Which = Annotated[str, typer.Argument(metavar="WHO", help="The address, or the end of the id.")]


@app.command()
def mail(
    emails: Annotated[list[str], typer.Argument(metavar="EMAIL…")],
    role: Annotated[Role, typer.Option("--role")] = Role.member,
    mentor: Annotated[
        str | None, typer.Option("--mentor", help="E-mail, name or id of who will mentor them.")
    ] = None,
    days: Annotated[int, typer.Option("--days", min=1, max=90)] = 7,
    language: Annotated[
        Language | None, typer.Option("--language", help="Of the mail: yours by default.")
    ] = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Mail each address a link of its own, which is good for once."""
    wanted: dict[str, Any] = {"emails": emails, "role": role.value, "days": days}
    wanted |= {"language": language.value} if language else {}
    with Client(find_connection()) as client:
        wanted |= {"mentor_id": named(client, mentor)["person_id"]} if mentor else {}
        made = client.invitations.mail(wanted)
    print_rows(made, _words, none="", as_json=as_json)


@app.command("list")
def show(*, as_json: AsJson = False) -> None:
    """Show the invitations that are still good, and what became of their mails."""
    with Client(find_connection()) as client:
        found = client.invitations.listed()
    print_rows(found, _words, none="Nobody is invited at the moment.", as_json=as_json)


@app.command()
def send(who: Which, *, as_json: AsJson = False) -> None:
    """Mail the same link once more."""
    with Client(find_connection()) as client:
        again = client.invitations.mail_again(client.invitations.named(who)["id"])
    if as_json:
        print_json(again)
    else:
        say(f"It is on its way to {plain_text(again['email'] or '')}.", "green")


@app.command()
def revoke(who: Which) -> None:
    """Take one back: nobody joins by it any more."""
    with Client(find_connection()) as client:
        client.invitations.revoke(client.invitations.named(who)["id"])
    say("It is taken back.", "green")


_MAILS = {
    None: "a link that you were shown",
    "queued": "on its way",
    "sent": "mailed",
    "skipped": "not mailed",
    "failed": "not mailed",
    "unconfirmed": "perhaps mailed",
}


def _words(one: OpenInvitation) -> str:
    mailed = _MAILS[one["mail_state"]] + (f" ({one['mail_reason']})" if one["mail_reason"] else "")
    who = plain_text(one["email"] or "whoever has the link")
    return f"{who}: {one['role']}, until {one['expires_at'][:10]}; {mailed}"
