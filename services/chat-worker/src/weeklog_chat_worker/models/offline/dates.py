# ruff: noqa: ARG001 - every reader takes the same
"""What each form of a date means: groups of a pattern to the periods that they name. Pure, one table of readers.

The patterns stand in the languages' tables (`words_en.py`, `words_vi.py`), under the readers' names.
"""

import re
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import TypeAlias

from weeklog.calendar import Week, week_of
from weeklog_chat_worker.models.offline.periods import Known, Period, Unclear
from weeklog_chat_worker.models.offline.vocabulary import Vocabulary

Groups: TypeAlias = "dict[str, str | None]"
Periods: TypeAlias = tuple[Period, ...]
Reader: TypeAlias = Callable[[Groups, Known, Vocabulary], Periods]

DECEMBER = 12
SUNDAY = 7
_RANGE = re.compile(
    r"\d\s*(?:-|–|to|through|until|till|đến|den|tới)\s|\d\s*[-–]|(?:to|through|until|till|đến|den|tới)\s"
)


def one_day(day: date) -> Periods:
    return (Period(day, day),)


def _iso(found: Groups, known: Known, words: Vocabulary) -> Periods:
    text = found["iso"] or ""
    year, month, day = (int(part) for part in re.split(r"[-/]", text))
    return one_day(real_day(year, month, day, text))


def _named(found: Groups, known: Known, words: Vocabulary) -> Periods:
    """A day of a named month, or several: "5, 6 and 8 October", "5 to 9 October"."""
    month = words.months.get(" ".join((found["m"] or "").split())) or int(found["m"] or 0)
    year = [_year(said)] if (said := found.get("y")) else []
    text = found["d"] or ""
    days = [
        dated(int(number), month, year, f"{number}/{month}", known) for number in re.findall(r"\d{1,2}", text)
    ]
    if len(days) > 1 and (_RANGE.search(text) or found.get("between")):
        return (between(days[0], days[-1]),)
    return tuple(Period(day, day) for day in days)


def _year(said: str) -> int:
    number = int(said.strip("'"))
    return number + 2000 if number < 100 else number  # noqa: PLR2004 - 26 is 2026


def _numeric(found: Groups, known: Known, words: Vocabulary) -> Periods:
    """`09/10` may be two days in English. One of them in the programme's weeks settles it; otherwise the asker has to."""
    text = found["dm"] or ""
    one, other, *year = (int(part) for part in re.split(r"[/.\-]", text))
    year = [number + 2000 if number < 100 else number for number in year]  # noqa: PLR2004 - 26 is 2026
    candidates = {(one, other)} if words.day_first else {(one, other), (other, one)}
    days = {
        dated(day, month, year, text, known)
        for day, month in candidates
        if 1 <= month <= DECEMBER and 1 <= day <= 31  # noqa: PLR2004
    }
    if not days:
        raise Unclear("no date", (("said", text), ("example", known.today.isoformat())))
    inside = {day for day in days if week_of(known.weeks, day)}
    settled = inside if len(inside) == 1 else days
    if len(settled) > 1:
        raise Unclear("two days", (("said", text), ("days", tuple(sorted(settled)))))
    return one_day(settled.pop())


def _numeric_range(found: Groups, known: Known, words: Vocabulary) -> Periods:
    """`5-9/10`: the month belongs to both."""
    (last,) = _numeric({"dm": found["dm"]}, known, words)
    assert last.last is not None
    first = real_day(last.last.year, last.last.month, int(found["d"] or 0), found["d"] or "")
    return (between(first, last.last),)


def _day_of_month(found: Groups, known: Known, words: Vocabulary) -> Periods:
    """ "On the 15th": of this month or the one before, in the programme where it can be."""
    number = words.number(found["d"] or "")
    months = [shift_month(known.today, -back) for back in range(4)]
    days = [day for first in months if (day := _day_in(first, number)) is not None]
    past = [day for day in days if day <= known.today]
    inside = [day for day in past if week_of(known.weeks, day)]
    if not days:
        raise Unclear("no date", (("said", found["d"]), ("example", known.today.isoformat())))
    return one_day((inside or past or days)[0])


