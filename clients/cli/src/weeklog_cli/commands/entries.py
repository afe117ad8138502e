"""`weeklog log`, `edit`, `done`, `start`, `block`, `drop`, `delete`, `undo` and `history`."""

import re
import sys
from datetime import date
from enum import StrEnum
from functools import partial
from typing import Annotated, Any

import typer
from rich.text import Text
from typer import Option

from weeklog_cli.client import Client
from weeklog_cli.connection import find_connection
from weeklog_cli.dates import UnknownDay, check, day_of, is_relative, until_of
from weeklog_cli.entry_reference import find_deleted_id, find_entry, find_entry_id
from weeklog_cli.errors import CommandError
from weeklog_cli.output import AsJson, clock_time, console, day_span, plain_text, print_json, say
from weeklog_cli.wire import Entry


def _readable(text: str | None) -> str | None:
    try:
        return text and check(text)
    except UnknownDay as error:
        raise typer.BadParameter(str(error)) from None


Day = partial(Option, metavar="DATE", callback=_readable)


class Status(StrEnum):
    planned = "planned"
    doing = "doing"
    blocked = "blocked"
    done = "done"
    dropped = "dropped"


EntryId = Annotated[
    str,
    typer.Argument(
        metavar="ID", help="Its id or the beginning of it, or WEEK.ROW: `weeklog week` shows both."
    ),
]
Hours = Annotated[
    str | None, Option("--hours", metavar="HOURS", help="Worked on it: 2, 1.5, 90m; none to count none.")
]
MOST_TEXT = 1_000_000  # characters read from standard input; the server says how many it takes


def log(
    text: Annotated[
        str,
        typer.Argument(
            help='What you did, in Markdown: "Thu fixed the build 2h #infra https://…" is understood; - reads it '
            "from standard input."
        ),
    ],
    *,
    day: Annotated[str | None, Day("--day", "-d", help="2026-10-09, today, yesterday or a weekday.")] = None,
    until: Annotated[str | None, Day("--until", "-u", help="The last day, when it took several.")] = None,
    resource: Annotated[
        list[str] | None, Option("--resource", "-r", metavar="URL", help="May be repeated.")
    ] = None,
    tag: Annotated[list[str] | None, Option("--tag", "-t", metavar="TAG", help="May be repeated.")] = None,
    status: Annotated[Status | None, Option("--status", "-s", help="How far it is; done by default.")] = None,
    hours: Hours = None,
    plain: Annotated[bool, Option("--plain", help="Take the text word for word.")] = False,
    as_json: AsJson = False,
) -> None:
    """Log an entry, for today unless you say otherwise."""
    if text == "-":
        text = sys.stdin.read(MOST_TEXT).strip()
    with Client(find_connection()) as client:
        fields: dict[str, Any] = {"text" if plain else "quick": text, **_days(client, day, until)}
        fields |= _said(status, resource, tag, hours)
        entry = client.log_entry(fields)
    if as_json:
        print_json(entry)
    else:
        say(f"Logged in week {entry['week']}, {day_span(entry['start_on'], entry['end_on'])}.", "green")
        if understood := entry.get("understood"):
            told = ", ".join(f"{one['words']} = {one['meaning']} {one['value']}" for one in understood)
            say(f"Understood: {told}. The text: {plain_text(entry['text'])}", "dim")


def edit(
    entry_id: EntryId,
    text: Annotated[
        str | None, typer.Argument(help="Its new text, word for word; - reads it from standard input.")
    ] = None,
    *,
    day: Annotated[str | None, Day("--day", "-d", help="Its first day.")] = None,
    until: Annotated[str | None, Day("--until", "-u", help="Its last day.")] = None,
    resource: Annotated[
        list[str] | None, Option("--resource", "-r", metavar="URL", help="Instead of those that it has.")
    ] = None,
    tag: Annotated[
        list[str] | None, Option("--tag", "-t", metavar="TAG", help="Instead of its tags.")
    ] = None,
    status: Annotated[Status | None, Option("--status", "-s", help="How far it is.")] = None,
    hours: Hours = None,
    as_json: AsJson = False,
) -> None:
    """Change an entry: only what you name."""
    with Client(find_connection()) as client:
        fields = _said(status, resource, tag, hours)
        if text is not None:
            fields["text"] = sys.stdin.read(MOST_TEXT).strip() if text == "-" else text
        entry = find_entry(client, entry_id)
        fields |= _days(client, day or (entry["start_on"] if until else None), until)
        if not fields:
            raise typer.BadParameter("say what to change: a new text, --day, --status, --hours, --tag …")
        changed = client.change_entry(entry, fields)
    _tell(changed, as_json=as_json)


def done(entry_id: EntryId, *, as_json: AsJson = False) -> None:
    """Mark an entry as done."""
    _mark(entry_id, Status.done, as_json=as_json)


