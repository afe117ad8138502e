"""`weeklog ask`."""

from collections.abc import Iterable, Sequence
from typing import Annotated

import typer
from rich.text import Text

from weeklog_cli.client import Client
from weeklog_cli.commands.proposals import words
from weeklog_cli.connection import find_connection
from weeklog_cli.errors import ReplyFailed
from weeklog_cli.output import AsJson, console, day_span, errors, print_json, safe, say, write
from weeklog_cli.reply import Ended, Replaced, Said, Waiting
from weeklog_cli.wire import Citation, Proposal

INTERRUPTED = 130  # what shells expect after Ctrl-C


def ask(
    question: Annotated[str, typer.Argument(help="About your own weeks.")],
    *,
    as_json: AsJson = False,
) -> None:
    """Ask the assistant; the answer is shown as it is written."""
    with Client(find_connection()) as client:
        reply_id = client.ask(question)["id"]
        try:
            end = _follow(client, reply_id, quiet=as_json)
        except KeyboardInterrupt:
            client.stop_reply(reply_id)  # so that nobody goes on paying for words that nobody reads
            errors.print(Text("\nstopped", "dim"))
            raise typer.Exit(INTERRUPTED) from None
        if as_json:
            print_json(client.reply(reply_id))
        proposed = () if as_json or end.state != "done" else client.reply(reply_id)["proposals"]
    if end.state != "done":
        raise ReplyFailed(end.error or f"the reply was {end.state}: ask again")
    if not as_json:
        _cite(end.citations)
        _offer(proposed)


def _follow(client: Client, reply_id: str, *, quiet: bool) -> Ended:
    shown = fresh = ""
    for change in client.follow(reply_id):
        match change:
            case Ended():
                if shown and not shown.endswith("\n") and not quiet:
                    write("\n")
                return change
            case Waiting(before):
                fresh = ""
                if not quiet:
                    errors.print(Text(_place(before), "dim"))
            case Said(text):
                shown += text
                fresh = text
            case Replaced(text):
                # What is on the screen cannot be taken back: when it no longer holds, say so and begin again.
                fresh = text[len(shown) :] if text.startswith(shown) else f"\n… again:\n{text}"
                shown = text
        if not quiet:
            write(fresh)
    raise AssertionError("a reply's last change is its end")


def _offer(proposed: Sequence[Proposal]) -> None:
    if proposed:
        console.print("\nAccept or dismiss it with `weeklog proposals accept ID` or `dismiss ID`:")
    for one in proposed:
        say(words(one))


def _place(before: int) -> str:
    match before:
        case 0:
            return "Your question is the next one."
        case 1:
            return "1 question is before yours."
        case _:
            return f"{before} questions are before yours."


def _cite(citations: Iterable[Citation]) -> None:
    for index, citation in enumerate(citations):
        if index == 0:
            console.print()
        day = day_span(citation["start_on"], citation["start_on"])
        first_line = citation["text"].strip().splitlines()[0] if citation["text"].strip() else ""
        label = Text.assemble(
            (f"[{safe(citation['label'])}] ", "cyan"),
            (f"week {citation['week']}, {day}  ", "dim"),
            safe(first_line).removeprefix("- "),
        )
        console.print(label, no_wrap=True, overflow="ellipsis")
