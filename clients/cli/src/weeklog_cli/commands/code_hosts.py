"""`weeklog code-host`: repositories of GitHub and GitLab that post to the programme, for its lead."""

from enum import StrEnum
from typing import Annotated

import typer

from weeklog_cli.client import Client
from weeklog_cli.connection import find_connection
from weeklog_cli.output import AsJson, clock_time, many, plain_text, print_json, say, write
from weeklog_cli.wire import CodeHost

app = typer.Typer(
    no_args_is_help=True,
    help="Repositories whose commits are suggested to members as entries (the programme's lead only).",
)


class Kind(StrEnum):
    github = "github"
    gitlab = "gitlab"


@app.command("list")
def show(*, as_json: AsJson = False) -> None:
    """Show what posts to the programme, and how much of it was somebody's here."""
    with Client(find_connection()) as client:
        found = client.code_hosts.listed()
    if as_json:
        print_json(found)
        return
    for one in found:
        say(_words(one))
    if not found:
        say("Nothing posts here: `weeklog code-host add NAME --kind github` makes an address for it.", "dim")


@app.command()
def add(
    name: Annotated[str, typer.Argument(metavar="NAME", help="As you will know it in the list.")],
    kind: Annotated[Kind, typer.Option("--kind", "-k")] = Kind.github,
    *,
    as_json: AsJson = False,
) -> None:
    """Make the address and the secret to enter at GitHub or GitLab. The secret is shown this once."""
    with Client(find_connection()) as client:
        made = client.code_hosts.add(name, kind.value)
    if as_json:
        print_json(made)
        return
    say("Enter both where the repository's or group's webhooks are set. Content type: application/json.")
    write(f"address  {made['url']}\nsecret   {made['secret']}\n")


@app.command()
def remove(name: Annotated[str, typer.Argument(metavar="NAME", help="Its name or id.")]) -> None:
    """Take nothing from it any more. What was suggested stays."""
    with Client(find_connection()) as client:
        client.code_hosts.remove(name)
    say("It is removed: what it posts is refused.", "green")


def _words(one: CodeHost) -> str:
    last = f"last {clock_time(one['last_at'])}" if one["last_at"] else "nothing yet"
    counts = f"{many(one['suggested'], 'suggestion')}, {one['unknown']} of nobody here"
    return f"{plain_text(one['name'])} ({one['kind']}): {many(one['deliveries'], 'post')}, {last}; {counts}"