def _day_word(found: Groups, known: Known, words: Vocabulary) -> Periods:
    return one_day(known.today + timedelta(days=words.days[" ".join((found["word"] or "").split())]))


def _days_ago(found: Groups, known: Known, words: Vocabulary) -> Periods:
    return one_day(known.today - timedelta(days=words.number(found["n"] or found.get("n2") or "")))


def _last_days(found: Groups, known: Known, words: Vocabulary) -> Periods:
    return (Period(known.today - timedelta(days=words.number(found["n"] or "") - 1), known.today),)


def _count_of(said: str | None, words: Vocabulary, few: int) -> int:
    """ "A few", "a couple of", or a number."""
    if not said or said.startswith("few"):
        return few
    return 2 if said.startswith("couple") else words.number(said)


def _next_days(found: Groups, known: Known, words: Vocabulary) -> Periods:
    days = _count_of(found.get("n"), words, few=5)
    return (Period(known.today + timedelta(days=1), known.today + timedelta(days=days)),)


def _edge_days(found: Groups, known: Known, words: Vocabulary) -> Periods:
    """ "The first two days of October"."""
    days = timedelta(days=_count_of(found.get("n"), words, few=3) - 1)
    if found.get("week"):
        week = known.week(words.number(found["week"] or ""))
        first, last = week.first, week.last
    elif found.get("week_step"):
        (period,) = _step_week({"step": found["week_step"]}, known, words)
        week = known.week(period.week) if period.week is not None else None
        first, last = (week.first, week.last) if week else (period.first, period.last)
    else:
        first = _first_of_month(found, known, words)
        last = shift_month(first, 1) - timedelta(days=1)
    if first is None or last is None:
        return ()
    return (Period(first, first + days) if found.get("first") else Period(last - days, last),)


def _days_of_month(found: Groups, known: Known, words: Vocabulary) -> Periods:
    """ "Between the 20th and the 22nd": of the same month as the last of them."""
    (last,) = _day_of_month({"d": found["d2"]}, known, words)
    (first,) = _day_of_month({"d": found["d"]}, known, words)
    number = words.number(found["d"] or "")
    assert first.first is not None
    assert last.first is not None
    one = _day_in(last.first.replace(day=1), number)
    if one is None or one > last.first:
        one = _day_in(shift_month(last.first, -1), number) or first.first
    return (between(one, last.first),)


def _week_ago_today(found: Groups, known: Known, words: Vocabulary) -> Periods:
    return one_day(known.today - timedelta(days=7))


def _programme_day(found: Groups, known: Known, words: Vocabulary) -> Periods:
    days = [week.first for week in known.weeks] if found.get("first") else [week.last for week in known.weeks]
    return one_day((min(days) if found.get("first") else max(days)) if days else known.today)


def _weekday(found: Groups, known: Known, words: Vocabulary) -> Periods:
    """A bare weekday is the latest one up to today; "last" is before today, "next" after it, "this" in this Monday-to-Sunday.

    In a conversation about a week it is that week's.
    """
    wanted = words.weekdays[" ".join((found["wd"] or "").split())]
    back = (known.today.isoweekday() - wanted) % 7
    step = found.get("step")
    which = words.steps.get(" ".join(step.split())) if step else None
    if found.get("before_last"):
        return one_day(known.today - timedelta(days=(back or 7) + 7))
    if which is None and known.anchor_week is not None:
        return one_day(weekday_in(known.week(known.anchor_week), wanted))
    match which:
        case -1:
            return one_day(known.today - timedelta(days=back or 7))
        case 1:
            return one_day(known.today + timedelta(days=7 - back))
        case 0:
            return one_day(known.today + timedelta(days=wanted - known.today.isoweekday()))
        case _:
            return one_day(known.today - timedelta(days=back))


def _every(found: Groups, known: Known, words: Vocabulary) -> Periods:
    return (Period(weekdays=(words.weekdays[" ".join((found["wd"] or "").split())],)),)


