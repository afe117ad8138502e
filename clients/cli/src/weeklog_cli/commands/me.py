"""`weeklog me` and `weeklog password`: what one is called, one's clocks, one's password."""

import re
from enum import StrEnum
from typing import Annotated, Any

import typer
from typer import Option

from weeklog_cli.client import Client
from weeklog_cli.commands import calendar_feed, mail
from weeklog_cli.commands.sign_in import Scope, ask_password
from weeklog_cli.connection import Connection, find_connection, find_url, save
from weeklog_cli.errors import CommandError
from weeklog_cli.output import AsJson, print_json, say
from weeklog_cli.wire import Me

app = typer.Typer(help="Who you are: your name, your clocks, your language, your mails.")
app.command()(mail.mail)
app.command()(calendar_feed.calendar)

OF_THE_PROGRAMME = "programme"
_LINK = re.compile(r"(?:(?P<url>https?://[^#]+?)/?#password=)?(?P<secret>[A-Za-z0-9_-]+)")


class Language(StrEnum):
    en = "en"
    vi = "vi"


@app.callback(invoke_without_command=True)
def me(context: typer.Context, *, as_json: AsJson = False) -> None:
    """Show who you are; `weeklog me set` changes it."""
    if context.invoked_subcommand is None:
        with Client(find_connection()) as client:
            _show(client.me(), as_json=as_json)


@app.command("set")
def set_me(
    name: Annotated[str | None, Option("--name", help="As others see it.")] = None,
    zone: Annotated[
        str | None, Option("--zone", help="As in Asia/Ho_Chi_Minh; `programme` goes by the programme's.")
    ] = None,
    language: Annotated[Language | None, Option("--language", help="Of reminders and reviews.")] = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Change your name, the clocks that your days and reminders go by, your language."""
    fields: dict[str, Any] = {"name": name, "zone": zone, "language": language and language.value}
    fields = {field: value for field, value in fields.items() if value is not None}
    if not fields:
        raise CommandError("nothing to change: give --name, --zone or --language")
    if zone == OF_THE_PROGRAMME:
        fields["zone"] = None
    with Client(find_connection()) as client:
        _show(client.change_me(fields), as_json=as_json)


def password(
    link: Annotated[
        str | None,
        typer.Argument(help="Of your lead, when the old password is lost; or the secret at its end."),
    ] = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Change your password. It is asked for, or read from standard input: the old one, then the new one.

    With a link only the new one is, and the sign-in is remembered.
    """
    if link is None:
        _change()
    else:
        _choose(link.strip())
    if as_json:
        print_json({"changed": True})
    else:
        say("Your password is changed. You are signed out everywhere else; tokens stay.", "green")


def _change() -> None:
    old, new = ask_password("Old password"), ask_password("New password", confirm=True)
    with Client(find_connection()) as client:
        client.change_password(old, new)


def _choose(link: str) -> None:
    match = _LINK.fullmatch(link)
    if match is None:
        raise CommandError("this is no password link: give all of it, or the secret after `password=`")
    address = (match["url"] or find_url()).rstrip("/")
    with Client(Connection(address, "")) as client:
        client.choose_password(match["secret"], ask_password("New password", confirm=True))
        token = client.create_token("weeklog command", [scope.value for scope in Scope], None)["token"]
        client.sign_out()
    save(Connection(address, token))


def _show(found: Me, *, as_json: bool) -> None:
    if as_json:
        print_json(found)
        return
    person, programme = found["person"], found["programme"]
    own = "your own clocks" if person["own_zone"] else "the programme's clocks"
    say(f"{person['name']}, {person['email']}")
    say(f"{person['zone']} ({own}), reminded in {'Vietnamese' if person['language'] == 'vi' else 'English'}")
    say(f"{programme['name']}, as {programme['role']}" if programme else "In no programme.")
