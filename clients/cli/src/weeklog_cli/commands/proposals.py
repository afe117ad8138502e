"""`weeklog proposals list|accept|dismiss`: what the assistant proposes to write."""

from typing import Annotated, Any

import typer

from weeklog_cli.client import Client
from weeklog_cli.connection import find_connection
from weeklog_cli.errors import CommandError
from weeklog_cli.output import AsJson, day_span, plain_text, print_json, say
from weeklog_cli.wire import Proposal

ID_SHOWN = 8  # characters
Id = Annotated[
    str | None,
    typer.Argument(
        metavar="ID", help="Its end, as `weeklog proposals list` shows it; not needed where one is open."
    ),
]

app = typer.Typer(
    no_args_is_help=True, help="What the assistant proposes; nothing is written before you accept it."
)


@app.command("list")
def list_proposals(*, as_json: AsJson = False) -> None:
    """List what waits for your decision, the latest first."""
    with Client(find_connection()) as client:
        found = client.proposals.open()
    if as_json:
        print_json(found)
        return
    for one in found:
        say(words(one))
    if not found:
        say("Nothing is proposed.", "dim")


@app.command()
def accept(
    proposal: Id = None,
    text: Annotated[
        str | None, typer.Option("--text", "-t", help="What to write instead.", show_default=False)
    ] = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Write what is proposed, as it is or in other words."""
    with Client(find_connection()) as client:
        found = _find(client, proposal)
        decided = client.proposals.accept(found["id"], {} if text is None else {"text": text})
    _tell(decided, "Accepted", as_json=as_json)


@app.command()
def dismiss(proposal: Id = None, *, as_json: AsJson = False) -> None:
    """Decide against it. Nothing is written."""
    with Client(find_connection()) as client:
        decided = client.proposals.dismiss(_find(client, proposal)["id"])
    _tell(decided, "Dismissed", as_json=as_json)


def _find(client: Client, end: str | None) -> Proposal:
    found = [one for one in client.proposals.open() if one["id"].endswith(end or "")]
    if len(found) == 1:
        return found[0]
    if end is None and found:
        raise CommandError(f"{len(found)} proposals are open: name one, see `weeklog proposals list`")
    raise CommandError(
        "nothing is proposed: ask the assistant"
        if end is None
        else f"{end!r} names no open proposal: see `weeklog proposals list`"
    )


def _tell(decided: Proposal, how: str, *, as_json: bool) -> None:
    if as_json:
        print_json(decided)
    else:
        say(f"{how}: {_said(decided)}", "green")


def words(proposal: Proposal) -> str:
    """One proposal as a line, and the lines of a review below it."""
    return f"{proposal['id'][-ID_SHOWN:]}  {_said(proposal)}"


def _said(proposal: Proposal) -> str:
    content = proposal["content"]
    match proposal["kind"]:
        case "entry":
            days = day_span(content["start_on"], content["end_on"])
            return f"new entry, {days} ({content['status']}): {plain_text(content['text'])}"
        case "status":
            return f"entry {content['status']}: {plain_text(content['text'])}"
        case "objective":
            return f"new objective of week {content['week']}: {plain_text(content['text'])}"
        case "objective_state":
            return f"objective {content['state']}: {plain_text(content['text'])}"
        case "review":
            lines = "".join(f"\n          {_edit(line)}" for line in content["lines"])
            return f"review of week {content['week']}:{lines}"


_SIGNS = {"add": "+", "change": "~", "move": ">", "remove": "-"}


def _edit(line: dict[str, Any]) -> str:
    return f"{_SIGNS[line['change']]} {line['section']}: {plain_text(line['text'] or line['was'])}"
