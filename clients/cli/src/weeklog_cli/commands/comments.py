"""`weeklog comment`, `comments`, `queue`, `submissions`, `notices` and `submit`."""

from functools import partial
from typing import Annotated, Any

import typer
from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from weeklog_cli.client import Client
from weeklog_cli.commands.weeks import WeekNumber, current_week
from weeklog_cli.connection import find_connection
from weeklog_cli.errors import CommandError
from weeklog_cli.output import AsJson, console, many, print_json, safe, say, task_text
from weeklog_cli.wire_feedback import Comment, Submission, Waiting

Option = partial(typer.Option, show_default=False)
Person = Annotated[
    str | None, Option("--person", "-p", metavar="WHO", help="Whose: a name, an e-mail address or an id.")
]
STATES = {
    "none": ("·", "dim"),
    "pending": ("…", "dim"),
    "drafted": ("draft", "yellow"),
    "submitted": ("submitted", "green"),
    "sent_back": ("sent back", "yellow"),
    "approved": ("approved", "bold green"),
    "published": ("published", "bold green"),
}


def comment(
    text: Annotated[str, typer.Argument(help="What you have to say, in Markdown; @name mentions somebody.")],
    *,
    entry: Annotated[str | None, Option("--entry", "-e", metavar="ID", help="About an entry.")] = None,
    objective: Annotated[str | None, Option("--objective", metavar="ID", help="About an objective.")] = None,
    review: Annotated[
        int | None, Option("--review", "-r", metavar="WEEK", help="About a week's review.")
    ] = None,
    line: Annotated[int | None, Option("--line", min=1, help="Which of the review's lines.")] = None,
    artifact: Annotated[str | None, Option("--artifact", metavar="ID", help="About an artifact.")] = None,
    revision: Annotated[int | None, Option("--revision", min=1, help="Which of its revisions.")] = None,
    reply: Annotated[str | None, Option("--reply", metavar="ID", help="In the thread of a comment.")] = None,
    person: Person = None,
    as_json: AsJson = False,
) -> None:
    """Comment on a worklog, your own or one that you mentor."""
    places = {"entry": entry, "objective": objective, "artifact": artifact}
    named = [
        kind for kind, value in (*places.items(), ("review", review), ("reply", reply)) if value is not None
    ]
    if len(named) != 1:
        raise typer.BadParameter(
            "say what it is about: one of --entry, --objective, --review, --artifact, --reply"
        )
    with Client(find_connection()) as client:
        fields: dict[str, Any] = {"text": text}
        if reply is not None:
            fields["in_reply_to"] = reply
        elif review is not None:
            fields["anchor"] = {"kind": "review", "id": _review_id(client, review, person)}
            fields["anchor"] |= {} if line is None else {"line": line - 1}
        else:
            fields["anchor"] = {"kind": named[0], "id": places[named[0]]}
            fields["anchor"] |= {} if revision is None else {"revision": revision}
        said = client.feedback.comment(fields)
    if as_json:
        print_json(said)
    else:
        say("Said." if said["thread_id"] == said["id"] else "Replied.", "green")


def comments(
    *,
    week: Annotated[int | None, Option("--week", "-w", min=0, help="Of one week.")] = None,
    person: Person = None,
    everything: Annotated[bool, typer.Option("--all", "-a", help="Resolved threads too.")] = False,
    resolve: Annotated[str | None, Option("--resolve", metavar="ID", help="Resolve a thread.")] = None,
    reopen: Annotated[str | None, Option("--reopen", metavar="ID", help="Open it again.")] = None,
    as_json: AsJson = False,
) -> None:
    """Show what is said about a worklog; resolve a thread of it."""
    with Client(find_connection()) as client:
        settled = [
            client.feedback.resolve(thread, resolved=thread == resolve)
            for thread in (resolve, reopen)
            if thread is not None
        ]
        if settled:
            said = settled
        else:
            filters: dict[str, str | int] = {} if week is None else {"week": week}
            filters |= {} if person is None else {"person": client.feedback.person_id(person)}
            filters |= {} if everything else {"resolved": "false"}
            said = list(client.feedback.comments(**filters))
    if as_json:
        print_json(said)
    elif settled:
        say("Resolved." if resolve else "Open again.", "green")
    elif said:
        _show_threads(said)
    else:
        say("Nothing is said." if everything else "No thread is open.", "dim")


def queue(*, as_json: AsJson = False) -> None:
    """Show what waits for you, the longest first."""
    with Client(find_connection()) as client:
        waiting = client.feedback.queue()
    if as_json:
        print_json(waiting)
        return
    for one in waiting:
        console.print(_waiting(one), soft_wrap=True)
    if not waiting:
        say("Nothing waits for you.", "dim")


