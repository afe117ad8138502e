# ruff: noqa: ARG001 - every reader takes the same
"""Forms of dates that name days: "on 6 October", "08/09", "three days ago". Pure."""

import re
from datetime import timedelta

from weeklog.calendar import week_of
from weeklog.language.numbers import full_year
from weeklog_chat_worker.models.offline.language.vocabulary import Vocabulary
from weeklog_chat_worker.models.offline.parse.times.days import (
    DECEMBER,
    RANGE,
    Groups,
    Periods,
    between,
    count_of,
    dated,
    day_in,
    one_day,
    real_day,
    shift_month,
)
from weeklog_chat_worker.models.offline.parse.times.weeks_said import first_of_month, step_week
from weeklog_chat_worker.models.offline.periods import Known, Period, Unclear

_LONGEST_MONTH = 31  # days


def iso(found: Groups, known: Known, words: Vocabulary) -> Periods:
    text = found["iso"] or ""
    year, month, day = (int(part) for part in re.split(r"[-/]", text))
    return one_day(real_day(year, month, day, text))


def named(found: Groups, known: Known, words: Vocabulary) -> Periods:
    """A day of a named month, or several: "5, 6 and 8 October", "5 to 9 October"."""
    month = words.months.get(" ".join((found["m"] or "").split())) or int(found["m"] or 0)
    year = [_year(said)] if (said := found.get("y")) else []
    text = found["d"] or ""
    days = [
        dated(int(number), month, year, f"{number}/{month}", known) for number in re.findall(r"\d{1,2}", text)
    ]
    if len(days) > 1 and (RANGE.search(text) or found.get("between")):
        return (between(days[0], days[-1]),)
    return tuple(Period(day, day) for day in days)


def _year(said: str) -> int:
    return full_year(int(said.strip("'")))


def numeric(found: Groups, known: Known, words: Vocabulary) -> Periods:
    """`09/10` may be two days in English. One of them in the programme's weeks settles it; otherwise the
    asker has to."""
    text = found["dm"] or ""
    one, other, *year = (int(part) for part in re.split(r"[/.\-]", text))
    year = [full_year(number) for number in year]
    candidates = {(one, other)} if words.day_first else {(one, other), (other, one)}
    days = {
        dated(day, month, year, text, known)
        for day, month in candidates
        if 1 <= month <= DECEMBER and 1 <= day <= _LONGEST_MONTH
    }
    if not days:
        raise Unclear("no date", (("said", text), ("example", known.today.isoformat())))
    inside = {day for day in days if week_of(known.weeks, day)}
    settled = inside if len(inside) == 1 else days
    if len(settled) > 1:
        raise Unclear("two days", (("said", text), ("days", tuple(sorted(settled)))))
    return one_day(settled.pop())


def numeric_range(found: Groups, known: Known, words: Vocabulary) -> Periods:
    """`5-9/10`: the month belongs to both."""
    (last,) = numeric({"dm": found["dm"]}, known, words)
    assert last.last is not None
    first = real_day(last.last.year, last.last.month, int(found["d"] or 0), found["d"] or "")
    return (between(first, last.last),)


def day_of_month(found: Groups, known: Known, words: Vocabulary) -> Periods:
    """ "On the 15th": of this month or the one before, in the programme where it can be."""
    number = words.number(found["d"] or "")
    spoken_of = [known.anchor.first.replace(day=1)] if known.anchor and known.anchor.first else []
    months = [*spoken_of, *(shift_month(known.today, -back) for back in range(4))]
    days = [day for first in months if (day := day_in(first, number)) is not None]
    if known.ahead and not spoken_of:
        coming = [day_in(shift_month(known.today, step), number) for step in (0, 1)]
        days = [day for day in coming if day and day >= known.today] or days
        return one_day(days[0])
    past = [day for day in days if day <= known.today]
    inside = [day for day in past if week_of(known.weeks, day)]
    if not days:
        raise Unclear("no date", (("said", found["d"]), ("example", known.today.isoformat())))
    return one_day((inside or past or days)[0])


def day_word(found: Groups, known: Known, words: Vocabulary) -> Periods:
    return one_day(known.today + timedelta(days=words.days[" ".join((found["word"] or "").split())]))


def days_ago(found: Groups, known: Known, words: Vocabulary) -> Periods:
    return one_day(known.today - timedelta(days=words.number(found["n"] or found.get("n2") or "")))


def last_days(found: Groups, known: Known, words: Vocabulary) -> Periods:
    days = count_of(found["n"], words, few=3)
    return (Period(known.today - timedelta(days=days - 1), known.today),)


def recent_days(found: Groups, known: Known, words: Vocabulary) -> Periods:
    """ "Recently" is the last seven days."""
    return (Period(known.today - timedelta(days=6), known.today),)


def next_days(found: Groups, known: Known, words: Vocabulary) -> Periods:
    days = count_of(found.get("n"), words, few=5)
    return (Period(known.today + timedelta(days=1), known.today + timedelta(days=days)),)


def edge_days(found: Groups, known: Known, words: Vocabulary) -> Periods:
    """ "The first two days of October", "the last day of October"."""
    days = timedelta(days=0 if found.get("one") else count_of(found.get("n"), words, few=3) - 1)
    if found.get("week"):
        week = known.week(words.number(found["week"] or ""))
        first, last = week.first, week.last
    elif found.get("week_step"):
        (period,) = step_week({"step": found["week_step"]}, known, words)
        week = known.week(period.week) if period.week is not None else None
        first, last = (week.first, week.last) if week else (period.first, period.last)
    else:
        first = first_of_month(found, known, words)
        last = shift_month(first, 1) - timedelta(days=1)
    if first is None or last is None:
        return ()
    return (Period(first, first + days) if found.get("first") else Period(last - days, last),)


def edge_weeks(found: Groups, known: Known, words: Vocabulary) -> Periods:
    """ "The first two weeks of October"."""
    days = 7 * count_of(found.get("n"), words, few=3)
    first = first_of_month(found, known, words)
    last = shift_month(first, 1) - timedelta(days=1)
    edge = timedelta(days=days - 1)
    return (
        Period(first, min(first + edge, last))
        if found.get("first")
        else Period(max(last - edge, first), last),
    )


def days_of_month(found: Groups, known: Known, words: Vocabulary) -> Periods:
    """ "Between the 20th and the 22nd": of the same month as the last of them."""
    (last,) = day_of_month({"d": found["d2"]}, known, words)
    (first,) = day_of_month({"d": found["d"]}, known, words)
    number = words.number(found["d"] or "")
    assert first.first is not None
    assert last.first is not None
    one = day_in(last.first.replace(day=1), number)
    if one is None or one > last.first:
        one = day_in(shift_month(last.first, -1), number) or first.first
    return (between(one, last.first),)


def week_ago_today(found: Groups, known: Known, words: Vocabulary) -> Periods:
    return one_day(known.today - timedelta(days=7))


def programme_day(found: Groups, known: Known, words: Vocabulary) -> Periods:
    days = [week.first for week in known.weeks] if found.get("first") else [week.last for week in known.weeks]
    return one_day((min(days) if found.get("first") else max(days)) if days else known.today)
