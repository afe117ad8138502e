"""Which day is meant: words in English and Vietnamese, seen from a person's today and their programme's weeks."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from weeklog.calendar import Week, week_of
from weeklog.errors import Invalid
from weeklog.language.folding import folded
from weeklog.language.numbers import full_year
from weeklog.quick_add.day_words import (
    COUNTS,
    FROM,
    INTRO,
    MONTHS,
    NEAR,
    TO,
    UNITS,
    WEEKDAYS,
    WEEKS,
    WHICH,
    Value,
    any_of,
    both_ways,
    is_unclear,
    meant_by,
)

MOST_WORDS: Final = 12  # of a phrase: `từ thứ hai tuần trước đến chủ nhật tuần trước` has ten
WEEK: Final = 7  # days

_WEEKDAY_OF: Final = both_ways(
    {
        word: weekday
        for language in WEEKDAYS.values()
        for weekday, words in enumerate(language)
        for word in words
    }
)
_DAYS_AWAY: Final = both_ways({**NEAR["en"], **NEAR["vi"]})
_COUNTS: Final = both_ways(COUNTS["en"] | COUNTS["vi"])
_UNITS: Final = both_ways({**UNITS["en"], **UNITS["vi"]})
_WHICH: Final = both_ways({**WHICH["en"], **WHICH["vi"]})
_WEEKS_AWAY: Final = both_ways({**WEEKS["en"], **WEEKS["vi"]})

_DATE: Final = r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}/\d{1,2}(?:/(?:\d{4}|\d{2}))?|\d{1,2}-\d{1,2}-\d{4}"
_NAMED_DATE: Final = {
    "en": rf"(?:{any_of(MONTHS)})\.? \d{{1,2}}(?:st|nd|rd|th)?(?:,? \d{{4}})?"
    rf"|\d{{1,2}}(?:st|nd|rd|th)? (?:of )?(?:{any_of(MONTHS)})(?:,? \d{{4}})?",
    "vi": r"\d{1,2} (?:tháng|thang) \d{1,2}(?:,? (?:năm|nam) \d{4})?",
}
_SHORT_SPAN: Final = re.compile(r"(\d{1,2})-(\d{1,2})(/\d{1,2}(?:/\d{4})?)")  # 5-7/10


def _count(language: str) -> str:
    return rf"\d{{1,2}}|{any_of(COUNTS[language])}"


_WEEKDAY: Final = {
    language: any_of(word for words in weekdays for word in words) for language, weekdays in WEEKDAYS.items()
}
_IN_WEEK: Final = {
    "en": rf"(?:{_WEEKDAY['en']}) (?:of )?(?:{any_of(WEEKS['en'])})|(?:{any_of(WEEKS['en'])}),? (?:on "
    rf")?(?:{_WEEKDAY['en']})",
    "vi": rf"(?:{_WEEKDAY['vi']}) (?:{any_of(WEEKS['vi'])})|(?:{any_of(WEEKS['vi'])}),? (?:{_WEEKDAY['vi']})",
}
_WHICH_DAY: Final = {
    "en": rf"(?:{any_of(WHICH['en'])}) (?:{_WEEKDAY['en']})",
    "vi": rf"(?:{_WEEKDAY['vi']}) (?:{any_of(WHICH['vi'])})",
}
_AGO: Final = {
    "en": rf"(?:{_count('en')}) (?:{any_of(UNITS['en'])}) ago",
    "vi": rf"(?:{_count('vi')}) (?:{any_of(UNITS['vi'])}) (?:trước|truoc)"
    rf"|(?:cách đây|cach day) (?:{_count('vi')}) (?:{any_of(UNITS['vi'])})",
}


def _phrase(language: str) -> re.Pattern[str]:
    weekday = _WEEKDAY[language]
    dated = rf"(?:(?:{weekday}),? )?(?:{_DATE}|{_NAMED_DATE[language]})"
    day = "|".join(
        (dated, _IN_WEEK[language], _WHICH_DAY[language], _AGO[language], weekday, any_of(NEAR[language]))
    )
    span = (
        rf"(?:(?:{any_of(FROM[language])}) )?(?P<first>{day})(?: ?(?:-|–|—|\.\.) ?| (?:{any_of(TO[language])}) "
        rf")(?P<last>{day})"
    )
    return re.compile(rf"{span}|(?:(?:{any_of(INTRO[language])}) )?(?P<day>{day}|{_SHORT_SPAN.pattern})")


_PHRASES: Final = tuple(_phrase(language) for language in ("en", "vi"))

# Behind these a day at the end belongs to the sentence.
_TIES: Final = frozenset(
    {
        "after", "against", "and", "at", "before", "between", "by", "cho", "chưa", "cuối", "của", "due", "each",
        "every", "for", "from", "hay", "hinh", "hoặc", "hàng", "hôm", "in", "last", "là", "mỗi", "next", "ngày", "of",
        "on",
        "or", "sau", "since", "than", "the", "this", "tháng", "till", "to", "trong", "trước", "tuần", "tới", "từ",
        "until", "vs", "và", "vào", "đến"
    }
)  # fmt: skip
TIES: Final = _TIES | frozenset(map(folded, _TIES))
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
# Behind these `hai ngày trước` counts from something else than today: `hai ngày trước khi thi`.
_COUNTED_FROM: Final = frozenset({"do", "hạn", "khi", "lúc", "luc", "tết", "đó"})
# `thu 5` is `thứ 5` and `Thu`, five of something. What follows tells, as far as it can.
_BARE_WEEKDAY: Final = re.compile(r"thu ([2-7])")
_SYLLABLE: Final = re.compile(
    r"(?:b|ch|c|d|gh|gi|g|h|kh|k|l|m|ngh|ng|nh|n|ph|p|qu|r|s|th|tr|t|v|x)?[aeiouy]{1,3}(?:ch|c|m|nh|ng|n|p|t)?"
)
_COUNTED: Final = frozenset({"h", "hr", "min", "more", "new", "of", "old", "other", "x"})


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
    """All of the words, in lower case and without marks at their ends; `following` is what comes after them. Raises
    Invalid when they may be one day or another."""
    if following is not None:
        if _is_other(words, following):
            return None
        _check_bare(words, following)
    for pattern in _PHRASES:
        if (match := pattern.fullmatch(words)) is None:
            continue
        if (day := match["day"]) is None:
            return Phrase(words, match["first"], match["last"])
        if (short := _SHORT_SPAN.fullmatch(day)) is not None:
            return Phrase(words, short[1] + short[3], short[2] + short[3])
        return Phrase(words, day, None)
    return None


def check_clear(words: str, following: str | None) -> None:
    """Raises Invalid when the words look like a day, and none can be told: it is asked for rather than guessed."""
    if following in _COUNTED_FROM:
        return
    if is_unclear(words):
        raise Invalid.field("quick", f"{words!r} is no one day: {_REMEDY}")
    if following is not None and (meant := meant_by(words)) is not None:
        raise Invalid.field("quick", f"{words!r} looks like {meant!r}: {_REMEDY}")


def _check_bare(words: str, following: str) -> None:
    match = _BARE_WEEKDAY.fullmatch(words)
    if match is None or match[1] == "5" or _SYLLABLE.fullmatch(folded(following)):
        return
    raise Invalid.field(
        "quick",
        f"{words!r} may be thứ {match[1]}, or {match[1]} of something on Thursday: write T{match[1]}, or Thu: "
        f"{match[1]} …",
    )


def _is_other(words: str, following: str) -> bool:
    """Whether what follows makes it something else than a day."""
    if following in _OTHER_WORD.get(words, ()) or (following == "of" and "/" in words):
        return True
    if words.endswith((" trước", " truoc")) and following in _COUNTED_FROM:
        return True
    return _BARE_WEEKDAY.fullmatch(words) is not None and _counts(following)


def _counts(following: str) -> bool:
    return following in _COUNTED or (following.isascii() and following.endswith("s"))


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
    if (away := _DAYS_AWAY.get(words)) is not None:
        day = seen.today + timedelta(days=int(away))
    elif (counted := _counted(words)) is not None:
        day = seen.today - timedelta(days=counted)
    elif (around := _around(words, seen.today, forward=seen.planned)) is not None:
        day = around
    elif (told := _which_day(words, seen.today) or _in_week(words, seen.today)) is not None:
        day = told
    else:
        day = _dated(words, seen)
    _check(words, day, seen)
    return day


def _counted(words: str) -> int | None:
    """How many days ago."""
    found = re.fullmatch(r"(?:cách đây |cach day )?(\S+) (\S+)(?: (?:ago|trước|truoc))?", words)
    if found is None or found[2] not in _UNITS or not (found[1].isdecimal() or found[1] in _COUNTS):
        return None
    count = int(found[1]) if found[1].isdecimal() else int(_COUNTS[found[1]])
    return count * int(_UNITS[found[2]])


def _which_day(words: str, today: date) -> date | None:
    """`last Thursday`, `thứ năm tới`."""
    parts = _parted(words, _WHICH, _WEEKDAY_OF)
    if parts is None:
        return None
    which, weekday = parts[0], int(parts[1])
    before = today - timedelta(days=(today.weekday() - weekday - 1) % WEEK + 1)
    after = today + timedelta(days=(weekday - today.weekday() - 1) % WEEK + 1)
    match which:
        case "this":
            return _of_week(today, 0, weekday)
        case "past":
            return before
        case "coming":
            return after
        case _:
            nearest, whole = (before, -1) if which == "last" else (after, 1)
    other = _of_week(today, whole, weekday)
    if nearest != other:
        raise Invalid.field("quick", f"{words!r} may be {nearest} or {other}: {_REMEDY}")
    return nearest


def _in_week(words: str, today: date) -> date | None:
    """`Monday last week`, `tuần trước thứ hai`."""
    parts = _parted(words, _WEEKS_AWAY, _WEEKDAY_OF)
    return None if parts is None else _of_week(today, int(parts[0]), int(parts[1]))


def _parted(words: str, one: Mapping[str, Value], other: Mapping[str, int]) -> tuple[Value, int] | None:
    """What the words say, in either order."""
    bare = words.replace(",", "")
    for head, value in one.items():
        if bare.startswith(f"{head} "):
            rest = bare.removeprefix(f"{head} ").removeprefix("on ")
        elif bare.endswith(f" {head}"):
            rest = bare.removesuffix(f" {head}").removesuffix(" of")
        else:
            continue
        if rest in other:
            return value, other[rest]
    return None


def _of_week(today: date, weeks: int, weekday: int) -> date:
    """Weeks of the calendar, from Monday on: these are meant by who says `last week`."""
    return today + timedelta(days=WEEK * weeks + weekday - today.weekday())


def _around(words: str, day: date, *, forward: bool) -> date | None:
    """The nearest such weekday from this day on, or up to it; None when the words are no weekday."""
    if (found := _WEEKDAY_OF.get(words)) is None:
        return None
    weekday = int(found)
    if forward:
        return day + timedelta(days=(weekday - day.weekday()) % 7)
    return day - timedelta(days=(day.weekday() - weekday) % 7)


def _dated(words: str, seen: Seen) -> date:
    """A date, perhaps with its weekday before it."""
    named = next(
        (one for one in sorted(_WEEKDAY_OF, key=len, reverse=True) if re.match(rf"{one},? ", words)), ""
    )
    written = words.removeprefix(named).lstrip(", ")
    read = _named_readings(written, seen.weeks) or _readings(written, seen.weeks)
    in_weeks = [day for day in read if week_of(seen.weeks, day) is not None]
    if not in_weeks:
        raise Invalid.field("quick", f"{written!r} {_nowhere(seen.weeks)}")
    weekday = _WEEKDAY_OF.get(named)
    agreeing = [day for day in in_weeks if weekday in (None, day.weekday())]
    if not agreeing:
        raise Invalid.field("quick", f"{words!r}: {in_weeks[0]} is another weekday; write one of the two")
    return agreeing[0]


def _named_readings(written: str, weeks: Sequence[Week]) -> list[date]:
    """`Nov 20`, `20th of November 2026`, `20 tháng 11`; of other dates none."""
    parts = re.findall(r"\d+|[^\W\d]+", written)
    numbers = [int(part) for part in parts if part.isdecimal()]
    month = next((MONTHS[part] for part in parts if part in MONTHS), None)
    if month is not None:
        day, *rest = numbers
    elif re.search(r" (?:tháng|thang) ", written):
        day, month, *rest = numbers
    else:
        return []
    return _valid([(year, month, day) for year in rest or _years(weeks)])


def _years(weeks: Sequence[Week]) -> list[int]:
    return sorted({year for week in weeks for year in (week.first.year, week.last.year)})


def _readings(written: str, weeks: Sequence[Week]) -> list[date]:
    """Every date that it may be, the day first before the month first."""
    numbers = [int(part) for part in re.split(r"[-/]", written) if part.isdecimal()]
    if re.match(r"\d{4}-", written):
        return _valid([(numbers[0], numbers[1], numbers[2])])
    one, two, *rest = numbers
    years = [full_year(rest[0])] if rest else _years(weeks)
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


_REMEDY: Final = "write a date or a weekday, or send the words as `text` (`weeklog log --plain`)"


def _nowhere(weeks: Sequence[Week]) -> str:
    where = f"; its weeks go from {weeks[0].first} to {weeks[-1].last}" if weeks else ", which has none yet"
    return (
        f"is no day of a week of the programme{where}: write another day, or send the words as `text` (`weeklog "
        f"log --plain`)"
    )