def submissions(
    *,
    from_: Annotated[str | None, Option("--from", metavar="DATE", help="From the week of this day.")] = None,
    to: Annotated[str | None, Option("--to", metavar="DATE", help="To the week of this day.")] = None,
    as_json: AsJson = False,
) -> None:
    """Show who has submitted, week by week (mentors and leads)."""
    span = {name: day for name, day in (("from", from_), ("to", to)) if day is not None}
    with Client(find_connection()) as client:
        found = client.feedback.submissions(**span)
    if as_json:
        print_json(found)
        return
    table = Table("", *(f"Week {week['number']}" for week in found["weeks"]), box=SIMPLE_HEAD, pad_edge=False)
    for member in found["items"]:
        table.add_row(safe(member["person"]["name"]), *(_submission(week) for week in member["weeks"]))
    console.print(table)


def notices(
    *,
    everything: Annotated[bool, typer.Option("--all", "-a", help="Those that you have read, too.")] = False,
    read: Annotated[bool, typer.Option("--read", help="Mark what is shown as read.")] = False,
    as_json: AsJson = False,
) -> None:
    """Show what you were reminded of."""
    with Client(find_connection()) as client:
        found = list(client.feedback.notices(unread=not everything))
        if read:
            found = [
                one if one["read_at"] is not None else client.feedback.read_notice(one["id"]) for one in found
            ]
    if as_json:
        print_json(found)
        return
    for notice in found:
        say(
            f"{notice['created_at'][:10]}  {notice['text']}",
            "dim" if notice["read_at"] and everything else "",
        )
    if not found:
        say("Nothing to be reminded of.", "dim")


def submit(
    number: WeekNumber = None,
    reopen: Annotated[bool, typer.Option("--reopen", help="Take it back: it is a draft again.")] = False,
    *,
    as_json: AsJson = False,
) -> None:
    """Submit a week's review to your mentors."""
    with Client(find_connection()) as client:
        week = number or current_week(client)
        review_id = _review_id(client, week, None)
        moved = client.feedback.take_back(review_id) if reopen else client.feedback.submit(review_id)
    if as_json:
        print_json(moved)
    else:
        say(f"The review of week {week} is {'a draft again' if reopen else 'submitted'}.", "green")


def _review_id(client: Client, week: int, person: str | None) -> str:
    if person is None:
        mark = client.week(week)["review"]
        if mark is None:
            raise CommandError(f"week {week} has no review yet: `weeklog review {week} --draft`")
        return mark["id"]
    reviews = client.feedback.reviews_of(client.feedback.person_id(person))
    found = next((review["id"] for review in reviews if review["week"] == week), None)
    if found is None:
        raise CommandError(f"there is no review of week {week} that {person} has submitted")
    return found


def _show_threads(said: list[Comment]) -> None:
    threads: dict[str, list[Comment]] = {}
    for one in said:
        threads.setdefault(one["thread_id"], []).append(one)
    for thread_id, thread in threads.items():
        console.print(_heading(thread_id, thread[0]), soft_wrap=True)
        for one in thread:
            console.print(_said(one), soft_wrap=True)
        console.print()


def _heading(thread_id: str, first: Comment) -> Text:
    anchor = first["anchor"]
    where = anchor["kind"] + ("" if anchor["week"] is None else f" of week {anchor['week']}")
    quoted = " ".join(safe(anchor["text"]).split())
    return Text.assemble(
        (where, "bold"),
        f"  {quoted}" if quoted else "",
        ("  resolved" if first["resolved_at"] else "", "green"),
        (f"  {thread_id}", "dim"),
    )


def _said(one: Comment) -> Text:
    name = safe(one["author"]["name"]) if one["author"] else "somebody who has left"
    words = Text("deleted", "dim italic") if one["deleted"] else task_text(one["text"])
    return Text.assemble("  ", (name, "cyan"), (f" {one['created_at'][:10]}  ", "dim"), words)


def _waiting(one: Waiting) -> Text:
    age = "today" if one["age_days"] == 0 else many(one["age_days"], "day")
    where = safe(one["person"]["name"]) + ("" if one["week"] is None else f", week {one['week']}")
    what = "review to read" if one["kind"] == "review" else " ".join(safe(one["text"]).split())
    mentor = one.get("stands_in_for")
    instead = "" if mentor is None else f"  instead of {safe(mentor['name'])}"
    return Text.assemble(
        (f"{age:>8}  ", "dim"), (where, "bold"), f"  {what}", (instead, "yellow"), (f"  {one['id']}", "dim")
    )


def _submission(week: Submission) -> Text:
    word, style = STATES[week["state"]]
    if week.get("away") and week["state"] == "none":
        word = "away"
    return Text.assemble(
        (word, style),
        (" late" if week["late"] else "", "red"),
        (f" {week['entries']}" if week["entries"] else "", "dim"),
    )