def _weekend(found: Groups, known: Known, words: Vocabulary) -> Periods:
    step = found.get("step")
    if not step:
        return (Period(weekdays=(6, SUNDAY)),)
    monday = known.today - timedelta(days=known.today.isoweekday() - 1)
    monday += timedelta(days=7 * words.steps[" ".join(step.split())])
    return (Period(monday + timedelta(days=5), monday + timedelta(days=6)),)


def _weeks(found: Groups, known: Known, words: Vocabulary) -> Periods:
    """A numbered week, or several: "weeks 1, 2 and 4", "weeks 1 to 3"."""
    text = found["n"] or ""
    pattern = words.compiled(r"(?<!\w)<num>(?!\w)")
    numbers = [words.number(one[0]) for one in pattern.finditer(text)]
    for number in numbers:
        known.week(number)
    if len(numbers) > 1 and (_RANGE.search(text) or found.get("between")):
        low, high = min(numbers), max(numbers)
        return (Period(week=low, to_week=high),)
    return tuple(Period(week=number) for number in numbers)


def _ordinal_week(found: Groups, known: Known, words: Vocabulary) -> Periods:
    return (Period(week=known.week(words.number(found["n"] or "")).number),)


def _final_week(found: Groups, known: Known, words: Vocabulary) -> Periods:
    return (Period(week=max((week.number for week in known.weeks), default=0)),)


def _first_weeks(found: Groups, known: Known, words: Vocabulary) -> Periods:
    first = min((week.number for week in known.weeks), default=1)
    return (Period(week=first, to_week=known.week(first + words.number(found["n"] or "") - 1).number),)


def _last_weeks(found: Groups, known: Known, words: Vocabulary) -> Periods:
    """The two weeks before this one."""
    count = words.number(found["n"] or "")
    if known.current_week is None:
        return (Period(known.today - timedelta(days=7 * count), known.today),)
    low = known.week(known.current_week - count).number
    return (Period(week=low, to_week=known.current_week - 1),)


def _step_week(found: Groups, known: Known, words: Vocabulary) -> Periods:
    return step_weeks(words.steps[" ".join((found["step"] or "").split())], known)


def _weeks_ago(found: Groups, known: Known, words: Vocabulary) -> Periods:
    return step_weeks(-words.number(found["n"] or found.get("n2") or ""), known)


def _weeks_ago_to_the_day(found: Groups, known: Known, words: Vocabulary) -> Periods:
    return one_day(known.today - timedelta(weeks=words.number(found["n"] or "")))


def _anchor_week(found: Groups, known: Known, words: Vocabulary) -> Periods:
    """ "The week before" the one that was spoken of."""
    step = -1 if found.get("before") else 1 if found.get("after") else 0
    if known.anchor_week is None:
        return step_weeks(step, known)
    return (Period(week=known.week(known.anchor_week + step).number),)


def _anchor_day(found: Groups, known: Known, words: Vocabulary) -> Periods:
    step = -1 if found.get("before") else 1 if found.get("after") else 0
    day = known.anchor.first if known.anchor and known.anchor.first else known.today
    return one_day(day + timedelta(days=step))


def _anchor(found: Groups, known: Known, words: Vocabulary) -> Periods:
    """ "The next one": a day after a day, a week after a week."""
    is_day = known.anchor is not None and known.anchor.is_day
    return (_anchor_day if is_day else _anchor_week)(found, known, words)


def _month(found: Groups, known: Known, words: Vocabulary) -> Periods:
    """A month, one of its halves, or its beginning, middle or end: days 1 to 10, 11 to 20, 21 to the last."""
    first = _first_of_month(found, known, words)
    last = shift_month(first, 1) - timedelta(days=1)
    if found.get("half"):
        return (Period(first, first.replace(day=15)),)
    if found.get("rest"):
        return (Period(first.replace(day=16), last),)
    if found.get("early"):
        return (Period(first, first.replace(day=10)),)
    if found.get("mid"):
        return (Period(first.replace(day=11), first.replace(day=20)),)
    if found.get("late"):
        return (Period(first.replace(day=21), last),)
    return (Period(first, last),)


