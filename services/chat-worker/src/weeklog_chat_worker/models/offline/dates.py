"""Which days a question is about. Pure: exact dates out of English words, or a plain reason why they cannot be had."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeAlias

from weeklog.calendar import Week, week_of

MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
          "november", "december")  # fmt: skip
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

_MONTH = "(?:" + "|".join(f"{name[:3]}(?:{name[3:]})?" for name in MONTHS) + "|sept)"
_WEEKDAY = "(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs(?:day)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)"
_FULL_WEEKDAY = "(?:" + "|".join(WEEKDAYS) + ")"
_ORDINAL = r"(?:st|nd|rd|th)?"
# One day, in every way that is understood. Longer forms first.
_DAY = (
    r"(?:\d{4}-\d{1,2}-\d{1,2}"
    rf"|\d{{1,2}}{_ORDINAL}(?:\s+of)?\s+{_MONTH}\.?(?:,?\s+\d{{4}})?"
    rf"|{_MONTH}\.?\s+(?:the\s+)?\d{{1,2}}{_ORDINAL}(?:,?\s+\d{{4}})?\b"
    r"|\d{1,2}[/.]\d{1,2}(?:[/.]\d{4})?"
    r"|the\s+day\s+before\s+yesterday|yesterday|today|tomorrow"
    rf"|(?:last\s+|this\s+|next\s+)?{_WEEKDAY}\b)"
)


class Unclear(Exception):  # noqa: N818 - a question back, not a failure
    """The words name no day, or more than one; the text says which, and how to ask instead."""


@dataclass(frozen=True)
class Period:
    """What a question is limited to. `words` says it as part of a sentence: "in week 3", "on Monday 5 October 2026"."""

    words: str
    first: date | None = None
    last: date | None = None
    week: int | None = None
    weekday: int | None = None  # 1 = Monday


@dataclass(frozen=True)
class Known:
    """What dates are read against."""

    today: date
    weeks: tuple[Week, ...]

    @property
    def current_week(self) -> int | None:
        week = week_of(self.weeks, self.today)
        return week.number if week else None


Reader: TypeAlias = Callable[[re.Match[str], Known], Period]


def read_period(question: str, known: Known) -> tuple[Period | None, str]:
    """The period, and the question without the words that named it. Raises Unclear."""
    for pattern, read in _FORMS:
        if match := pattern.search(question):
            return read(match, known), f"{question[: match.start()]} {question[match.end() :]}"
    return None, question


def say_day(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B %Y}"


def _weekday_in_week(match: re.Match[str], known: Known) -> Period:
    week = _week(_number(match["week"], known), known)
    wanted = _weekday(match["weekday"])
    days = (week.first + timedelta(days=index) for index in range((week.last - week.first).days + 1))
    day = next((day for day in days if day.isoweekday() == wanted), None)
    if day is None:
        raise Unclear(
            f"Week {week.number} ({week.first} to {week.last}) has no {WEEKDAYS[wanted - 1].title()}."
        )
    return Period(f"on {say_day(day)}", day, day)


def _weeks_span(match: re.Match[str], known: Known) -> Period:
    one, other = _week(int(match["from"]), known), _week(int(match["to"]), known)
    low, high = sorted((one, other))
    return Period(f"in weeks {low.number} to {high.number}", low.first, high.last)


def _one_week(match: re.Match[str], known: Known) -> Period:
    week = _week(_number(match["week"], known), known)
    return Period(f"in week {week.number}", week=week.number)


def _span(match: re.Match[str], known: Known) -> Period:
    first, last = sorted((_day(match["from"], known), _day(match["to"], known)))
    return Period(f"from {say_day(first)} to {say_day(last)}", first, last)


def _since(match: re.Match[str], known: Known) -> Period:
    first = _day(match["day"], known)
    return Period(f"since {say_day(first)}", first, None)


def _every(match: re.Match[str], _known: Known) -> Period:
    weekday = _weekday(match["weekday"] or match["each"])
    return Period(f"on {WEEKDAYS[weekday - 1].title()}s", weekday=weekday)


def _single(match: re.Match[str], known: Known) -> Period:
    day = _day(match["day"], known)
    return Period(f"on {say_day(day)}", day, day)


def _month(match: re.Match[str], known: Known) -> Period:
    number = _month_number(match["month"])
    year = int(match["year"]) if match["year"] else _nearest(lambda year: date(year, number, 1), known).year
    first = date(year, number, 1)
    after = date(year + number // 12, number % 12 + 1, 1)
    return Period(f"in {first:%B %Y}", first, after - timedelta(days=1))


_LEAD = r"\b(?:(?:on|in|during|of|for|at)\s+)?(?:the\s+)?"
_WEEK = (
    r"(?:week\s+(?:number\s+|no\.?\s*|#\s*)?\d{1,3}|(?:last|previous|this|the current|current|next)\s+week)"
)
_FORMS: tuple[tuple[re.Pattern[str], Reader], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), read)
    for pattern, read in (
        (rf"{_LEAD}(?P<weekday>{_WEEKDAY})\s+(?:of|in)\s+(?P<week>{_WEEK})\b", _weekday_in_week),
        (rf"{_LEAD}weeks\s+(?P<from>\d{{1,3}})\s*(?:to|and|until|-|–)\s*(?P<to>\d{{1,3}})\b", _weeks_span),
        (rf"{_LEAD}(?P<week>{_WEEK})\b", _one_week),
        (rf"\b(?:from|between)\s+(?P<from>{_DAY})\s+(?:to|and|until|till)\s+(?P<to>{_DAY})", _span),
        (rf"\bsince\s+(?P<day>{_DAY})", _since),
        (
            rf"\b(?:(?:on|every|each)\s+)?(?P<weekday>{_FULL_WEEKDAY})s\b|\b(?:every|each)\s+(?P<each>{_WEEKDAY})\b",
            _every,
        ),
        (rf"{_LEAD}(?P<day>{_DAY})", _single),
        (rf"\b(?:in|during|of)\s+(?P<month>{_MONTH})\b\.?(?:\s+(?P<year>\d{{4}}))?", _month),
    )
)


def _week(number: int, known: Known) -> Week:
    found = next((week for week in known.weeks if week.number == number), None)
    if found is None:
        raise Unclear(f"There is no week {number}: {_programme(known.weeks)}.")
    return found


def _programme(weeks: Sequence[Week]) -> str:
    if not weeks:
        return "the programme has no weeks yet"
    return f"the programme has weeks {weeks[0].number} to {weeks[-1].number}"


def _number(words: str, known: Known) -> int:
    if digits := re.search(r"\d+", words):
        return int(digits[0])
    current = week_of(known.weeks, known.today)
    if current is None:
        raise Unclear(
            f"Today, {say_day(known.today)}, is in no week of the programme. Name the week by its number: {_programme(known.weeks)}."
        )
    step = {"last": -1, "previous": -1, "next": 1}.get(words.lower().split()[0], 0)
    return current.number + step


def _day(words: str, known: Known) -> date:
    words = re.sub(r"\s+", " ", words.lower()).removeprefix("the ")
    relative = {"today": 0, "yesterday": -1, "tomorrow": 1, "day before yesterday": -2}
    if words in relative:
        return known.today + timedelta(days=relative[words])
    if re.fullmatch(r"\d{4}-\d{1,2}-\d{1,2}", words):
        year, month, day = (int(part) for part in words.split("-"))
        return _real(year, month, day, words)
    if re.fullmatch(r"[\d/.]+", words):
        return _numeric(words, known)
    if named := re.search(_MONTH, words):
        return _named(words, _month_number(named[0]), known)
    return _by_weekday(words, known.today)


def _by_weekday(words: str, today: date) -> date:
    """A bare weekday is the latest one up to today; "last" is before today, "next" after it, "this" in this Monday-to-Sunday."""
    which, _, name = words.rpartition(" ")
    wanted = _weekday(name)
    back = (today.isoweekday() - wanted) % 7
    match which:
        case "last":
            return today - timedelta(days=back or 7)
        case "next":
            return today + timedelta(days=7 - back)
        case "this":
            return today + timedelta(days=wanted - today.isoweekday())
        case _:
            return today - timedelta(days=back)


def _named(words: str, month: int, known: Known) -> date:
    numbers = [int(number) for number in re.findall(r"\d+", words)]
    day, *year = numbers
    if year:
        return _real(year[0], month, day, words)
    return _nearest(lambda year: _real(year, month, day, words), known)


def _numeric(words: str, known: Known) -> date:
    """`09/10` may be two days. One of them in the programme's weeks settles it; otherwise the asker has to."""
    one, other, *year = (int(part) for part in re.split(r"[/.]", words))
    candidates = {(one, other), (other, one)}
    days = {
        _numbered(day, month, year, words, known)
        for day, month in candidates
        if month in range(1, 13) and day in range(1, 32)
    }
    if not days:
        raise Unclear(f"{words!r} is no date. Write it as in {known.today.isoformat()}.")
    inside = {day for day in days if week_of(known.weeks, day)}
    settled = inside if len(inside) == 1 else days
    if len(settled) > 1:
        either = " or ".join(f"{day.day} {day:%B} ({day.isoformat()})" for day in sorted(settled))
        raise Unclear(f"{words!r} may be {either}. Please ask again with the one you mean.")
    return settled.pop()


def _numbered(day: int, month: int, year: list[int], words: str, known: Known) -> date:
    if year:
        return _real(year[0], month, day, words)
    return _nearest(lambda year: _real(year, month, day, words), known)


def _nearest(in_year: Callable[[int], date], known: Known) -> date:
    """Without a year: the one that falls into the programme, else the latest that is not in the future."""
    days: list[date] = []
    problem: Unclear | None = None
    for year in (known.today.year + 1, known.today.year, known.today.year - 1):
        try:
            days.append(in_year(year))
        except Unclear as error:  # 29 February
            problem = error
    if not days:
        raise problem or Unclear("That is no date.")
    inside = [day for day in days if week_of(known.weeks, day)]
    past = [day for day in days if day <= known.today]
    return (inside or past or days)[0]


def _real(year: int, month: int, day: int, words: str) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise Unclear(f"There is no day {words!r} in the calendar.") from None


def _weekday(name: str) -> int:
    return next(number for number, full in enumerate(WEEKDAYS, 1) if full.startswith(name.lower()[:3]))


def _month_number(name: str) -> int:
    return next(number for number, full in enumerate(MONTHS, 1) if full.startswith(name.lower()[:3]))
