"""`weeklog review`."""

import time
from typing import Annotated

import typer
from rich.text import Text

from weeklog_cli.client import Client
from weeklog_cli.commands.weeks import WeekNumber, current_week
from weeklog_cli.connection import find_connection
from weeklog_cli.errors import CommandError
from weeklog_cli.output import AsJson, console, print_json, print_markdown, task_text
from weeklog_cli.wire import Review

PATIENCE = 120.0  # seconds
HEADINGS = {
    "summary": "Summary",
    "objectives": "Objectives",
    "themes": "What the week was about",
    "achievements": "Achievements",
    "learnt": "Learnt",
    "feedback": "Feedback",
    "blocked": "Blocked",
    "open": "Still open",
    "next": "Next week",
    "check": "To check",
    "left_out": "Other entries",
}


def review(
    number: WeekNumber = None,
    draft: Annotated[bool, typer.Option("--draft", help="Have it drafted now, and wait for it.")] = False,
    *,
    as_json: AsJson = False,
) -> None:
    """Show a week's review."""
    with Client(find_connection()) as client:
        week = number or current_week(client)
        found = _draft(client, week) if draft else _newest(client, week)
    if as_json:
        print_json(found)
    else:
        _show(found)


def _newest(client: Client, week: int) -> Review:
    mark = client.week(week)["review"]
    if mark is None:
        raise CommandError(
            f"week {week} has no review yet: wait for its Friday, or `weeklog review {week} --draft`"
        )
    return client.review(mark["id"])


def _draft(client: Client, week: int) -> Review:
    found = client.draft_review(week)
    deadline, pause = time.monotonic() + PATIENCE, 0.1
    while found["state"] == "pending":
        if time.monotonic() > deadline:
            raise CommandError(f"the review is still being drafted: look again with `weeklog review {week}`")
        time.sleep(pause)
        pause = min(pause * 1.5, 2.0)
        found = client.review(found["id"])
    return found


def _show(review: Review) -> None:
    if review["state"] == "pending":
        console.print(Text("The review is being drafted.", "dim"))
        return
    if review["markdown"]:
        print_markdown(review["markdown"])
        return
    section = ""
    for sentence in review["sentences"] or []:
        if sentence["section"] != section:
            section = sentence["section"]
            console.print(Text(f"\n{HEADINGS.get(section, section)}", "bold"))
        console.print(Text.assemble("  • ", task_text(sentence["text"])))
