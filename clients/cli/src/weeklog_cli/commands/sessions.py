"""`weeklog sessions`: where one is signed in with a browser."""

from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from weeklog_cli.client import Client
from weeklog_cli.connection import find_connection
from weeklog_cli.output import AsJson, clock_time, console, print_json, say

app = typer.Typer(no_args_is_help=True, help="Where you are signed in.")


@app.command("list")
def list_sessions(*, as_json: AsJson = False) -> None:
    """Show your sessions, the one used last first. The command itself signs in by a token: `weeklog token list`."""
    with Client(find_connection()) as client:
        found = client.sessions()
    if as_json:
        print_json(found)
        return
    if not found:
        say("You are signed in nowhere.")
        return
    table = Table(box=None, header_style="dim", pad_edge=False, padding=(0, 2, 0, 0))
    for title in ("Id", "Signed in", "Last used", "Ends"):
        table.add_column(title, overflow="fold")
    for one in found:
        moments = [
            clock_time(one["created_at"]),
            clock_time(one["last_used_at"]),
            clock_time(one["expires_at"]),
        ]
        table.add_row(*map(Text, [one["id"], *moments]))
    console.print(table)


@app.command("end")
def end_session(
    session_id: Annotated[str, typer.Argument(metavar="ID", help="From `weeklog sessions list`.")],
    *,
    as_json: AsJson = False,
) -> None:
    """Sign out there, at once."""
    with Client(find_connection()) as client:
        client.end_session(session_id)
    if as_json:
        print_json({"id": session_id, "ended": True})
    else:
        say(f"Ended {session_id}.", "green")
