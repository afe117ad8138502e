"""What an answer must say, must not say and must cite, and whether it does."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from tests.acceptance.questions.words import SaidDate, dates_in, fold, numbers_in, with_digits, without

_ISO = re.compile(r"\d{4}-\d\d-\d\d")
_MARKER = re.compile(r"\s?\[\d{1,4}\]")


@dataclass(frozen=True)
class Answer:
    text: str

    @cached_property
    def folded(self) -> str:
        return fold(_MARKER.sub("", self.text))

    @cached_property
    def digits(self) -> str:
        return with_digits(self.folded)

    @cached_property
    def dates(self) -> list[SaidDate]:
        return dates_in(self.folded)

    @cached_property
    def numbers(self) -> set[int]:
        lines = [fold(_MARKER.sub("", line)) for line in self.text.splitlines()]
        return {number for line in lines for number in numbers_in(without(line, dates_in(line)))}


@dataclass(frozen=True)
class Fact:
    """`told` is a text, a number, a date, `/a pattern/`, or a list of which one is enough."""

    told: Any

    def holds(self, answer: Answer) -> bool:
        return _holds(self.told, answer, whole=False)

    def occurs(self, answer: Answer) -> bool:
        """As `holds`, for what must not be said: words are whole ones."""
        return _holds(self.told, answer, whole=True)

    def numbers(self) -> set[int]:
        """Every number in it: an answer may state those."""
        return {int(number) for number in re.findall(r"\d{1,6}", with_digits(fold(str(self.told))))}

    def dates(self) -> list[SaidDate]:
        return dates_in(fold(str(self.told)))

    def __str__(self) -> str:
        choices: list[Any] = self.told if isinstance(self.told, list) else [self.told]
        return " | ".join(map(str, choices))


def read_fact(raw: Any) -> Fact:
    if isinstance(raw, dict):
        named: dict[str, Any] = raw
        kind, value = next(iter(named.items()))
        return read_fact(f"/{value}/" if kind in ("regex", "pattern") else value)
    if isinstance(raw, list):
        choices: list[Any] = raw
        return Fact([read_fact(one).told for one in choices])
    return Fact(raw)


def _holds(told: Any, answer: Answer, *, whole: bool) -> bool:
    if isinstance(told, list):
        choices: list[Any] = told
        return any(_holds(one, answer, whole=whole) for one in choices)
    if isinstance(told, int) and not isinstance(told, bool):
        return told in answer.numbers
    text = str(told).strip()
    if pattern := re.fullmatch(r"/(.*)/([a-z]*)", text, re.DOTALL):
        return bool(
            re.search(pattern[1], answer.folded, re.IGNORECASE)
            or re.search(pattern[1], answer.text, re.IGNORECASE | re.MULTILINE)
        )
    if text.isdigit():
        return int(text) in answer.numbers
    return _says(fold(text), answer, whole=whole)


def _says(wanted: str, answer: Answer, *, whole: bool) -> bool:
    """Days in the text are compared as days, the rest as words."""
    days = dates_in(wanted)
    if days and not all(any(_same(day, said) for said in answer.dates) for day in days):
        return False
    pieces = [piece.strip(" ,") for piece in without(wanted, days).split(" , ")] if days else [wanted]
    weekday = r"(?:on |ngày |thứ )?(?:mon|tue|wed|thu|fri|sat|sun)?[a-z]*"
    return all(
        _found(piece, answer, whole=whole)
        for piece in pieces
        if piece and not (days and re.fullmatch(weekday, piece))
    )


def _found(piece: str, answer: Answer, *, whole: bool) -> bool:
    pattern = re.escape(with_digits(piece))
    if piece[0].isalnum() and (whole or pattern[0].isdigit()):
        pattern = rf"(?<!\w){pattern}"
    if piece[-1].isalnum() and (whole or pattern[-1].isdigit()):
        pattern = rf"{pattern}(?!\w)"
    return bool(re.search(pattern, answer.digits))


def _same(wanted: SaidDate, said: SaidDate) -> bool:
    return wanted.readings[0] in said.readings and (wanted.year is None or said.year in (None, wanted.year))


_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True)
class Cite:
    """An entry that the reply has to cite: by words of its text, its week, its day."""

    text: str = ""
    week: int | None = None
    day: date | int | None = None  # a weekday is 0 to 6

    def fits(self, citation: dict[str, Any]) -> bool:
        start = date.fromisoformat(str(citation["start_on"]))
        return (
            fold(self.text) in fold(str(citation["text"]))
            and self.week in (None, citation["week"])
            and self.day in (None, start, start.weekday())
        )

    def __str__(self) -> str:
        return ", ".join(
            str(part)
            for part in (self.week and f"week {self.week}", self.day, self.text)
            if part not in ("", None)
        )


def read_cite(raw: Any) -> Cite:
    if not isinstance(raw, dict):
        text = str(raw)
        return Cite(day=date.fromisoformat(text)) if _ISO.fullmatch(text) else Cite(text)
    week = raw.get("week")
    return Cite(
        str(raw.get("text") or raw.get("entry") or ""),
        None if week is None else int(week),
        _day(
            next((raw[name] for name in ("day", "date", "on", "start_on") if raw.get(name) is not None), None)
        ),
    )


def _day(raw: Any) -> date | int | None:
    if raw is None:
        return None
    name = str(raw).strip().casefold()
    if _ISO.fullmatch(name):
        return date.fromisoformat(name)
    if name[:3] in _WEEKDAYS:
        return _WEEKDAYS.index(name[:3])
    raise ValueError(f"cites: day {raw!r} is neither an ISO date nor a weekday such as `Mon`")
