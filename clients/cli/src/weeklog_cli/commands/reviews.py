"""`weeklog review`: show, edit, submit, take-back, send-back, approve, reopen, publish and diff.

Its signed file stands in `signatures`."""

import time
from functools import partial
from typing import Annotated, Any

import typer
from rich.text import Text
from typer.core import TyperGroup

from weeklog_cli.client import Client
from weeklog_cli.commands import mail, signatures
from weeklog_cli.commands.found_review import Person, find_review
from weeklog_cli.commands.weeks import WeekNumber, current_week
from weeklog_cli.connection import find_connection
from weeklog_cli.errors import CommandError
from weeklog_cli.markdown import print_markdown
from weeklog_cli.output import (
    AsJson,
    clock_time,
    console,
    plain_text,
    print_json,
    say,
    task_text,
)
from weeklog_cli.wire import Line, Review, Signature

PATIENCE = 120.0  # seconds
Option = partial(typer.Option, show_default=False)
Reason = Annotated[str, typer.Option("--reason", "-r", metavar="TEXT", help="Why; its owner reads it.")]


class ShownByDefault(TyperGroup):
    """`weeklog review 7` is `weeklog review show 7`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        named = args and (args[0] in self.commands or args[0] in ("-h", "--help"))
        return super().parse_args(ctx, args if named else ["show", *args])


app = typer.Typer(cls=ShownByDefault, help="Show, edit and move on a week's review.")
app.command()(signatures.snapshot)
app.command()(signatures.pdf)
app.command()(signatures.verify)
app.command()(mail.deliveries)


@app.command()
def show(
    number: WeekNumber = None,
    draft: Annotated[bool, typer.Option("--draft", help="Have it drafted now, and wait for it.")] = False,
    lines: Annotated[bool, typer.Option("--lines", help="Numbered, with what each is based on.")] = False,
    *,
    person: Person = None,
    as_json: AsJson = False,
) -> None:
    """Show a week's review."""
    with Client(find_connection()) as client:
        week = number or current_week(client)
        found = _draft(client, week) if draft else find_review(client, week, person)
    if as_json:
        print_json(found)
    elif found["state"] == "pending":
        console.print(Text("The review is being drafted.", "dim"))
    else:
        _show(found, numbered=lines)


@app.command()
def edit(
    number: WeekNumber = None,
    *,
    line: Annotated[int | None, Option("--line", min=1, help="Which line, as --lines numbers them.")] = None,
    text: Annotated[str | None, Option("--text", metavar="TEXT", help="What it says instead.")] = None,
    delete: Annotated[list[int] | None, Option("--delete", metavar="LINE", help="May be repeated.")] = None,
    add: Annotated[str | None, Option("--add", metavar="TEXT", help="A new line.")] = None,
    section: Annotated[str | None, Option("--section", help="Where the line stands.")] = None,
    accept: Annotated[bool, Option("--accept", help="Take in what a new draft says otherwise.")] = False,
    decline: Annotated[bool, Option("--decline", help="Refuse it, for good.")] = False,
    as_json: AsJson = False,
) -> None:
    """Edit a draft: change, delete or add lines."""
    with Client(find_connection()) as client:
        review = find_review(client, number or current_week(client), None)
        fields: dict[str, Any] = {"lines": _edits(review, line, text, delete or [], add, section)}
        offers = [offer["id"] for offer in review.get("offers", [])]
        fields |= {"accept": offers} if accept else {"decline": offers} if decline else {}
        if not any(fields.values()):
            raise typer.BadParameter(
                "say what to change: --line K --text TEXT, --delete K, --add TEXT, --accept"
            )
        changed = client.rounds.edit(review, fields)
    if as_json:
        print_json(changed)
    else:
        say(f"The review of week {changed['week']} is at version {changed['version']}.", "green")


