"""`weeklog webhook`: where the programme posts to, for its lead."""

import sys
import time
from enum import StrEnum
from typing import Annotated, Any

import typer

from weeklog_cli.client import Client
from weeklog_cli.connection import find_connection
from weeklog_cli.errors import CommandError
from weeklog_cli.output import AsJson, clock_time, plain_text, print_json, say, write
from weeklog_cli.wire import Webhook, WebhookDelivery

app = typer.Typer(
    no_args_is_help=True, help="Programs and chat rooms that weeklog posts to (the programme's lead only)."
)

PATIENCE = 60.0  # seconds for a test


class Format(StrEnum):
    cloudevents = "cloudevents"
    slack = "slack"
    mattermost = "mattermost"
    teams = "teams"
    discord = "discord"


class Language(StrEnum):
    en = "en"
    vi = "vi"


Name = Annotated[str, typer.Argument(metavar="NAME", help="Its name or id.")]
Events = Annotated[
    list[str] | None,
    typer.Option("--event", help="As in review.submitted; again for each. Left out: all."),
]


@app.command("list")
def show(*, as_json: AsJson = False) -> None:
    """Show the webhooks of the programme."""
    with Client(find_connection()) as client:
        found = client.webhooks.listed()
    if as_json:
        print_json(found)
        return
    for one in found:
        _show(one)
    if not found:
        say("The programme has no webhook: `weeklog webhook add NAME` adds one.", "dim")


@app.command()
def add(
    name: Annotated[str, typer.Argument(metavar="NAME")],
    form: Annotated[Format, typer.Option("--format", "-f")] = Format.cloudevents,
    events: Events = None,
    language: Annotated[Language, typer.Option("--language", help="Of a chat room.")] = Language.en,
    *,
    as_json: AsJson = False,
) -> None:
    """Add one. Its address is read from standard input, or asked for: in a list of processes others could read it."""
    fields: dict[str, Any] = {
        "name": name,
        "url": _address(),
        "format": form.value,
        "language": language.value,
    }
    with Client(find_connection()) as client:
        made = client.webhooks.add(fields | ({"events": events} if events else {}))
    if as_json:
        print_json(made)
        return
    say(f"{plain_text(made['name'])} is added. Try it: `weeklog webhook test`.", "green")
    if made["secret"] is not None:
        _show_secret(made["secret"])


@app.command()
def change(
    name: Name,
    rename: Annotated[str | None, typer.Option("--name")] = None,
    address: Annotated[
        bool, typer.Option("--address", help="Read another address from standard input, or ask for it.")
    ] = False,
    events: Events = None,
    language: Annotated[Language | None, typer.Option("--language")] = None,
    enabled: Annotated[bool | None, typer.Option("--on/--off")] = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Change one, or switch it off and on. What is left out stays."""
    fields: dict[str, Any] = {
        "name": rename,
        "url": _address() if address else None,
        "events": events or None,
        "language": None if language is None else language.value,
        "enabled": enabled,
    }
    with Client(find_connection()) as client:
        webhook_id = client.webhooks.named(name)["id"]
        changed = client.webhooks.change(
            webhook_id, {key: one for key, one in fields.items() if one is not None}
        )
    if as_json:
        print_json(changed)
    else:
        _show(changed)


@app.command()
def remove(name: Name) -> None:
    """Remove one, with its log."""
    with Client(find_connection()) as client:
        client.webhooks.remove(client.webhooks.named(name)["id"])
    say("It is removed: nothing is posted there any more.", "green")


@app.command()
def secret(name: Name, *, as_json: AsJson = False) -> None:
    """Make another secret. For a day, what is posted is signed by both."""
    with Client(find_connection()) as client:
        made = client.webhooks.renew_secret(client.webhooks.named(name)["id"])
    if as_json:
        print_json(made)
        return
    _show_secret(made["secret"])
    say(f"The one before signs as well until {clock_time(made['old_secret_until'])}.", "dim")


@app.command("test")
def try_out(name: Name, *, as_json: AsJson = False) -> None:
    """Post a test, and say what came of it. Exits with 1 when it was not taken."""
    with Client(find_connection()) as client:
        webhook_id = client.webhooks.named(name)["id"]
        tested = client.webhooks.test(webhook_id)
        until = time.monotonic() + PATIENCE
        while tested["state"] == "queued":
            if time.monotonic() > until:
                raise CommandError("no worker has posted it yet: look again with `weeklog webhook log`")
            time.sleep(0.3)
            recent = client.webhooks.deliveries(webhook_id, 20)
            tested = next((one for one in recent if one["id"] == tested["id"]), tested)
    if as_json:
        print_json(tested)
    elif tested["state"] == "sent":
        say("The receiver took it.", "green")
    else:
        say(f"It was not taken: {plain_text(tested['reason'])}.", "yellow")
    if tested["state"] != "sent":
        raise typer.Exit(1)


@app.command()
def log(
    name: Name,
    most: Annotated[int, typer.Option("--last", min=1, max=1000, help="So many.")] = 50,
    *,
    as_json: AsJson = False,
) -> None:
    """Show what was posted to one, and what was not, with the reason. The latest first."""
    with Client(find_connection()) as client:
        found = list(client.webhooks.deliveries(client.webhooks.named(name)["id"], most))
    if as_json:
        print_json(found)
        return
    for one in found:
        _show_delivery(one)
    if not found:
        say("Nothing was posted there yet.", "dim")


def _address() -> str:
    if sys.stdin.isatty():
        return str(typer.prompt("Address", hide_input=True, err=True)).strip()
    return sys.stdin.readline().strip()


def _show_secret(secret: str) -> None:
    say("The secret by which the receiver knows that weeklog posts. It is shown this once:")
    write(f"{secret}\n")


def _show(one: Webhook) -> None:
    state = "on " if one["enabled"] else "off"
    what = ", ".join(one["events"]) if one["format"] == "cloudevents" else "one message a week"
    reason = f" ({one['off_reason']})" if one["off_reason"] else ""
    say(f"{state}  {plain_text(one['name'])}: {one['format']} at {one['host']}: {what}{reason}")


def _show_delivery(one: WebhookDelivery) -> None:
    reason = f": {plain_text(one['reason'])}" if one["reason"] else ""
    week = f"week {one['week']}" if one["week"] else ""
    say(f"{clock_time(one['created_at'])}  {week:<8} {one['kind']}: {one['state']}{reason}")
