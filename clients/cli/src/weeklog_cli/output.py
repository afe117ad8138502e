"""What people see. People's text is shown as text: never as markup, and never as control sequences of the terminal."""

import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Annotated, TypeVar

import typer
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from weeklog_cli.errors import CommandError
from weeklog_cli.wire import Entry, Resource

Row = TypeVar("Row", bound=Mapping[str, object])
AsJson = Annotated[bool, typer.Option("--json", help="Print the answer as JSON.")]

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_EMPHASIS = re.compile(r"\*\*(?P<bold>[^*]+)\*\*|`(?P<code>[^`]+)`|\[(?P<link>[^\[\]]+)\]\([^)\[\s]+\)")
_STYLES = {"planned": "cyan", "doing": "yellow", "blocked": "red", "done": "green", "dropped": "dim strike"}
_MARKS = {"planned": "○", "doing": "◐", "blocked": "■", "done": "●", "dropped": "×"}

ID_SHOWN = 8  # characters
PIPE_WIDTH = 100  # columns, when nobody says

console = Console(
    width=None if sys.stdout.isatty() or "COLUMNS" in os.environ else PIPE_WIDTH, highlight=False
)
errors = Console(stderr=True, highlight=False, soft_wrap=True)


def print_json(answer: object) -> None:
    sys.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2) + "\n")


def print_rows(rows: Sequence[Row], words: Callable[[Row], str], *, none: str, as_json: bool) -> None:
    """A line for each: the end of its id, which other commands take for it, and its words."""
    if as_json:
        print_json(rows)
        return
    for row in rows:
        say(f"{str(row['id'])[-ID_SHOWN:]}  {words(row)}")
    if not rows:
        say(none, "dim")


def say(message: str, style: str = "") -> None:
    console.print(Text(safe(message), style), soft_wrap=True)


def complain(error: CommandError, told: str, *, as_json: bool) -> None:
    if as_json:
        sys.stderr.write(json.dumps(error.document(), ensure_ascii=False) + "\n")
    else:
        errors.print(Text.assemble(("weeklog: ", "bold red"), safe(told)))


def many(count: int, one: str, more: str = "") -> str:
    return f"{count} {one if count == 1 else more or one + 's'}"


def safe(text: str) -> str:
    """Without anything that could move the cursor, change colours or turn the reading direction."""
    return _CONTROL.sub("", text.replace("\r\n", "\n"))


def plain_text(text: str) -> str:
    return " ".join(safe(text).split())


def write(text: str) -> None:
    """As it comes, unwrapped: for text that arrives in pieces."""
    sys.stdout.write(safe(text))
    sys.stdout.flush()


def task_text(markdown: str, *, style: str = "") -> Text:
    """Bullets, bold and code; everything else as it was written."""
    text = Text(style=style)
    for index, line in enumerate(safe(markdown).strip().splitlines()):
        bullet = re.match(r"(\s*)[-*+]\s+", line)
        text.append("\n" if index else "")
        text.append(f"{bullet[1]}• " if bullet else "")
        _emphasise(text, line[bullet.end() :] if bullet else line)
    return text


def _emphasise(text: Text, line: str) -> None:
    end = 0
    for match in _EMPHASIS.finditer(line):
        text.append(line[end : match.start()])
        text.append(match["bold"] or match["code"] or match["link"], _emphasis(match.lastgroup))
        end = match.end()
    text.append(line[end:])


def _emphasis(kind: str | None) -> str:
    return {"bold": "bold", "code": "cyan"}.get(kind or "", "underline")


def entry_table(entries: Iterable[Entry], *, with_week: bool = False, ids: Sequence[str] = ()) -> Table:
    """`ids`: of each entry what names it; then its rows are numbered too."""
    table = Table(
        box=SIMPLE_HEAD, leading=1, header_style="dim", border_style="dim", pad_edge=False, show_edge=False
    )
    if with_week:
        table.add_column("Week", justify="right", no_wrap=True)
    if ids:
        table.add_column("Row", justify="right", no_wrap=True, style="dim")
    table.add_column("Day", no_wrap=True)
    table.add_column("", no_wrap=True, width=1)
    table.add_column("Task", overflow="fold")
    if ids:
        table.add_column("Id", no_wrap=True, style="dim")
    shown = ""
    for row, entry in enumerate(entries):
        days = day_span(entry["start_on"], entry["end_on"])
        week = [Text(str(entry["week"]))] if with_week else []
        number, name = ([str(row + 1)], [ids[row]]) if ids else ([], [])
        day = Text("" if days == shown else days, "bold")
        table.add_row(*week, *number, day, mark(entry), _task(entry), *name)
        shown = days
    return table


def mark(entry: Entry) -> Text:
    status = entry["status"]
    return Text(_MARKS.get(status, "?"), _STYLES.get(status, ""))


def _task(entry: Entry) -> Text:
    text = task_text(entry["text"], style="dim" if entry["status"] == "dropped" else "")
    notes = [Text(f"#{safe(tag)}", "magenta") for tag in entry["tags"]]
    if hours := entry.get("hours"):
        notes.insert(0, Text(f"{hours:g} h", "dim"))
    if entry["status"] in ("planned", "doing", "blocked"):
        notes.insert(0, Text(_openness(entry), _STYLES[entry["status"]]))
    if notes:
        text.append("\n").append_text(Text("  ").join(notes))
    for resource in entry["resources"]:
        text.append("\n").append_text(_link(resource))
    return text


def _openness(entry: Entry) -> str:
    if entry.get("carried_to"):
        return f"{entry['status']}, carried on"
    if since := entry.get("blocked_since"):
        return f"blocked since {day_span(since, since)}"
    weeks = entry.get("weeks_open", 1)
    return entry["status"] if weeks == 1 else f"{entry['status']}, in its week {weeks}"


def _link(resource: Resource) -> Text:
    """A title that can be clicked, where a terminal can; else the address beside it."""
    title, url = safe(resource["title"]), safe(resource["url"] or "")
    if console.is_terminal and url.startswith(("https://", "http://")):
        return Text(title or url, f"dim underline link {url}")
    return Text(title if url in ("", title) else f"{title} <{url}>".strip(), "dim")


def day_span(start: str, end: str) -> str:
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    return f"{first:%a} {first.day} {first:%b}" + ("" if first == last else f" – {last:%a} {last.day}")


def clock_time(iso: str) -> str:
    """Of a moment, on the clock of this machine."""
    return f"{datetime.fromisoformat(iso).astimezone():%d %b %Y %H:%M}"


def week_span(first_day: str, last_day: str) -> str:
    first, last = date.fromisoformat(first_day), date.fromisoformat(last_day)
    months = f"{first.day} {first:%b}" if first.month != last.month else str(first.day)
    return f"{months} – {last.day} {last:%b %Y}"
