"""`weeklog assistant`: the programme's own language model. Its lead chooses it, everybody allows or refuses it."""

import sys
import time
from typing import Annotated

import typer

from weeklog_cli.client import Client
from weeklog_cli.connection import find_connection
from weeklog_cli.errors import CommandError
from weeklog_cli.output import AsJson, print_json, say
from weeklog_cli.wire import Assistant, MyAssistant

assistant = typer.Typer(
    no_args_is_help=True,
    help="The programme's own language model: its lead chooses it, you allow or refuse it.",
)

_NOTHING = "The programme has no language model of its own: the installation's own answers you."
_DECISIONS = {
    "allowed": "Your questions go there. `weeklog assistant refuse` ends that.",
    "refused": "You refused it: the offline assistant answers you. `weeklog assistant allow` changes that.",
    "undecided": "You have not decided: nothing of yours goes there until `weeklog assistant allow`.",
}
PATIENCE = 60.0  # seconds for a test


@assistant.command()
def show(*, as_json: AsJson = False) -> None:
    """Show which model answers in the programme (its lead only)."""
    with Client(find_connection()) as client:
        _show(client.assistant(), as_json=as_json)


@assistant.command()
def choose(
    model: Annotated[str, typer.Argument(help="As in openai:gpt-5-mini or anthropic:claude-sonnet-4-5.")],
    base_url: Annotated[
        str | None, typer.Option("--base-url", help="Of another OpenAI-compatible server; it ends in /v1.")
    ] = None,
    with_key: Annotated[
        bool, typer.Option("--with-key", help="Read the key from standard input, or ask for it.")
    ] = False,
    *,
    as_json: AsJson = False,
) -> None:
    """Choose the model (the lead only). Without --with-key, the key that is there stays."""
    fields = {"model": model, "base_url": base_url} | ({"api_key": _key()} if with_key else {})
    with Client(find_connection()) as client:
        _show(client.choose_assistant(fields), as_json=as_json)


@assistant.command()
def forget() -> None:
    """Back to the installation's own; the key is deleted (the lead only)."""
    with Client(find_connection()) as client:
        client.forget_assistant()
    say("The installation's own answers again.", "green")


@assistant.command("test")
def try_model(*, as_json: AsJson = False) -> None:
    """Ask the model one tiny question, and say what works (the lead only). Exits with 1 when something does not."""
    with Client(find_connection()) as client:
        found = client.test_assistant()
        until = time.monotonic() + PATIENCE
        while found["state"] in ("queued", "running"):
            if time.monotonic() > until:
                raise CommandError("No worker has tested it yet: look again with `weeklog assistant show`.")
            time.sleep(0.3)
            found = client.assistant()["test"] or found
    if as_json:
        print_json(found)
    else:
        say(found["said"], "green" if found["calls_tools"] else "yellow")
    if not found["calls_tools"]:
        raise typer.Exit(1)


@assistant.command()
def mine(*, as_json: AsJson = False) -> None:
    """Show whose language model gets your questions, and whether you allowed it."""
    with Client(find_connection()) as client:
        _show_mine(client.my_assistant(), as_json=as_json)


@assistant.command()
def allow(*, as_json: AsJson = False) -> None:
    """Let the programme's own language model get your questions. You are asked again when its address changes."""
    _decide(allowed=True, as_json=as_json)


@assistant.command()
def refuse(*, as_json: AsJson = False) -> None:
    """Keep your questions from the programme's own language model: the offline assistant answers you."""
    _decide(allowed=False, as_json=as_json)


def _decide(*, allowed: bool, as_json: bool) -> None:
    with Client(find_connection()) as client:
        server = client.my_assistant()["server"]
        if server is None:
            raise CommandError(_NOTHING)
        _show_mine(client.decide_on_assistant(server, allowed=allowed), as_json=as_json)


def _show_mine(found: MyAssistant, *, as_json: bool) -> None:
    if as_json:
        print_json(found)
        return
    if found["model"] is None:
        say(_NOTHING)
        return
    say(f"{found['chosen_by'] or 'Somebody'} chose {found['model']} at {found['server']} for this programme.")
    say(_DECISIONS[found["decision"] or "undecided"])


def _key() -> str:
    if sys.stdin.isatty():
        return str(typer.prompt("Key", hide_input=True, err=True)).strip()
    return sys.stdin.readline().strip()


def _show(found: Assistant, *, as_json: bool) -> None:
    if as_json:
        print_json(found)
        return
    if found["model"] is None:
        say("The installation's own answers. Choose another with `weeklog assistant choose`.")
        return
    at = f" at {found['base_url']}" if found["base_url"] else ""
    ends = f", which ends in {found['key_ends']}" if found["key_ends"] else ""
    say(f"{found['model']}{at}, with {'a key' + ends if found['key_set'] else 'no key'}.")
    if found["test"] and found["test"]["said"]:
        say(found["test"]["said"])
