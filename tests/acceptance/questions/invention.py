"""Finds what an answer says without a row to stand on. It knows nothing of the product but the rows that its API shows.

A statement is a line of the answer. Each of these needs support:

- a marker `[3]`: a citation with that label, whose text the line quotes, on a day that the entry covers;
- a list line: the words of an entry, objective, achievement, resource, tag or week;
- a date: a day of a cited entry, or of the time that is spoken of;
- a number: a fact of the question, a count of what is cited, or a count over the time or tag that the line names;
- quoted words: words of the worklog or of the question.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from tests.acceptance.questions.product import Asked, Worklog
from tests.acceptance.questions.words import (
    SaidDate,
    dates_in,
    find_run,
    fold,
    numbers_in,
    tokens,
    with_digits,
    without,
)

_MARKER = re.compile(r"\[(\d{1,4})\]")
_LIST = re.compile(r"^\s*(?:[-*+•]|\d{1,3}[.)])\s+")
_QUOTED = re.compile(r'"([^"\n]{2,})"')
_EXAMPLE = re.compile(
    r"^(?:what|which|when|how|who|where|find|show|list|count|tìm|liệt|cho|có|tuần|hôm|bao|entries|goals)\b|\?$"
)
_WEEK = re.compile(
    r"(?:weeks?|tuần(?: thứ)?)\s+(\d{1,3})(?:\s*(?:-|to|and|đến|tới|và|,)\s*(?:tuần |week )?(\d{1,3}))?"
)
_WEEKDAYS = (
    r"\bmon|thứ hai|thứ 2|\bthu hai|\bthu 2|\bt2\b", r"\btue|thứ ba|thứ 3|\bthu ba|\bthu 3|\bt3\b",
    r"\bwed|thứ tư|thứ 4|\bthu tu|\bthu 4|\bt4\b", r"\bthu(?:rs?|rsday)?\b|thứ năm|thứ 5|\bthu nam|\bthu 5|\bt5\b",
    r"\bfri|thứ sáu|thứ 6|\bthu sau|\bthu 6|\bt6\b", r"\bsat|thứ bảy|thứ bẩy|thứ 7|\bthu bay|\bthu 7|\bt7\b",
    r"\bsun|chủ nhật|\bchu nhat|\bcn\b",
)  # fmt: skip
_RELATIVE = re.compile(
    r"\b(?:ago|last|past|previous|recent\w*|yesterday|since|before|trước|truoc|qua|kia|rồi|roi|gần đây|gan day)\b"
)
_ONE = re.compile(r"\b(?:one|một)\b")  # a pronoun more often than a number
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_STATUSES = {"planned", "doing", "done", "dropped"}
_SHORTEST = 3  # words of a row that was cut short


@dataclass(frozen=True)
class Row:
    words: tuple[str, ...]
    first: date | None = None
    last: date | None = None
    week: int | None = None
    status: str = ""
    tags: tuple[str, ...] = ()
    done: bool | None = None


@dataclass
class Checker:
    worklog: Worklog
    rows: list[Row] = field(init=False)

    def __post_init__(self) -> None:
        self.rows = [row for week in self.worklog.weeks for row in _rows(week)]
        self.entries = [row for row in self.rows if row.first]

    def unsupported(self, asked: Asked) -> list[str]:
        """Why, for each statement that has nothing to stand on."""
        return list(_Reading(self, asked).faults())

    @cached_property
    def spans(self) -> dict[int, tuple[date, date]]:
        return {
            week["number"]: (date.fromisoformat(week["first_day"]), date.fromisoformat(week["last_day"]))
            for week in self.worklog.weeks
        }

    def within(self, first: date, last: date) -> list[Row]:
        return [row for row in self.entries if row.first <= last and row.last >= first]  # type: ignore[operator]


@dataclass
class _Reading:
    checker: Checker
    asked: Asked

    def __post_init__(self) -> None:
        question, reply = self.asked.question, self.asked.reply
        said = " \n ".join((*question.history, question.ask))
        self.question = fold(said)
        self.question_words = set(tokens(said))
        self.cited = {str(one["label"]): self._row(one) for one in reply["citations"]}
        self.told = [*question.must_say, *question.may_say]
        self.told_numbers = {number for fact in self.told for number in fact.numbers()}
        self.today = self.checker.worklog.now.date()
        earlier = [one for reply in self.asked.earlier for one in reply["citations"]]
        self.shown = [*self.cited.values(), *map(self._row, earlier)]

    def _row(self, citation: Mapping[str, Any]) -> Row:
        words = tuple(tokens(str(citation["text"])))
        start = date.fromisoformat(str(citation["start_on"]))
        same = (row for row in self.checker.entries if row.words == words and row.first == start)
        return next(same, Row(words))

    def faults(self) -> Iterator[str]:
        text = str(self.asked.reply["text"])
        for label, row in self.cited.items():
            if row.first is None:
                yield f"citation [{label}] is no entry of the worklog"
        for line in text.splitlines():
            if line.strip() and (why := self._fault(line)):
                yield f"{why}: {line.strip()[:200]}"

    def _fault(self, line: str) -> str:
        marked = list[Row]()
        for label in _MARKER.findall(line):
            row = self.cited.get(label)
            if row is not None:
                marked.append(row)
            elif not any(f"[{label}]" in str(entry["text"]) for entry in self.checker.worklog.entries):
                return f"[{label}] is no citation"
        rest = _MARKER.sub(" ", line)
        words = tokens(rest)
        for row in marked:
            if not _quotes(words, row.words):
                return "the line does not quote the entry that it cites"
        quoted = [row for row in self.checker.rows if _quotes(words, row.words)]
        remains = _remove(fold(_LIST.sub("", rest, count=1)), [row.words for row in quoted])
        remains = _QUOTED.sub(lambda quote: " " if _EXAMPLE.search(quote[1]) else quote[0], remains)
        is_list = bool(_LIST.match(line))
        if is_list and not quoted and not self._names_something(remains):
            return "a list line without a row"
        if is_list and marked and (why := _misstates(remains, marked, line)):
            return why
        if (
            is_list
            and quoted
            and not marked
            and not any(row.first for row in quoted)
            and (why := _wrong_box(line, quoted))
        ):
            return why
        return (
            self._wrong_date(remains, marked or quoted)
            or self._wrong_number(remains, marked or quoted)
            or self._wrong_quote(remains)
        )

    def _names_something(self, remains: str) -> bool:
        """A line about a week, a day, a tag or a number, which are checked by themselves; or about what may be asked."""
        tags = {tag for row in self.checker.entries for tag in row.tags}
        return bool(
            dates_in(remains) or numbers_in(remains) or _QUOTED.search(remains)
            or tags & set(re.findall(r"[\w-]+", remains)) or set(tokens(remains)) <= self.question_words
        )  # fmt: skip

    def _wrong_date(self, remains: str, rows: Sequence[Row]) -> str:
        said = dates_in(remains)
        scope = rows or self.shown
        for nth, one in enumerate(said):
            following = said[nth + 1] if nth + 1 < len(said) else None
            if following and self._is_span(one, following, scope):
                said[nth + 1] = one
                continue
            if nth and one is said[nth - 1]:
                continue
            if not any(one.may_be(day) for day in self._days(remains, scope)) and not self._true_of(one):
                return f"no row is of the day {remains[one.start : one.end]!r}"
        return ""

    def _days(self, remains: str, scope: Sequence[Row]) -> Iterable[date]:
        """Those of the rows, and those that name the time that is spoken of."""
        for row in scope:
            if row.first and row.last:
                yield from _each(row.first, row.last)
        yield from (self.today + timedelta(days=n) for n in (-1, 0, 1))
        weeks = self._weeks(remains) | {number for number, _ in self._weeks(self.question)}
        weeks |= {row.week for row in self.shown if row.week} | self._weeks_about_today()
        for number in weeks & self.checker.spans.keys():
            yield from self.checker.spans[number]
        spans = self.checker.spans.values()
        yield from (min(first for first, _ in spans), max(last for _, last in spans))
        for day in {row.first for row in self.checker.entries} | {self.today}:
            if day:
                yield day.replace(day=1)
                yield (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)

    def _weeks_about_today(self) -> set[int]:
        today = self.today
        now = [n for n, (first, last) in self.checker.spans.items() if first <= today <= last] or [
            max(self.checker.spans)
        ]
        return {now[0] - 1, now[0], now[0] + 1}

    def _weeks(self, folded: str) -> set[int]:
        """Every week that is named, those between the ends of a stretch too."""
        named = _WEEK.findall(with_digits(folded))
        return {number for first, last in named for number in range(int(first), int(last or first) + 1)}

    def _true_of(self, said: SaidDate) -> bool:
        """The question or a fact names the day, or all that is cited falls on it, or nothing does: "no entry on …"."""
        named = [*dates_in(self.question), *(day for fact in self.told for day in fact.dates())]
        if any(set(one.readings) & set(said.readings) for one in named):
            return True
        days = [day for day in self._all_days() if said.may_be(day)]
        if any(re.search(_WEEKDAYS[day.weekday()], self.question) for day in days):
            return True
        if _RELATIVE.search(self.question) and any(abs((self.today - day).days) <= 31 for day in days):
            return True
        there = [row for day in days for row in self.checker.within(day, day)]
        return not there if not self.cited else all(row in there for row in self.cited.values())

    def _all_days(self) -> Iterable[date]:
        spans = self.checker.spans.values()
        return _each(
            min(first for first, _ in spans) - timedelta(days=31),
            max(last for _, last in spans) + timedelta(days=31),
        )

    def _is_span(self, one: SaidDate, other: SaidDate, scope: Sequence[Row]) -> bool:
        """A stretch of time that holds all that is spoken of."""
        first = next((day for day in self._all_days() if one.may_be(day)), None)
        last = next((day for day in self._all_days() if other.may_be(day)), None)
        if first is None or last is None or first > last:
            return False
        if scope:
            return all(
                row.first is None or (row.first <= last and (row.last or row.first) >= first) for row in scope
            )
        return True

    def _wrong_number(self, remains: str, rows: Sequence[Row]) -> str:
        ends = {int(end) for named in _WEEK.findall(with_digits(remains)) for end in named if end}
        if unknown := ends - self._known_weeks():
            return f"nothing speaks of week {min(unknown)}"
        bare = _WEEK.sub(" ", with_digits(_ONE.sub(" ", remains)))
        for number in numbers_in(without(bare, dates_in(bare))):
            if number not in self._numbers(remains, rows):
                return f"nothing counts to {number}"
        return ""

    def _known_weeks(self) -> set[int]:
        spans = self.checker.spans
        said = [
            day
            for day in self._all_days()
            if any(one.may_be(day) for one in dates_in(fold(str(self.asked.reply["text"]))))
        ]
        return (
            self._weeks(self.question) | self._weeks_about_today() | self.told_numbers
            | {row.week for row in self.shown if row.week} | {min(spans), max(spans)}
            | {number for number, (first, last) in spans.items() for day in said if first <= day <= last}
            | set(numbers_in(self.question))
        )  # fmt: skip

    def _numbers(self, remains: str, rows: Sequence[Row]) -> set[int]:
        facts = self.told_numbers | set(numbers_in(self.question)) | {0}
        cited = list(self.cited.values())
        counts = _counts(cited) | _counts(rows) | _counts([row for row in self.shown if row not in cited])
        for number in self._weeks(remains) or self._weeks(self.question) or self._weeks_about_today():
            counts |= self._counts_of_week(number)
        said = [day for day in self._all_days() if any(one.may_be(day) for one in dates_in(remains))]
        for first in said:
            for last in said:
                if first <= last:
                    counts |= _counts(self.checker.within(first, last)) | {
                        (last - first).days,
                        (last - first).days + 1,
                    }
        for tag in {tag for row in self.checker.entries for tag in row.tags} & set(
            re.findall(r"[\w-]+", f"{remains} {self.question}")
        ):
            counts |= _counts([row for row in self.checker.entries if tag in row.tags])
        for quote in _QUOTED.findall(remains):
            wanted = set(tokens(quote))
            counts |= _counts(
                [
                    row
                    for row in self.checker.entries
                    if wanted <= set(row.words) or _begins(wanted, row.words)
                ]
            )
        more = re.search(r"(\d+) (?:more|mục nữa|việc nữa|nữa)", remains)
        if more and int(more[1]) + len(self.cited) in self._stated():
            counts.add(int(more[1]))
        ago = {(self.today - row.first).days for row in cited if row.first}
        years = {day.year for day in self.checker.spans[min(self.checker.spans)]} | {self.today.year}
        spread = {abs(a - b) for a in self.told_numbers for b in self.told_numbers}
        if not (said or self._weeks(remains) or self._weeks(self.question)):
            counts |= _counts(self.checker.entries)
        for month in _months(remains) | _months(self.question):
            counts |= _counts([row for row in self.checker.entries if row.first and row.first.month == month])
        return facts | counts | ago | years | spread | {len(self.checker.spans), len(self.checker.entries)}

    def _stated(self) -> set[int]:
        """Numbers that other lines of the answer state, and are checked there."""
        lines = str(self.asked.reply["text"]).splitlines()
        return {
            number
            for line in lines
            if "more" not in line and "nữa" not in line
            for number in numbers_in(fold(line))
        }

    def _counts_of_week(self, number: int) -> set[int]:
        rows = [row for row in self.checker.rows if row.week == number]
        entries = [row for row in rows if row.first]
        others = [row for row in rows if not row.first]
        boxes = {sum(row.done is done for row in others) for done in (True, False)}
        kinds = {len([row for row in others if row.status == kind]) for kind in ("objective", "achievement")}
        return _counts(entries) | boxes | kinds | {number}

    def _wrong_quote(self, remains: str) -> str:
        for quote in _QUOTED.findall(remains):
            words = set(tokens(quote))
            if _EXAMPLE.search(quote) or words <= self.question_words or fold(quote) in _STATUSES:
                continue
            if not any(_holds(row, tokens(quote)) for row in self.checker.rows) and not self._is_tag(quote):
                return f"nobody wrote {quote!r}"
        return ""

    def _is_tag(self, quote: str) -> bool:
        return any(quote.strip("# ") in row.tags for row in self.checker.entries)


def _rows(week: Mapping[str, Any]) -> Iterator[Row]:
    number = week["number"]
    for entry in week["entries"]:
        first, last = date.fromisoformat(entry["start_on"]), date.fromisoformat(entry["end_on"])
        yield Row(
            tuple(tokens(entry["text"])),
            first,
            max(first, last),
            number,
            entry["status"],
            tuple(entry["tags"]),
        )
        for resource in entry["resources"]:
            for part in (resource["title"], resource["url"]):
                if part:
                    yield Row(tuple(tokens(part)), week=number, status="resource")
    for one in week["objectives"]:
        yield Row(tuple(tokens(one["text"])), week=number, status="objective", done=one.get("done"))
    for one in week["achievements"]:
        yield Row(tuple(tokens(one["text"])), week=number, status="achievement")


def _months(folded: str) -> set[int]:
    named = {number for number, name in enumerate(_MONTHS, 1) if re.search(rf"\b{name}", folded)}
    return named | {int(number) for number in re.findall(r"(?:tháng|thang)\s+(\d{1,2})", folded)}


def _each(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


def _counts(rows: Sequence[Row]) -> set[int]:
    days = {day for row in rows if row.first and row.last for day in _each(row.first, row.last)}
    found = {len(rows), len(days), len({row.week for row in rows}), len({row.first for row in rows})}
    for name in ("status", "week"):
        kinds = [getattr(row, name) for row in rows]
        found |= {kinds.count(kind) for kind in kinds}
    return found | {sum(tag in row.tags for row in rows) for tag in {tag for row in rows for tag in row.tags}}


def _quotes(words: list[str], row: tuple[str, ...]) -> bool:
    """All words of the row, in order; or its beginning, where the line ends with it."""
    if not row:
        return False
    if find_run(list(row), words) >= 0:
        return True
    begins = find_run(list(row[:_SHORTEST]), words) if len(row) > _SHORTEST else -1
    return (
        begins >= 0
        and row[: len(words) - begins - 1] == tuple(words[begins:-1])
        and len(words) - begins > _SHORTEST + 2
    )


def _begins(wanted: set[str], words: Sequence[str]) -> bool:
    """Each word, or one that begins like it: `deploy` counts `Deployed`."""
    return all(any(word.startswith(one) for word in words) for one in wanted)


def _holds(row: Row, words: list[str]) -> bool:
    return find_run(words, list(row.words)) >= 0


def _remove(folded: str, rows: Sequence[tuple[str, ...]]) -> str:
    """What a line says beside the rows that it quotes."""
    for row in sorted(rows, key=len, reverse=True):
        pattern = r"\W+(?:\d{1,2}[.)]\s+)?".join(map(re.escape, row))
        folded = re.sub(rf"(?<!\w){pattern}(?!\w)", " , ", folded, count=1)
    return folded


def _misstates(remains: str, marked: Sequence[Row], line: str) -> str:
    """The day and the status that a list line gives beside its entry are the entry's own."""
    said = dates_in(remains)
    days = {day for row in marked if row.first and row.last for day in _each(row.first, row.last)}
    if said and not all(any(one.may_be(day) for day in days) for one in said):
        return "another day than the entry's"
    for status in _STATUSES:
        if f"({status})" in remains and status not in {row.status for row in marked}:
            return f"the entry is not {status}"
    return ""


def _wrong_box(line: str, quoted: Sequence[Row]) -> str:
    box = re.match(r"\s*[-*+] \[([ xX])\]", line)
    if box and all(row.done is not (box[1] != " ") for row in quoted if row.status == "objective"):
        return "the objective's state is another"
    return ""
