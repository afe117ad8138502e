"""`weeklog second-factor`: a code of an authenticator beside the password."""

import typer

from weeklog_cli.client import Client
from weeklog_cli.commands.sign_in import ask_password
from weeklog_cli.connection import find_connection
from weeklog_cli.output import AsJson, console, print_json, say

app = typer.Typer(no_args_is_help=True, help="A code of an authenticator beside your password.")
_CODE = "Code of your authenticator"


@app.command("show")
def show(*, as_json: AsJson = False) -> None:
    """Say whether it is on, and how many recovery codes are left."""
    with Client(find_connection()) as client:
        found = client.second_factor()
    if as_json:
        print_json(found)
    elif found["on"]:
        say(f"On since {(found['since'] or '')[:10]}; {found['recovery_codes']} recovery codes are left.")
    else:
        say("Off.")


@app.command("on")
def turn_on() -> None:
    """Turn it on: your password, the key for your authenticator, and a code that it shows."""
    with Client(find_connection()) as client:
        begun = client.begin_second_factor(ask_password("Password"))
        say(f"Enter this key in your authenticator: {begun['secret']}")
        say(f"Or open there: {begun['address']}")
        codes = client.confirm_second_factor(ask_password(_CODE))
    say("It is on. Keep these recovery codes: they are not shown again, and each signs you in once.", "green")
    for one in codes:
        console.print(one, markup=False)


@app.command("off")
def turn_off() -> None:
    """Turn it off, with your password and a code."""
    with Client(find_connection()) as client:
        client.end_second_factor(ask_password("Password"), ask_password(f"{_CODE}, or a recovery code"))
    say("It is off.", "green")
