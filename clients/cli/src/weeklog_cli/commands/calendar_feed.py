"""`weeklog me calendar`: the address at which a calendar program reads when one's reviews are due."""

from enum import StrEnum
from typing import Annotated

from typer import Argument

from weeklog_cli.client import Client
from weeklog_cli.connection import find_connection
from weeklog_cli.output import AsJson, clock_time, print_json, say, write


class Action(StrEnum):
    show = "show"
    new = "new"
    off = "off"


def calendar(
    action: Annotated[
        Action, Argument(help="`new` makes an address, and ends the one before; `off` ends it.")
    ] = Action.show,
    *,
    as_json: AsJson = False,
) -> None:
    """An address for your calendar program: it shows when your reviews are due."""
    with Client(find_connection()) as client:
        if action is Action.new:
            made = client.rounds.make_calendar_feed()
            if as_json:
                print_json(made)
                return
            say("Subscribe to this address in your calendar program. It is shown this once:")
            write(f"{made['url']}\n")
            return
        if action is Action.off:
            client.rounds.drop_calendar_feed()
        found = client.rounds.calendar_feed()
    if as_json:
        print_json(found)
    elif found["created_at"] is None:
        say("There is no address: `weeklog me calendar new` makes one.")
    else:
        say(
            f"There is an address, made on {clock_time(found['created_at'])}; `new` makes another, `off` ends it."
        )
