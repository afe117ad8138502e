"""How people name an entry: `7.3` (week 7, its third row), its id, or so much of the id's beginning as no other
entry has."""

import re
from collections.abc import Sequence
from itertools import pairwise
from uuid import UUID

from weeklog_cli.client import Client
from weeklog_cli.errors import CommandError
from weeklog_cli.wire import Entry

SHORTEST = 4  # hex digits of a beginning
SHOWN = 6  # at least so many are shown
_ROW = re.compile(r"(\d{1,4})\.(\d{1,5})")
_BEGINNING = re.compile(r"[0-9a-fA-F-]{4,36}")


def in_order(entries: Sequence[Entry]) -> list[Entry]:
    """The order in which `weeklog week` numbers its rows."""
    return sorted(entries, key=lambda entry: (entry["start_on"], entry["position"]))


def short_ids(entries: Sequence[Entry]) -> list[str]:
    """Of each entry the shortest beginning of its id that is no other's among them."""
    ids = [entry["id"] for entry in entries]
    ordered = sorted(ids)
    shared = dict.fromkeys(ids, 0)
    for one, following in pairwise(ordered):
        same = _shared(one, following)
        shared[one], shared[following] = max(shared[one], same), same
    return [one[: max(SHOWN, shared[one] + 1)].rstrip("-") for one in ids]


def find_entry(client: Client, reference: str) -> Entry:
    """Raises CommandError when it names none, or several: then it lists them."""
    if row := _ROW.fullmatch(reference):
        return _of_row(client, int(row[1]), int(row[2]))
    if not _BEGINNING.fullmatch(reference):
        raise CommandError(
            f"{reference!r} names no entry: write WEEK.ROW as in `7.3`, or an id; `weeklog week` shows both"
        )
    if _is_whole(reference):
        return client.entry(reference)
    found = list(client.entries(5, id=reference.lower()))
    if len(found) != 1:
        raise CommandError(_unclear(reference, found))
    return found[0]


def find_entry_id(client: Client, reference: str) -> str:
    """The same without asking for the entry, where the whole id was given."""
    return str(UUID(reference)) if _is_whole(reference) else find_entry(client, reference)["id"]


def find_deleted_id(client: Client, reference: str) -> str:
    """Of an entry that was deleted."""
    if _is_whole(reference):
        return reference
    ids = [one["entry"]["id"] for one in client.deleted_entries()]
    found = [one for one in ids if one.startswith(reference.lower())]
    if len(found) != 1:
        how = "no" if not found else "more than one"
        raise CommandError(f"{how} deleted entry has an id that begins with {reference!r}")
    return found[0]


def _of_row(client: Client, week: int, row: int) -> Entry:
    rows = in_order(client.week(week)["entries"])
    if not 1 <= row <= len(rows):
        raise CommandError(f"week {week} has {len(rows)} rows: {row} is none of them")
    return rows[row - 1]


def _unclear(reference: str, found: Sequence[Entry]) -> str:
    if not found:
        return f"no entry has an id that begins with {reference!r}: `weeklog week` shows the ids"
    listed = ", ".join(
        f"{short} (week {one['week']})" for short, one in zip(short_ids(found), found, strict=True)
    )
    return f"{reference!r} is the beginning of several ids: {listed}. Write one of them"


def _is_whole(reference: str) -> bool:
    try:
        return bool(UUID(reference))
    except ValueError:
        return False


def _shared(one: str, other: str) -> int:
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
