"""`weeklog log`, `delete`, `undo`, `history` and `search`."""

from datetime import date, datetime
from enum import StrEnum
from functools import partial
from typing import Annotated, Any

import typer
from rich.text import Text
from typer import Option

from weeklog_cli.client import Client
from weeklog_cli.connection import find_connection
from weeklog_cli.dates import UnknownDay, check, day_of, is_relative, until_of
from weeklog_cli.errors import CommandError
from weeklog_cli.output import AsJson, console, day_span, plain_text, print_json, say


def _readable(text: str | None) -> str | None:
    try:
        return text and check(text)
    except UnknownDay as error:
        raise typer.BadParameter(str(error)) from None


Day = partial(Option, metavar="DATE", callback=_readable)


class Status(StrEnum):
    planned = "planned"
    doing = "doing"
    done = "done"
    dropped = "dropped"


EntryId = Annotated[str, typer.Argument(metavar="ID", help="Its id, as `--json` shows it.")]


def log(
    text: Annotated[
        str,
        typer.Argument(
            help='What you did, in Markdown: "Thu fixed the build #infra https://…" is understood.'
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
    plain: Annotated[bool, Option("--plain", help="Take the text word for word.")] = False,
    as_json: AsJson = False,
) -> None:
    """Log an entry, for today unless you say otherwise."""
    with Client(find_connection()) as client:
        fields: dict[str, Any] = {"text" if plain else "quick": text, **_days(client, day, until)}
        if status:
            fields["status"] = status.value
        if resource:
            fields["resources"] = [{"title": url, "url": url} for url in resource]
        if tag:
            fields["tags"] = tag
        entry = client.log_entry(fields)
    if as_json:
        print_json(entry)
    else:
        say(f"Logged in week {entry['week']}, {day_span(entry['start_on'], entry['end_on'])}.", "green")
        if understood := entry.get("understood"):
            told = ", ".join(f"{one['words']} = {one['meaning']} {one['value']}" for one in understood)
            say(f"Understood: {told}. The text: {plain_text(entry['text'])}", "dim")


def delete(entry_id: EntryId) -> None:
    """Delete an entry; `weeklog undo` brings it back for 30 days."""
    with Client(find_connection()) as client:
        client.delete_entry(entry_id)
    say(f"Deleted. To bring it back: weeklog undo {entry_id}")


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
            entry_id = deleted[0]["entry"]["id"]
        entry = client.restore_entry(entry_id)
    if as_json:
        print_json(entry)
    else:
        days = day_span(entry["start_on"], entry["end_on"])
        say(f"Back in week {entry['week']}, {days}: {plain_text(entry['text'])}", "green")


def history(entry_id: EntryId, *, as_json: AsJson = False) -> None:
    """Show how an entry came to be what it is, the newest change first."""
    with Client(find_connection()) as client:
        changes = client.history(entry_id)
    if as_json:
        print_json(changes)
        return
    for change in changes:
        at = datetime.fromisoformat(change["at"]).astimezone()
        console.print(Text(f"{change['version']:>3}  {at:%d %b %Y %H:%M}  {change['change']}", "bold"))
        for name, values in change["fields"].items():
            before, after = (plain_text(str(values[side])) for side in ("before", "after"))
            say(f"     {name}: {before} → {after}", "dim")


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