def _first_of_month(found: Groups, known: Known, words: Vocabulary) -> date:
    if step := found.get("step"):
        return shift_month(known.today, words.steps[" ".join(step.split())])
    if not found.get("m"):
        return known.today.replace(day=1)
    month = words.months.get(" ".join((found["m"] or "").split())) or int(found["m"] or 0)
    if not 1 <= month <= DECEMBER:
        raise Unclear("no date", (("said", found["m"]), ("example", known.today.isoformat())))
    if found.get("y"):
        return date(int(found["y"] or 0), month, 1)
    return _nearest(lambda year: date(year, month, 1), known, whole_month=True)


READERS: dict[str, Reader] = {
    "iso": _iso,
    "named": _named,
    "numeric": _numeric,
    "numeric range": _numeric_range,
    "day of month": _day_of_month,
    "programme day": _programme_day,
    "edge days": _edge_days,
    "next days": _next_days,
    "days of month": _days_of_month,
    "week ago today": _week_ago_today,
    "day word": _day_word,
    "days ago": _days_ago,
    "last days": _last_days,
    "weekday": _weekday,
    "every": _every,
    "weekend": _weekend,
    "weeks": _weeks,
    "ordinal week": _ordinal_week,
    "final week": _final_week,
    "first weeks": _first_weeks,
    "last weeks": _last_weeks,
    "step week": _step_week,
    "weeks ago": _weeks_ago,
    "weeks ago to the day": _weeks_ago_to_the_day,
    "anchor week": _anchor_week,
    "anchor day": _anchor_day,
    "anchor": _anchor,
    "month": _month,
}


def step_weeks(step: int, known: Known) -> Periods:
    """Numbered weeks from this one; outside of the programme, calendar weeks."""
    if known.current_week is not None:
        return (Period(week=known.week(known.current_week + step).number),)
    monday = known.today - timedelta(days=known.today.isoweekday() - 1 - 7 * step)
    return (Period(monday, monday + timedelta(days=6)),)


def between(one: date, other: date) -> Period:
    return Period(min(one, other), max(one, other))


def weekday_in(week: Week, weekday: int) -> date:
    days = (week.first + timedelta(days=index) for index in range((week.last - week.first).days + 1))
    day = next((day for day in days if day.isoweekday() == weekday), None)
    if day is None:
        raise Unclear(
            "no weekday",
            (("week", week.number), ("first", week.first), ("last", week.last), ("weekday", weekday)),
        )
    return day


def shift_month(day: date, step: int) -> date:
    """The first of the month that is `step` months away."""
    months = day.year * 12 + day.month - 1 + step
    return date(months // 12, months % 12 + 1, 1)


def _day_in(first: date, number: int) -> date | None:
    try:
        return first.replace(day=number)
    except ValueError:
        return None


def dated(day: int, month: int, year: Iterable[int], said: str, known: Known) -> date:
    for one in year:
        return real_day(one, month, day, said)
    return _nearest(lambda year: real_day(year, month, day, said), known)


def _nearest(in_year: Callable[[int], date], known: Known, *, whole_month: bool = False) -> date:
    """Without a year: the one that falls into the programme, else the latest that is not in the future."""
    days: list[date] = []
    problem: Unclear | None = None
    for year in (known.today.year + 1, known.today.year, known.today.year - 1):
        try:
            days.append(in_year(year))
        except Unclear as error:  # 29 February
            problem = error
    if not days:
        assert problem is not None
        raise problem

    def inside(day: date) -> bool:
        last = shift_month(day, 1) - timedelta(days=1) if whole_month else day
        return any(week.first <= last and week.last >= day for week in known.weeks)

    past = [day for day in days if day <= known.today]
    return ([day for day in days if inside(day)] or past or days)[0]


def real_day(year: int, month: int, day: int, said: str) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise Unclear("no such day", (("said", said),)) from None
