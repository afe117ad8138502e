"""What may be quoted, and what can be counted: the rows of a worklog, as its API shows them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from tests.acceptance.questions.words import find_run, tokens

SHORTEST = 3  # words of a row that was cut short


@dataclass(frozen=True)
class Row:
    """An entry has days; other rows have none."""

    words: tuple[str, ...]
    first: date | None = None
    last: date | None = None
    week: int | None = None
    status: str = ""  # of others: what they are
    tags: tuple[str, ...] = ()
    done: bool | None = None
    weeks_open: int = 1
    hours: float | None = None

    @property
    def days(self) -> list[date]:
        return list(each(self.first, self.last)) if self.first and self.last else []

    def says(self, part: list[str]) -> bool:
        """Whether it is a part of the row, with some words."""
        return len(part) >= SHORTEST and find_run(part, list(self.words)) >= 0

    def quoted_in(self, words: list[str]) -> tuple[str, ...]:
        """What of it is quoted: all of its words, in order, or its beginning where the line ends with that; or
        nothing."""
        if find_run(list(self.words), words) >= 0:
            return self.words
        begins = find_run(list(self.words[:SHORTEST]), words) if len(self.words) > SHORTEST else -1
        rest = tuple(words[begins:]) if begins >= 0 else ()
        cut = (
            len(rest) > SHORTEST + 1 and self.words[: len(rest) - 1] == rest[:-1]
        )  # the last word may be half
        return rest[:-1] if cut else ()


@dataclass(frozen=True)
class Rows:
    weeks: Sequence[Mapping[str, Any]]

    @cached_property
    def all(self) -> list[Row]:
        return [row for week in self.weeks for row in _rows(week)]

    @cached_property
    def entries(self) -> list[Row]:
        return [row for row in self.all if row.first]

    @cached_property
    def tags(self) -> set[str]:
        return {tag for row in self.entries for tag in row.tags}

    @cached_property
    def spans(self) -> dict[int, tuple[date, date]]:
        return {
            week["number"]: (date.fromisoformat(week["first_day"]), date.fromisoformat(week["last_day"]))
            for week in self.weeks
        }

    @cached_property
    def days(self) -> list[date]:
        """Of the programme, and a month around it."""
        ends = [day for span in self.spans.values() for day in span]
        return list(each(min(ends) - timedelta(days=31), max(ends) + timedelta(days=31)))

    def within(self, first: date, last: date) -> list[Row]:
        return [row for row in self.entries if row.days[0] <= last and row.days[-1] >= first]

    def of_week(self, number: int) -> set[int]:
        rows = [row for row in self.all if row.week == number]
        others = [row for row in rows if not row.first]
        boxes = {sum(row.done is done for row in others) for done in (True, False)}
        kinds = {sum(row.status == kind for row in others) for kind in ("objective", "achievement")}
        return counts([row for row in rows if row.first]) | boxes | kinds

    def of_kinds(self) -> set[int]:
        """All objectives, those that are met and those that are not, all achievements."""
        states = Counter(bool(row.done) for row in self.all if row.status == "objective")
        return {sum(row.status == kind for row in self.all) for kind in ("objective", "achievement")} | set(
            states.values()
        )

    def of_days(self, days: Sequence[date]) -> set[int]:
        """Of each stretch between two of the days: how long it is, and what falls into it."""
        stretches = [(first, last) for first in days for last in days if first <= last]
        lengths = {(last - first).days + more for first, last in stretches for more in (0, 1)}
        return lengths.union(*(counts(self.within(*stretch)) for stretch in stretches))

    def of_month(self, month: int) -> set[int]:
        """Those that begin in it, and those that reach into it."""
        begun = [row for row in self.entries if row.days[0].month == month]
        reaching = [row for row in self.entries if any(day.month == month for day in row.days)]
        return counts(begun) | counts(reaching)

    def of_tag(self, tag: str) -> set[int]:
        return counts([row for row in self.entries if tag in row.tags])

    def of_words(self, words: Sequence[str]) -> set[int]:
        return counts(self.saying(words))

    def saying(self, words: Sequence[str]) -> list[Row]:
        """Each word, or one that begins like it: `deploy` counts `Deployed`."""
        return [
            row
            for row in self.entries
            if all(any(one.startswith(word) for one in (*row.words, *row.tags)) for word in words)
        ]


def counts(rows: Sequence[Row]) -> set[int]:
    """How many rows, days, weeks and tags; how many of each status, week and tag."""
    found = {len(rows), len({day for row in rows for day in row.days}), len({row.first for row in rows})}
    found |= {len({row.week for row in rows}), len({tag for row in rows for tag in row.tags})}
    for kinds in (
        Counter(row.status for row in rows),
        Counter(row.week for row in rows),
        Counter(tag for row in rows for tag in row.tags),
    ):
        found |= set(kinds.values())
    return found | {row.weeks_open for row in rows}


def each(first: date, last: date) -> Iterable[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


def _rows(week: Mapping[str, Any]) -> Iterator[Row]:
    number = week["number"]
    for entry in week["entries"]:
        first, last = date.fromisoformat(entry["start_on"]), date.fromisoformat(entry["end_on"])
        words, tags = tuple(tokens(entry["text"])), tuple(entry["tags"])
        yield Row(
            words,
            first,
            max(first, last),
            number,
            entry["status"],
            tags,
            weeks_open=entry.get("weeks_open") or 1,
            hours=entry.get("hours"),
        )
        for resource in entry["resources"]:
            for part in (resource["title"], resource["url"]):
                if part:
                    yield Row(tuple(tokens(part)), week=number, status="resource")
    for one in week["objectives"]:
        done = one["done"] if one.get("done") is not None else {"met": True}.get(one.get("state", ""))
        yield Row(tuple(tokens(one["text"])), week=number, status="objective", done=done)
    for one in week["achievements"]:
        yield Row(tuple(tokens(one["text"])), week=number, status="achievement")
