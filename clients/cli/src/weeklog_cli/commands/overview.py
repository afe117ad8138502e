"""`weeklog overview`: a week as its mentors and lead look at it."""

from typing import Annotated

import typer

from weeklog_cli.client import Client
from weeklog_cli.connection import find_connection
from weeklog_cli.output import AsJson, many, plain_text, print_json, say, week_span
from weeklog_cli.wire_feedback import Blocker, MentorLoad, Overview, OverviewMember

_STATES = {
    "none": "no review yet",
    "pending": "being drafted",
    "drafted": "not submitted",
    "sent_back": "sent back, not submitted again",
    "submitted": "waiting for an answer",
    "approved": "approved",
    "published": "published",
}


def overview(
    week: Annotated[int | None, typer.Argument(metavar="[WEEK]", help="Left out: the one of today.")] = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Show where the reviews of a week stand, what waits, and what blocks (mentors and leads)."""
    with Client(find_connection()) as client:
        found = client.feedback.overview(week)
    if as_json:
        print_json(found)
    else:
        _show(found)


def _show(found: Overview) -> None:
    say(f"Week {found['week']}, {week_span(found['first_day'], found['last_day'])}", "bold")
    for member in found["members"]:
        say(_member(member), "yellow" if member["late"] else "")
    if not found["members"]:
        say("Nobody whom you follow is in this programme.", "dim")
    if found["blockers"]:
        say("\nBlocked", "bold")
    for blocker in found["blockers"]:
        say(_blocker(blocker))
    if found["mentors"]:
        say("\nMentors", "bold")
    for load in found["mentors"]:
        say(_load(load))


def _member(one: OverviewMember) -> str:
    away = one["away"] and one["state"] == "none"
    state = "away all week" if away else _STATES[one["state"]]
    days = one["waiting_days"]
    waits = f" for {many(days, 'day')}" if days else ""
    return f"{plain_text(one['person']['name'])}: {state}{waits}{' (late)' if one['late'] else ''}"


def _blocker(one: Blocker) -> str:
    people = ", ".join(plain_text(person["name"]) for person in one["people"])
    weeks = ", ".join(map(str, one["weeks"]))
    since = f", since {one['since']}" if one["since"] else ""
    return f"{plain_text(one['text'])} — {people}, {'week' if len(one['weeks']) == 1 else 'weeks'} {weeks}{since}"


def _load(one: MentorLoad) -> str:
    names = ", ".join(plain_text(somebody["name"]) for somebody in one.get("substitutes", []))
    instead = f"; {names} stands in" if names else ""
    oldest = f", the oldest for {many(one['oldest_days'], 'day')}" if one["oldest_days"] else ""
    return (
        f"{plain_text(one['mentor']['name'])}: {many(one['members'], 'member')}, "
        f"{many(one['waiting'], 'review')} waiting{oldest}, {one['answered']} answered in this week{instead}"
    )