def start(entry_id: EntryId, *, as_json: AsJson = False) -> None:
    """Mark an entry as being done."""
    _mark(entry_id, Status.doing, as_json=as_json)


def block(
    entry_id: EntryId,
    *,
    since: Annotated[str | None, Day("--since", help="Since when; today by default.")] = None,
    as_json: AsJson = False,
) -> None:
    """Mark an entry as blocked."""
    _mark(entry_id, Status.blocked, since=since, as_json=as_json)


def drop(entry_id: EntryId, *, as_json: AsJson = False) -> None:
    """Mark an entry as dropped: it stays in the log, and is open no longer."""
    _mark(entry_id, Status.dropped, as_json=as_json)


def delete(entry_id: EntryId) -> None:
    """Delete an entry; `weeklog undo` brings it back for 30 days."""
    with Client(find_connection()) as client:
        found = find_entry_id(client, entry_id)
        client.delete_entry(found)
    say(f"Deleted. To bring it back: weeklog undo {found}")


def undo(
    entry_id: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="The last one that was deleted by default.")
    ] = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Bring back a deleted entry."""
    with Client(find_connection()) as client:
        if entry_id is None:
            if not (deleted := client.deleted_entries()):
                raise CommandError("nothing was deleted in the last 30 days")
            found = deleted[0]["entry"]["id"]
        else:
            found = find_deleted_id(client, entry_id)
        entry = client.restore_entry(found)
    if as_json:
        print_json(entry)
    else:
        days = day_span(entry["start_on"], entry["end_on"])
        say(f"Back in week {entry['week']}, {days}: {plain_text(entry['text'])}", "green")


def history(entry_id: EntryId, *, as_json: AsJson = False) -> None:
    """Show how an entry came to be what it is, the newest change first."""
    with Client(find_connection()) as client:
        changes = client.history(find_entry_id(client, entry_id))
    if as_json:
        print_json(changes)
        return
    for change in changes:
        at = clock_time(change["at"])
        console.print(Text(f"{change['version']:>3}  {at}  {change['change']}", "bold"))
        for name, values in change["fields"].items():
            before, after = (plain_text(str(values[side])) for side in ("before", "after"))
            say(f"     {name}: {before} → {after}", "dim")


def _mark(reference: str, status: Status, *, since: str | None = None, as_json: bool) -> None:
    with Client(find_connection()) as client:
        fields: dict[str, Any] = {"status": status.value}
        if since is not None:
            fields["blocked_since"] = _days(client, since, None)["start_on"]
        changed = client.change_entry(find_entry(client, reference), fields)
    _tell(changed, as_json=as_json)


def _tell(entry: Entry, *, as_json: bool) -> None:
    if as_json:
        print_json(entry)
        return
    days = day_span(entry["start_on"], entry["end_on"])
    say(
        f"{entry['status'].capitalize()}, {days} (week {entry['week']}): {plain_text(entry['text'])}", "green"
    )


def _said(
    status: Status | None, resources: list[str] | None, tags: list[str] | None, hours: str | None
) -> dict[str, Any]:
    """Only what was said."""
    fields: dict[str, Any] = {}
    if status:
        fields["status"] = status.value
    if resources:
        fields["resources"] = [{"title": url, "url": url} for url in resources]
    if tags:
        fields["tags"] = tags
    if hours is not None:
        fields["hours"] = _hours(hours)
    return fields


_HOURS = re.compile(
    r"(?P<hours>\d+(?:[.,]\d+)?)\s*h?|(?P<whole>\d+)h(?P<rest>[0-5]\d)m?|(?P<minutes>\d+)\s*m(?:in)?"
)


def _hours(text: str) -> float | None:
    typed = text.strip().lower()
    if typed == "none":
        return None
    match = _HOURS.fullmatch(typed)
    if match is None:
        raise typer.BadParameter("write 2, 1.5, 1h30 or 90m", param_hint="'--hours'")
    hours = float((match["hours"] or match["whole"] or "0").replace(",", "."))
    return round(hours + int(match["rest"] or match["minutes"] or 0) / 60, 2)


def _days(client: Client, day: str | None, until: str | None) -> dict[str, str]:
    """Only what was said: without a day the server takes today, in the person's own zone."""
    if day is None and until is None:
        return {}
    asks_today = day is None or any(is_relative(text) for text in (day, until) if text)
    today = date.fromisoformat(client.me()["today"]) if asks_today else date.min
    start = today if day is None else day_of(day, today)
    if until is None:
        return {"start_on": start.isoformat()}
    end = until_of(until, start, today)
    if end < start:
        raise typer.BadParameter(f"{end} is before {start}, the first day", param_hint="'--until'")
    return {"start_on": start.isoformat(), "end_on": end.isoformat()}
