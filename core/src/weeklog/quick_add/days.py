"""Which day is meant: words in English and Vietnamese, seen from a person's today and their programme's weeks."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from weeklog.calendar import Week, week_of
from weeklog.errors import Invalid

MOST_WORDS: Final = 9  # of a phrase: `từ thứ hai đến chủ nhật` has seven

_WEEKDAYS: Final = {
    "en": (
        ("mon", "monday"), ("tue", "tues", "tuesday"), ("wed", "weds", "wednesday"),
        ("thu", "thur", "thurs", "thursday"), ("fri", "friday"), ("sat", "saturday"), ("sun", "sunday"),
    ),
    "vi": (
        ("t2", "thứ 2", "thứ hai"), ("t3", "thứ 3", "thứ ba"), ("t4", "thứ 4", "thứ tư"), ("t5", "thứ 5", "thứ năm"),
        ("t6", "thứ 6", "thứ sáu"), ("t7", "thứ 7", "thứ bảy", "thứ bẩy"), ("cn", "chủ nhật", "chúa nhật"),
    ),
}  # fmt: skip
_NEAR: Final = {
    "en": {"yesterday": -1, "today": 0, "tomorrow": 1},
    "vi": {
        "hôm kia": -2, "hom kia": -2, "hôm qua": -1, "hom qua": -1, "hôm nay": 0, "hom nay": 0, "ngày mai": 1,
        "ngay mai": 1,
    },
}  # fmt: skip
_WEEKDAY_OF: Final = {
    word: weekday
    for language in _WEEKDAYS.values()
    for weekday, words in enumerate(language)
    for word in words
}
_DAYS_AWAY: Final = _NEAR["en"] | _NEAR["vi"]
_DATE: Final = r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}/\d{1,2}(?:/(?:\d{4}|\d{2}))?|\d{1,2}-\d{1,2}-\d{4}"
_SHORT_SPAN: Final = re.compile(r"(\d{1,2})-(\d{1,2})(/\d{1,2}(?:/\d{4})?)")  # 5-7/10
_INTRO: Final = {"en": "on", "vi": "vào ngày|vào hôm|vào|hôm|ngày"}
_FROM: Final = {"en": "from", "vi": "từ ngày|từ"}
_TO: Final = {"en": "to|until", "vi": "đến ngày|đến|tới"}


def _phrase(language: str) -> re.Pattern[str]:
    weekday = "|".join(
        sorted((word for words in _WEEKDAYS[language] for word in words), key=len, reverse=True)
    )
    day = rf"(?:(?:{weekday}),? )?(?:{_DATE})|{weekday}|{'|'.join(_NEAR[language])}"
    span = rf"(?:(?:{_FROM[language]}) )?(?P<first>{day})(?: ?(?:-|–|—|\.\.) ?| (?:{_TO[language]}) )(?P<last>{day})"
    return re.compile(rf"{span}|(?:(?:{_INTRO[language]}) )?(?P<day>{day}|{_SHORT_SPAN.pattern})")


_PHRASES: Final = tuple(_phrase(language) for language in ("en", "vi"))

# Behind these a day at the end belongs to the sentence.
TIES: Final = frozenset(
    {
        "after", "against", "and", "at", "before", "between", "by", "cho", "chưa", "cuối", "của", "due", "each",
        "every", "for", "from", "hay", "hoặc", "hàng", "hôm", "in", "last", "là", "mỗi", "next", "ngày", "of", "on",
        "or", "sau", "since", "than", "the", "this", "tháng", "till", "to", "trong", "trước", "tuần", "tới", "từ",
        "until", "vs", "và", "vào", "đến"
    }
)  # fmt: skip
# Before these a word at the start is another word: `Thu thập dữ liệu` collects data, `T3 instances` are machines.
_MACHINES: Final = ("family", "instance", "instances", "large", "medium", "micro", "small", "type", "types")
_OTHER_WORD: Final = {
    "thu": (
        "gon", "gọn", "hoach", "hoi", "hoạch", "hút", "hồi", "ngân", "nho", "nhỏ", "phí", "thap", "thuế", "thập",
        "tiền", "âm"
    ),
    "sat": ("at", "down", "for", "in", "on", "through", "with"),
    "sun": ("microsystems",),
    **{f"t{number}": _MACHINES for number in range(2, 8)},
}  # fmt: skip


@dataclass(frozen=True)
class Phrase:
    """Words that name a day, or the first and the last one."""

    words: str
    first: str
    last: str | None


@dataclass(frozen=True)
class Seen:
    """From where a phrase is understood."""

    today: date
    weeks: Sequence[Week]
    planned: bool


def read_phrase(words: str, following: str | None) -> Phrase | None:
    """All of the words, in lower case and without marks at their ends; `following` is what comes after them."""
    if following is not None and (
        following in _OTHER_WORD.get(words, ()) or (following == "of" and "/" in words)
    ):
        return None
    for pattern in _PHRASES:
        if (match := pattern.fullmatch(words)) is None:
            continue
        if (day := match["day"]) is None:
            return Phrase(words, match["first"], match["last"])
        if (short := _SHORT_SPAN.fullmatch(day)) is not None:
            return Phrase(words, short[1] + short[3], short[2] + short[3])
        return Phrase(words, day, None)
    return None


def days_of(phrase: Phrase, seen: Seen) -> tuple[date, date]:
    """Raises Invalid when it names a day of no week."""
    if phrase.last is None:
        day = _day(phrase.first, seen)
        return day, day
    if seen.planned:
        first = _day(phrase.first, seen)
        last = _around(phrase.last, first, forward=True) or _day(phrase.last, seen)
    else:
        last = _day(phrase.last, seen)
        first = _around(phrase.first, last, forward=False) or _day(phrase.first, seen)
    _check(phrase.words, first, seen)
    if last < first:
        raise Invalid.field("quick", f"{phrase.words!r} ends on {last}, before {first}: swap the two days")
    return first, last


def _day(words: str, seen: Seen) -> date:
    if words in _DAYS_AWAY:
        day = seen.today + timedelta(days=_DAYS_AWAY[words])
    elif (around := _around(words, seen.today, forward=seen.planned)) is not None:
        day = around
    else:
        day = _dated(words, seen)
    _check(words, day, seen)
    return day


def _around(words: str, day: date, *, forward: bool) -> date | None:
    """The nearest such weekday from this day on, or up to it; None when the words are no weekday."""
    if (weekday := _WEEKDAY_OF.get(words)) is None:
        return None
    if forward:
        return day + timedelta(days=(weekday - day.weekday()) % 7)
    return day - timedelta(days=(day.weekday() - weekday) % 7)


def _dated(words: str, seen: Seen) -> date:
    """A date, perhaps with its weekday before it."""
    named, _, written = words.rpartition(" ")
    read = _readings(written, seen.weeks)
    in_weeks = [day for day in read if week_of(seen.weeks, day) is not None]
    if not in_weeks:
        raise Invalid.field("quick", f"{written!r} {_nowhere(seen.weeks)}")
    weekday = _WEEKDAY_OF.get(named.rstrip(","))
    agreeing = [day for day in in_weeks if weekday in (None, day.weekday())]
    if not agreeing:
        raise Invalid.field("quick", f"{words!r}: {in_weeks[0]} is another weekday; write one of the two")
    return agreeing[0]


def _readings(written: str, weeks: Sequence[Week]) -> list[date]:
    """Every date that it may be, the day first before the month first."""
    numbers = [int(part) for part in re.split(r"[-/]", written)]
    if re.match(r"\d{4}-", written):
        return _valid([(numbers[0], numbers[1], numbers[2])])
    one, two, *rest = numbers
    years = (
        [rest[0] + 2000 if rest[0] < 100 else rest[0]]  # noqa: PLR2004 - written with two digits
        if rest
        else sorted({year for week in weeks for year in (week.first.year, week.last.year)})
    )
    return _valid([(year, two, one) for year in years] + [(year, one, two) for year in years])


def _valid(candidates: Sequence[tuple[int, int, int]]) -> list[date]:
    found: list[date] = []
    for year, month, day in candidates:
        try:
            found.append(date(year, month, day))
        except ValueError:
            continue
    return found


def _check(words: str, day: date, seen: Seen) -> None:
    if week_of(seen.weeks, day) is None:
        raise Invalid.field("quick", f"{words!r} is {day}, and {_nowhere(seen.weeks)}")


def _nowhere(weeks: Sequence[Week]) -> str:
    where = f"; its weeks go from {weeks[0].first} to {weeks[-1].last}" if weeks else ", which has none yet"
    return f"is no day of a week of the programme{where}: write another day, or send the words as `text` (`weeklog log --plain`)"
