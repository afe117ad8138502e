"""`weeklog login` and `weeklog token`."""

import sys
import webbrowser
from enum import StrEnum
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from weeklog_cli.client import Client
from weeklog_cli.connection import Connection, find_connection, find_url, save
from weeklog_cli.errors import Refused
from weeklog_cli.output import AsJson, console, errors, print_json, safe, say

token = typer.Typer(no_args_is_help=True, help="Tokens for scripts and editors.")


class Scope(StrEnum):
    read = "read"
    write = "write"


def login(
    url: Annotated[str | None, typer.Argument(help="The address, as in http://127.0.0.1:8000.")] = None,
    email: Annotated[str | None, typer.Option("--email", help="Asked for when it is missing.")] = None,
    with_token: Annotated[
        bool, typer.Option("--with-token", help="Read a token from standard input instead of signing in.")
    ] = False,
    browser: Annotated[
        bool,
        typer.Option("--browser", help="Open the page to sign in there, as with a provider; paste a token."),
    ] = False,
    *,
    as_json: AsJson = False,
) -> None:
    """Sign in and remember it, readable by you alone."""
    address = (url or find_url()).rstrip("/")
    if browser:
        made = _token_from_page(address)
    else:
        made = sys.stdin.readline().strip() if with_token else _new_token(address, email)
    connection = Connection(address, made)
    with Client(connection) as client:
        me = client.me()
    path = save(connection)
    if as_json:
        print_json({"url": address, "email": me["person"]["email"], "saved": str(path)})
    else:
        say(f"Signed in to {address} as {me['person']['email']}; saved in {path}.", "green")


def _new_token(address: str, email: str | None) -> str:
    email = email or str(typer.prompt("E-mail", err=True))
    password = ask_password("Password")
    with Client(Connection(address, "")) as client:
        _sign_in(client, email, password)
        made = client.create_token("weeklog command", [scope.value for scope in Scope], None)["token"]
        client.sign_out()
    return made


def _sign_in(client: Client, email: str, password: str) -> None:
    try:
        client.sign_in(email, password)
    except Refused as error:
        if error.kind != "second-factor-needed":
            raise
        client.sign_in(email, password, ask_password("Code of your authenticator"))


def _token_from_page(address: str) -> str:
    page = f"{address}/#/programme"
    errors.print(Text(f"Sign in at {page}, make a token under “My tokens”, and paste it here."))
    webbrowser.open(page)
    return ask_password("Token")


def ask_password(what: str, *, confirm: bool = False) -> str:
    """A line of standard input when nobody sits there to be asked."""
    if sys.stdin.isatty():
        return str(typer.prompt(what, hide_input=True, confirmation_prompt=confirm, err=True))
    return sys.stdin.readline().rstrip("\n")


@token.command("create")
def create_token(
    name: Annotated[str, typer.Argument(help="What it is for.")],
    scope: Annotated[
        list[Scope] | None, typer.Option("--scope", help="May be repeated; read and write by default.")
    ] = None,
    days: Annotated[
        int | None, typer.Option("--days", min=1, help="How long it is good for; for good by default.")
    ] = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Make a token. It is shown this once."""
    with Client(find_connection()) as client:
        made = client.create_token(name, [wanted.value for wanted in scope or Scope], days)
    if as_json:
        print_json(made)
    else:
        console.print(made["token"], markup=False, soft_wrap=True)
        errors.print(
            Text(
                f"Keep it now: it is not shown again. Revoke it with `weeklog token revoke {made['id']}`.",
                "dim",
            )
        )


@token.command("list")
def list_tokens(*, as_json: AsJson = False) -> None:
    """Show your tokens, without their secrets."""
    with Client(find_connection()) as client:
        found = client.tokens()
    if as_json:
        print_json(found)
        return
    table = Table(box=None, header_style="dim", pad_edge=False, padding=(0, 2, 0, 0))
    for title in ("Id", "Name", "Scopes", "Expires", "Last used"):
        table.add_column(title, overflow="fold")
    for one in found:
        moments = [(one["expires_at"] or "never")[:10], (one["last_used_at"] or "never")[:10]]
        table.add_row(*map(Text, [one["id"], safe(one["name"]), ", ".join(one["scopes"]), *moments]))
    console.print(table)


@token.command("revoke")
def revoke_token(
    token_id: Annotated[str, typer.Argument(metavar="ID", help="From `weeklog token list`.")],
    *,
    as_json: AsJson = False,
) -> None:
    """Make a token worthless at once."""
    with Client(find_connection()) as client:
        client.revoke_token(token_id)
    if as_json:
        print_json({"id": token_id, "revoked": True})
    else:
        say(f"Revoked {token_id}.", "green")
