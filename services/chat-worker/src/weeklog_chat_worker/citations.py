"""Which entries an answer stands on. Every entry that a tool has returned gets a number; `[3]` in the answer cites
it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

MARKER = re.compile(r"\[(\d{1,4})\]")


@dataclass(frozen=True)
class Cited:
    entry_id: UUID
    week: int
    start_on: date
    text: str
    end_on: date | None = None
    tags: tuple[str, ...] = ()
    status: str = ""
    weeks_open: int = 1


@dataclass
class Citations:
    """Of one reply: the same entry has the same number in all of it."""

    _seen: dict[UUID, int] = field(default_factory=dict[UUID, int])
    _entries: list[Cited] = field(default_factory=list[Cited])

    def number(self, entry: Cited) -> int:
        if entry.entry_id not in self._seen:
            self._entries.append(entry)
            self._seen[entry.entry_id] = len(self._entries)
        return self._seen[entry.entry_id]

    def used_in(self, text: str) -> list[dict[str, Any]]:
        """The entries that the text points at, by number. A number that no tool has given is nobody's."""
        used = sorted({int(marker) for marker in MARKER.findall(text)})
        return [
            {
                "entry_id": str(entry.entry_id),
                "label": str(number),
                "week": entry.week,
                "start_on": entry.start_on.isoformat(),
                "text": entry.text,
            }
            for number in used
            if (entry := self.entry(number)) is not None
        ]

    def all(self) -> Iterator[tuple[int, Cited]]:
        return enumerate(self._entries, 1)

    def entry(self, number: int) -> Cited | None:
        """What has this number; none when no tool has given it."""
        return self._entries[number - 1] if 0 < number <= len(self._entries) else None
