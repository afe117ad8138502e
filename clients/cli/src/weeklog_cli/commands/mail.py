"""`weeklog me mail` and `weeklog review deliveries`: which mails one gets, and what was sent."""

from enum import StrEnum
from typing import Annotated

from typer import Argument

from weeklog_cli.client import Client
from weeklog_cli.connection import find_connection
from weeklog_cli.output import AsJson, clock_time, plain_text, print_json, say
from weeklog_cli.wire import Delivery, MailSettings

MOST_SHOWN = 50
_KINDS = {
    "draft_ready": "your review is drafted",
    "submitted": "somebody whom you mentor has submitted",
    "sent_back": "your review was sent back",
    "approved": "your review was approved",
    "reminder": "reminders",
    "answer": "answers to scheduled questions",
    "digest": "who has submitted, once a week (mentors and leads)",
}
_TO_SUPERVISORS = {
    "supervisor_review": "a link to your review",
    "supervisor_code": "a code, which they asked for",
}


class Switch(StrEnum):
    on = "on"
    off = "off"


class Kind(StrEnum):
    draft_ready = "draft_ready"
    submitted = "submitted"
    sent_back = "sent_back"
    approved = "approved"
    reminder = "reminder"
    answer = "answer"
    digest = "digest"


def mail(
    switch: Annotated[
        Switch | None, Argument(help="Switch mails on or off; left out: show which you get.")
    ] = None,
    kinds: Annotated[list[Kind] | None, Argument(metavar="[KIND]…", help="Which; left out: all.")] = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Show which mails you get, or switch them on and off."""
    with Client(find_connection()) as client:
        if switch is None:
            settings = client.rounds.mail_settings()
        else:
            wanted = switch is Switch.on
            settings = client.rounds.set_mail({kind.value: wanted for kind in kinds or Kind})
    if as_json:
        print_json(settings)
    else:
        _show(settings)


def deliveries(*, as_json: AsJson = False) -> None:
    """Show the mails that were sent to you and to your supervisors from outside, and those that were not, with the
    reason."""
    with Client(find_connection()) as client:
        found = list(client.rounds.deliveries(MOST_SHOWN))
    if as_json:
        print_json(found)
        return
    for one in found:
        reason = f": {plain_text(one['reason'])}" if one["reason"] else ""
        say(f"{clock_time(one['created_at'])}  week {one['week']:<3} {_what(one)}: {one['state']}{reason}")
    if not found:
        say("No mail was sent to you yet.", "dim")


def _what(mail: Delivery) -> str:
    if mail["supervisor_name"] is None:
        return _KINDS[mail["kind"]]
    return f"to {plain_text(mail['supervisor_name'])}, {_TO_SUPERVISORS[mail['kind']]}"


def _show(settings: MailSettings) -> None:
    if not settings["enabled"]:
        say("This weeklog sends no mail: who runs it has set no mail server.", "yellow")
    told = {kind: bool(value) for kind, value in settings.items() if kind in _KINDS}
    for kind, wanted in told.items():
        say(f"{'on ' if wanted else 'off'}  {kind:<12} {_KINDS[kind]}", "" if wanted else "dim")