@app.command()
def submit(
    number: WeekNumber = None,
    *,
    although_changed: Annotated[
        bool, typer.Option("--although-changed", help="Although the week has changed since it was drafted.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Submit it to your mentors."""
    fields = {"although_changed": True} if although_changed else None
    _move(number, None, "submit", fields, as_json=as_json)


@app.command("take-back")
def take_back(number: WeekNumber = None, *, as_json: AsJson = False) -> None:
    """Take it back, until somebody has answered."""
    _move(number, None, "take-back", None, as_json=as_json)


@app.command("send-back")
def send_back(
    number: WeekNumber = None, *, reason: Reason, person: Person = None, as_json: AsJson = False
) -> None:
    """Send somebody's review back with a reason (mentors and leads)."""
    _move(number, person, "send-back", {"reason": reason}, as_json=as_json)


@app.command()
def approve(number: WeekNumber = None, *, person: Person = None, as_json: AsJson = False) -> None:
    """Approve somebody's review (mentors and leads)."""
    _move(number, person, "approve", None, as_json=as_json)


@app.command()
def reopen(
    number: WeekNumber = None, *, reason: Reason, person: Person = None, as_json: AsJson = False
) -> None:
    """Open an approved review again, with a reason."""
    _move(number, person, "reopen", {"reason": reason}, as_json=as_json)


@app.command()
def publish(number: WeekNumber = None, *, as_json: AsJson = False) -> None:
    """Publish your approved review."""
    _move(number, None, "publish", None, as_json=as_json)


@app.command()
def diff(
    number: WeekNumber = None,
    *,
    since: Annotated[
        int | None, Option("--from", min=1, help="A version; the one before by default.")
    ] = None,
    to: Annotated[int | None, Option("--to", min=1, help="A version; the latest by default.")] = None,
    person: Person = None,
    as_json: AsJson = False,
) -> None:
    """Compare two versions, line by line."""
    asked = {name: value for name, value in (("from", since), ("to", to)) if value is not None}
    with Client(find_connection()) as client:
        review = find_review(client, number or current_week(client), person)
        found = client.rounds.difference(review["id"], **asked)
    if as_json:
        print_json(found)
        return
    say(f"Version {found['from_version']} → {found['to_version']}", "bold")
    for change in found["lines"]:
        if change["before"] and change["kind"] != "moved":
            say(f"- {plain_text(change['before']['text'])}", "red")
        if change["after"]:
            sign = "↕" if change["kind"] == "moved" else "+"
            say(f"{sign} {plain_text(change['after']['text'])}", "green")
    if not found["lines"]:
        say("Nothing differs.", "dim")


@app.command("log")
def run_log(*, person: Person = None, as_json: AsJson = False) -> None:
    """Show what became of each week when its review was due, and why."""
    with Client(find_connection()) as client:
        found = client.rounds.runs(None if person is None else client.feedback.person_id(person))
    if as_json:
        print_json(found)
        return
    for run in found:
        say(f"Week {run['week']:<3} {clock_time(run['at'])}  {plain_text(run['text'])}")
    if not found:
        say("No review has been due yet.", "dim")


def _move(
    number: int | None, person: str | None, move: str, fields: dict[str, Any] | None, *, as_json: bool
) -> None:
    with Client(find_connection()) as client:
        review = find_review(client, number or current_week(client), person)
        moved = client.rounds.move(review["id"], move, fields)
    if as_json:
        print_json(moved)
    else:
        say(f"The review of week {moved['week']} is {_state(moved)}.", "green")


def _state(review: Review) -> str:
    return "a draft again" if review["state"] == "drafted" else review["state"].replace("_", " ")


def _draft(client: Client, week: int) -> Review:
    found = client.draft_review(week)
    deadline, pause = time.monotonic() + PATIENCE, 0.1
    while found["state"] == "pending":
        if time.monotonic() > deadline:
            raise CommandError(f"the review is still being drafted: look again with `weeklog review {week}`")
        time.sleep(pause)
        pause = min(pause * 1.5, 2.0)
        found = client.rounds.read(found["id"])
    return found


def _edits(
    review: Review,
    line: int | None,
    text: str | None,
    deleted: list[int],
    add: str | None,
    section: str | None,
) -> list[dict[str, Any]]:
    lines = review["lines"] or []
    edits: list[dict[str, Any]] = [{"id": _line(lines, one)["id"], "delete": True} for one in deleted]
    place = {} if section is None else {"section": section}
    if line is not None and (text is not None or section is not None):
        edits.append({"id": _line(lines, line)["id"], **({} if text is None else {"text": text}), **place})
    if add is not None:
        edits.append({"text": add, **place})
    return edits


def _line(lines: list[Line], number: int) -> Line:
    if not 1 <= number <= len(lines):
        raise CommandError(f"the review has {len(lines)} lines: {number} is none of them")
    return lines[number - 1]


def _show(review: Review, *, numbered: bool) -> None:
    if numbered:
        for number, line in enumerate(review["lines"] or [], 1):
            author = Text(f"  {line['author']}", "dim")
            console.print(Text.assemble((f"{number:>3}  ", "dim"), task_text(line["text"])) + author)
    elif review["markdown"]:
        print_markdown(review["markdown"])
    _show_margin(review)


def _show_margin(review: Review) -> None:
    """What stands around it: what has changed since, what is offered, what to check, its round and its signature."""
    for change in review.get("changes", []):
        say(
            f"The week has changed since: {change['what']} {change['kind']}: {plain_text(change['text'])}",
            "yellow",
        )
    for offer in review.get("offers", []):
        say(f"A new draft would {offer['kind']}: {plain_text(offer['line']['text'])}", "yellow")
    for check in review.get("checks", []):
        if check["kind"] != "offer":
            say(f"To check: {plain_text(check['message'])}", "dim")
    if (signature := review.get("signature")) is not None:
        say(_signed(signature), "green" if signature["current"] else "yellow")
    for move in review.get("moves", []):
        if move["reason"]:
            say(f"{move['move']} on {move['at'][:10]}: {plain_text(move['reason'])}", "cyan")


def _signed(signature: Signature) -> str:
    when = f"Approved and signed on {clock_time(signature['at'])}, version {signature['version']}"
    return when if signature["current"] else f"{when}; changed since, so that it has to be approved again"
