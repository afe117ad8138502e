"""Finds what an answer says without a row to stand on. It knows nothing of the product but the rows that its API
shows.

A statement is a line of the answer. Each of these needs support:

- a marker `[3]`: a citation with that label, of whose text the line quotes all or a part, on a day that the entry
  covers;
- a marker that a line only points to, `(doing, perhaps done, see [4])`: a citation that is not of an earlier day;
- a list line: the words of an entry, objective, achievement or resource, or a number, day, week or tag;
- a date: a day of what is quoted, or of the time that is spoken of;
- a number: a fact of the question, a count of what is cited, or one over the week, days, month, tag or words that the
  line names;
- hours: what is noted with the rows that the line quotes, or with those of the time, tag and words that it names;
- quoted words: words of the worklog or of the question.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from tests.acceptance.questions.hours import Stated, stated_hours, without_hours
from tests.acceptance.questions.product import Asked, Worklog
from tests.acceptance.questions.rows import Row, Rows, counts
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
_POINTED = re.compile(r", (?:perhaps done, see|có lẽ đã xong, xem) \[(\d{1,4})\]")
_LIST = re.compile(r"^\s*(?:[-*+•]|\d{1,3}[.)])\s+")
_BOX = re.compile(r"^\s*[-*+]\s+\[([ xX])\]")
_QUOTED = re.compile(r'"([^"\n]+)"')
_CITED = re.compile(r"“([^”\n]{2,})”")  # a part of a row
_ASIDE = re.compile(r'\(\s*"[^"\n]*"\s*\)')  # (“what is in week 3?”): what may be asked
_EXAMPLE = re.compile(
    r"^(?:what|which|when|how|who|where|find|show|list|count|tìm|liệt|cho|có|tuần|hôm|bao|entries|goals)\b|\?$"
)
_WEEK = re.compile(
    r"(?:weeks?|tuần(?: thứ)?|tuan)\s+(\d{1,3})(?:\s*(?:-|to|and|đến|tới|và|den|va|,)\s*(?:tuần |week )?(\d{1,3}))?"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = (
    r"\bmon|thứ hai|thứ 2|\bthu hai|\bthu 2|\bt2\b", r"\btue|thứ ba|thứ 3|\bthu ba|\bthu 3|\bt3\b",
    r"\bwed|thứ tư|thứ 4|\bthu tu|\bthu 4|\bt4\b", r"\bthu(?:rs?|rsday)?\b|thứ năm|thứ 5|\bthu nam|\bthu 5|\bt5\b",
    r"\bfri|thứ sáu|thứ 6|\bthu sau|\bthu 6|\bt6\b", r"\bsat|thứ bảy|thứ bẩy|thứ 7|\bthu bay|\bthu 7|\bt7\b",
    r"\bsun|chủ nhật|\bchu nhat|\bcn\b",
)  # fmt: skip
_RELATIVE = re.compile(
    r"\b(?:ago|last|past|previous|recent\w*|yesterday|since|before|next|trước|truoc|qua|kia|rồi|roi|nay|sau|gần đây"
    r"|gan day)\b"
)
_ONE = re.compile(r"\b(?:one|một)\b")  # a pronoun more often than a number
_MORE = re.compile(r"(\d+) (?:more|others?|mục nữa|việc nữa|mục khác|nữa)")
_OR = ("or", "hoặc")
_EITHER = re.compile(r" (?:or|hoặc) ")
_STATUSES = {
    "planned": "planned", "doing": "doing", "done": "done", "dropped": "dropped", "dự định": "planned",
    "dự kiến": "planned",
    "đang làm": "doing", "đã xong": "done", "xong": "done", "hoàn thành": "done", "đã bỏ": "dropped", "bỏ": "dropped",
}  # fmt: skip


@dataclass(frozen=True)
class Checker:
    worklog: Worklog

    @cached_property
    def rows(self) -> Rows:
        return Rows(self.worklog.weeks)

    def unsupported(self, asked: Asked) -> list[str]:
        """Why, for each statement that has nothing to stand on."""
        return list(_Reading(self.rows, self.worklog.now.date(), asked).faults())


@dataclass(frozen=True)
class _Line:
    """One line without its markers: what it quotes, and what it says beside that."""

    raw: str
    words: list[str]
    beside: str
    marked: Sequence[Row]
    quoted: Sequence[Row]

    @property
    def is_list(self) -> bool:
        return bool(_LIST.match(self.raw))

    @property
    def rows(self) -> Sequence[Row]:
        return self.marked or self.quoted

    @cached_property
    def dates(self) -> list[SaidDate]:
        return dates_in(self.beside)


@dataclass(frozen=True)
class _Reading:
    """One answer, and what its question is about."""

    rows: Rows
    today: date
    asked: Asked

    def faults(self) -> Iterator[str]:
        for label, row in self.cited.items():
            if row.first is None:
                yield f"citation [{label}] is no entry of the worklog"
        for line in str(self.asked.reply["text"]).splitlines():
            if line.strip() and (why := self._fault(line)):
                yield f"{why}: {line.strip()[:200]}"

    @cached_property
    def question(self) -> str:
        return fold(" \n ".join((*self.asked.question.history, self.asked.question.ask)))

    @cached_property
    def cited(self) -> dict[str, Row]:
        return {str(one["label"]): self._row(one) for one in self.asked.reply["citations"]}

    @cached_property
    def shown(self) -> list[Row]:
        """By this answer, or by those before it."""
        return [
            *self.cited.values(),
            *(self._row(one) for reply in self.asked.earlier for one in reply["citations"]),
        ]

    @cached_property
    def told(self) -> set[int]:
        question = self.asked.question
        return {number for fact in (*question.must_say, *question.may_say) for number in fact.numbers()}

    def _row(self, citation: Mapping[str, Any]) -> Row:
        words, start = tuple(tokens(str(citation["text"]))), date.fromisoformat(str(citation["start_on"]))
        return next(
            (row for row in self.rows.entries if row.words == words and row.first == start), Row(words)
        )

    def _fault(self, line: str) -> str:
        raw = _POINTED.sub("", line)
        labels = _MARKER.findall(raw)
        marked = [self.cited[label] for label in labels if label in self.cited]
        rest = _MARKER.sub(" ", raw)
        words = tokens(rest)
        parts = [tokens(part) for part in _CITED.findall(rest)]
        quoted = [row for row in self.rows.all if row.quoted_in(words) or any(map(row.says, parts))]
        written = " ".join(word for row in quoted for word in row.words)
        if any(label not in self.cited and label not in written for label in labels):
            return "a marker that is no citation"
        if not all(self._comes_later(label, marked) for label in _POINTED.findall(line)):
            return "what the line points to is no later entry"
        said = [tuple(part) for part in parts if any(row.says(part) for row in quoted)]
        beside = _remove(
            fold(_LIST.sub("", _BOX.sub("- ", rest), count=1)),
            [*(row.quoted_in(words) for row in quoted), *said],
        )
        if not _LIST.match(raw):
            beside = _ASIDE.sub(" ", beside)
        beside = _QUOTED.sub(lambda quote: " " if _EXAMPLE.search(quote[1]) else quote[0], beside)
        return self._wrong_part(_Line(raw, words, beside, marked, quoted))

    def _comes_later(self, label: str, than: Sequence[Row]) -> bool:
        row = self.cited.get(label)
        return row is not None and all(row.first >= one.first for one in than if row.first and one.first)

    def _wrong_part(self, line: _Line) -> str:
        return (
            self._wrong_list_line(line)
            or self._wrong_date(line)
            or self._wrong_week(line)
            or self._wrong_hours(line)
            or self._wrong_number(line)
            or self._wrong_quote(line)
        )

    # ---- list lines

    def _wrong_list_line(self, line: _Line) -> str:
        if not all(row in line.quoted or row.quoted_in(line.words) for row in line.marked):
            return "the line does not quote the entry that it cites"
        if not line.is_list:
            return ""
        if not line.quoted:
            return "" if self._names_something(line) else "a list line without a row"
        if line.marked:
            return _misstated(line)
        box = _BOX.match(line.raw)
        objectives = [row for row in line.quoted if row.status == "objective"]
        if box and objectives and all(bool(row.done) is not (box[1] != " ") for row in objectives):
            return "the objective's state is another"
        return ""

    def _names_something(self, line: _Line) -> bool:
        """Each of these is checked by itself; words of the question are its echo."""
        said = set(re.findall(r"[\w-]+", line.beside))
        echo = set(tokens(line.beside)) <= set(tokens(self.question))
        return bool(
            line.dates
            or numbers_in(line.beside)
            or stated_hours(line.beside)
            or _QUOTED.search(line.beside)
            or said & self.rows.tags
            or echo
        )

    # ---- days

    def _wrong_date(self, line: _Line) -> str:
        scope = line.rows or self.shown
        known = set(self._days(line, scope))
        said = list(line.dates)
        while said:
            one, other = said.pop(0), said[0] if said else None
            if other and not line.is_list and self._is_span(one, other, line, scope):
                said.pop(0)
            elif not any(map(one.may_be, known)) and not self._true_of(one):
                return f"no row is of the day {line.beside[one.start : one.end]!r}"
        return ""

    def _days(self, line: _Line, scope: Sequence[Row]) -> Iterable[date]:
        """Those of the rows, and those that bound the time that is spoken of."""
        for row in scope:
            yield from row.days
        yield self.today
        if named := _weeks(line.beside) & self.rows.spans.keys():
            for number in named:
                yield from self.rows.spans[number]
            return
        yield from (self.today + timedelta(days=n) for n in (-1, 0, 1))
        weeks = (
            _weeks(self.question) | {row.week for row in self.shown if row.week} | self._weeks_about_today()
        )
        for number in weeks & self.rows.spans.keys():
            yield from self.rows.spans[number]
        ends = [day for span in self.rows.spans.values() for day in span]
        yield from (min(ends), max(ends))
        for first in {day.replace(day=1) for day in self.rows.days}:
            yield from (first, (first + timedelta(days=32)).replace(day=1) - timedelta(days=1))

    def _weeks_about_today(self) -> set[int]:
        spans = self.rows.spans
        now = next((n for n, (first, last) in spans.items() if first <= self.today <= last), max(spans))
        return {now - 1, now, now + 1}

    def _true_of(self, said: SaidDate) -> bool:
        """The question or a fact names the day, or all that is cited falls on it, or nothing does: "no entry on …"."""
        question = self.asked.question
        facts = [day for fact in (*question.must_say, *question.may_say) for day in fact.dates()]
        named = (*dates_in(self.question), *facts)
        if any(set(one.readings) & set(said.readings) for one in named):
            return True
        days = [day for day in self.rows.days if said.may_be(day)]
        if any(one.may_be(day + timedelta(days=n)) for one in named for day in days for n in (-1, 1)):
            return True  # "before 17 August" is up to the 16th
        if any(re.search(_WEEKDAYS[day.weekday()], self.question) for day in days):
            return True
        if _RELATIVE.search(self.question) and any(abs((self.today - day).days) <= 31 for day in days):
            return True
        there = [row for day in days for row in self.rows.within(day, day)]
        return all(row in there for row in self.cited.values()) if self.cited else not there

    def _is_span(self, one: SaidDate, other: SaidDate, line: _Line, scope: Sequence[Row]) -> bool:
        """A stretch of time that holds all that is spoken of; of a week that is named, no more than that week."""
        first, last = (next(filter(said.may_be, self.rows.days), None) for said in (one, other))
        if first is None or last is None or first > last:
            return False
        named = [self.rows.spans[number] for number in _weeks(line.beside) & self.rows.spans.keys()]
        if named and not (min(named)[0] <= first and last <= max(named)[1]):
            return False
        return all(row.first is None or (row.days[0] <= last and row.days[-1] >= first) for row in scope)

    # ---- weeks and other numbers

    def _wrong_week(self, line: _Line) -> str:
        ends = {int(end) for named in _WEEK.findall(with_digits(line.beside)) for end in named if end}
        if line.is_list and line.rows:
            others = ends - {row.week for row in line.rows}
            return f"the row is not of week {min(others)}" if others else ""
        unknown = {number for number in ends - self._known_weeks() if not self._counts_week(line, number)}
        return f"nothing speaks of week {min(unknown)}" if unknown else ""

    def _counts_week(self, line: _Line, number: int) -> bool:
        """The line counts something of that week, or says that nothing is there."""
        stated = set(numbers_in(_WEEK.sub(" ", without_hours(line.beside)))) - {0}
        if not stated and stated_hours(line.beside):
            return number in self.rows.spans  # the sum is checked by itself
        return number in self.rows.spans and (
            stated <= self.rows.of_week(number) if stated else not self.rows.within(*self.rows.spans[number])
        )

    def _known_weeks(self) -> set[int]:
        spans = self.rows.spans
        said = dates_in(fold(str(self.asked.reply["text"])))
        of_days = {
            number
            for number, (first, last) in spans.items()
            if any(one.may_be(day) for one in said for day in self.rows.days if first <= day <= last)
        }
        asked = _weeks(self.question) | set(numbers_in(self.question)) | self.told
        return (
            asked
            | of_days
            | self._weeks_about_today()
            | {min(spans), max(spans)}
            | {row.week or 0 for row in self.shown}
        )

    def _wrong_number(self, line: _Line) -> str:
        bare = _WEEK.sub(" ", with_digits(_ONE.sub(" ", without_hours(line.beside))))
        numbers = numbers_in(without(bare, dates_in(bare)))
        unknown = set(numbers) - self._numbers(line) if numbers else set[int]()
        return f"nothing counts to {min(unknown)}" if unknown else ""

    def _numbers(self, line: _Line) -> set[int]:
        """All that the line could truly count."""
        cited = list(self.cited.values())
        earlier = [row for row in self.shown if row not in cited]
        found = self.told | set(numbers_in(self.question)) | {0, len(self.rows.spans), self.today.year}
        found |= counts(cited) | counts(line.rows) | counts(earlier) | {len(self.rows.entries)}
        found |= {abs(a - b) for a in self.told for b in self.told}
        found |= {(self.today - row.first).days for row in cited if row.first}
        found = found.union(*self._of_scopes(line))
        more = _MORE.search(line.beside)
        if more and int(more[1]) + len(cited) in self._stated():
            found.add(int(more[1]))
        return found

    def _of_scopes(self, line: _Line) -> Iterator[set[int]]:
        """Counts over whatever the line names; over what the question names, where the line names no time."""
        days = [day for day in self.rows.days if any(one.may_be(day) for one in line.dates)]
        weeks, months = _weeks(line.beside), _months(line.beside)
        if not (days or weeks or months):
            weeks, months = _weeks(self.question), _months(self.question)
            yield counts(self.rows.entries) | self.rows.of_kinds()
            weeks = weeks or self._weeks_about_today()
        elif len(days) == 1:  # "since 15 October"
            ends = [day for span in self.rows.spans.values() for day in span]
            days = [min(ends), *days, self.today, max(ends)]
        yield self.rows.of_days(days)
        yield from map(self.rows.of_week, weeks)
        yield from map(self.rows.of_month, months)
        yield from map(
            self.rows.of_tag, self.rows.tags & set(re.findall(r"[\w-]+", f"{line.beside} {self.question}"))
        )
        yield from (self.rows.of_words(tokens(quote)) for quote in _QUOTED.findall(line.beside))

    def _stated(self) -> set[int]:
        """Numbers of the other lines, where they are checked."""
        lines = map(fold, str(self.asked.reply["text"]).splitlines())
        return {number for line in lines if not _MORE.search(line) for number in numbers_in(line)}

    # ---- hours

    def _wrong_hours(self, line: _Line) -> str:
        """An echo of the question is no sum."""
        asked = {one.hours for one in stated_hours(self.question)} | {0}
        said = [one for one in stated_hours(line.beside) if one.hours not in asked]
        wrong = next((one for one in said if not one.adds_up(self._timed(line, one))), None)
        return f"no rows add up to {wrong.hours:g} hours" if wrong else ""

    def _timed(self, line: _Line, stated: Stated) -> list[list[Row]]:
        """The rows of each time that the line names, and of all of them; of these, those of what it names beside."""
        if line.marked:
            return [list(line.marked)]
        times = list(self._named_times(line.beside))
        whole = times or [self.rows.entries, *self._named_times(self.question), *self._spoken_of()]
        topics = list(self._named_topics(line.beside))
        about = topics or [self.rows.entries, *self._named_topics(self.question)]
        if not stated.is_difference:
            whole = [*whole, [row for row in self.rows.entries if any(row in time for time in times)]]
            about = [*about, list(self.cited.values())]
        return [[row for row in rows if row in topic] for rows in whole for topic in about]

    def _spoken_of(self) -> Iterator[list[Row]]:
        """Of a line that names no time: what the lines above it name."""
        for line in str(self.asked.reply["text"]).splitlines():
            yield from self._named_times(fold(line))

    def _named_times(self, folded: str) -> Iterator[list[Row]]:
        for week in sorted(_weeks(folded)):
            yield [row for row in self.rows.entries if row.week == week]
        for month in _months(folded):
            yield [row for row in self.rows.entries if row.days[0].month == month]
        said = [day for day in self.rows.days if any(one.may_be(day) for one in dates_in(folded))]
        ends = [min(self.rows.days), *said, max(self.rows.days)] if len(said) == 1 else said
        yield from ([row for row in self.rows.entries if row.first == day] for day in said)
        yield from (
            self.rows.within(first, last) for first in ends for last in ends if said and first <= last
        )

    def _named_topics(self, folded: str) -> Iterator[list[Row]]:
        for tag in self.rows.tags & set(re.findall(r"[\w-]+", folded)):
            yield [row for row in self.rows.entries if tag in row.tags]
        for quote in _QUOTED.findall(folded):
            either = [self.rows.saying(tokens(one)) for one in _EITHER.split(quote)]
            yield [row for row in self.rows.entries if any(row in rows for rows in either)]
        for words, status in _STATUSES.items():
            if f"status {words}" in folded or f"trạng thái {words}" in folded:
                yield [row for row in self.rows.entries if row.status == status]

    # ---- quotations

    def _wrong_quote(self, line: _Line) -> str:
        known = set(tokens(self.question)).union(_OR, *map(tokens, _STATUSES))
        for quote in _QUOTED.findall(line.beside):
            words = tokens(quote)
            if set(words) <= known or quote.strip("# ") in self.rows.tags:
                continue
            if not any(find_run(words, list(row.words)) >= 0 for row in self.rows.all):
                return f"nobody wrote {quote!r}"
        return ""


def _misstated(line: _Line) -> str:
    """The days and the status beside an entry are its own."""
    days = {day for row in line.marked for day in row.days}
    if not all(any(map(said.may_be, days)) for said in line.dates):
        return "another day than the entry's"
    for words, status in _STATUSES.items():
        if f"({words})" in line.beside and status not in {row.status for row in line.marked}:
            return f"the entry is not {status}"
    return ""


def _remove(folded: str, rows: Sequence[tuple[str, ...]]) -> str:
    for row in sorted(rows, key=len, reverse=True):
        pattern = r"\W+(?:\d{1,2}[.)]\s+)?".join(map(re.escape, row))
        folded = re.sub(rf"(?<!\w){pattern}(?!\w)", " , ", folded, count=1)
    return folded


def _weeks(folded: str) -> set[int]:
    """Every week that is named, those between the ends of a stretch too."""
    named = _WEEK.findall(with_digits(folded))
    return {number for first, last in named for number in range(int(first), int(last or first) + 1)}


def _months(folded: str) -> set[int]:
    bare = without(folded, dates_in(folded))
    named = {number for number, name in enumerate(_MONTHS, 1) if re.search(rf"\b{name}", bare)}
    return named | {int(number) for number in re.findall(r"(?:tháng|thang)\s+(\d{1,2})", bare)}
