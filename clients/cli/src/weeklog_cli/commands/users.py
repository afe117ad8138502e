"""`weeklog user`: the people of the programme."""

from typing import Annotated

import typer
from rich.text import Text

from weeklog_cli.client import Client
from weeklog_cli.commands.programme import Role, named
from weeklog_cli.connection import find_connection
from weeklog_cli.output import AsJson, console, print_json, safe, say

app = typer.Typer(no_args_is_help=True, help="The people of the programme (its lead only).")


@app.command("add")
def add_user(
    email: Annotated[str, typer.Argument()],
    name: Annotated[str, typer.Option("--name", help="As others see it.")],
    role: Annotated[Role, typer.Option("--role")] = Role.member,
    *,
    as_json: AsJson = False,
) -> None:
    """Add somebody to the programme. Their first password is shown this once."""
    with Client(find_connection()) as client:
        added = client.add_person({"email": email, "name": name, "role": role.value})
    if as_json:
        print_json(added)
    else:
        say(f"Added {added['email']} as {added['role']}.", "green")
        if first := added.get("password"):
            console.print(
                Text.assemble("First password, shown this once: ", (safe(first), "bold")), soft_wrap=True
            )


@app.command("password-link")
def password_link(
    who: Annotated[str, typer.Argument(metavar="WHO", help="Name, e-mail address or id.")],
    *,
    as_json: AsJson = False,
) -> None:
    """Make a link by which somebody who has lost their password chooses a new one. It is shown this once."""
    with Client(find_connection()) as client:
        made = client.password_link(named(client, who)["person_id"])
    if as_json:
        print_json(made)
        return
    console.print(made["url"], markup=False, soft_wrap=True)
    say("For them alone: it is good for a day and for once, and signs in whoever opens it.", "dim")
