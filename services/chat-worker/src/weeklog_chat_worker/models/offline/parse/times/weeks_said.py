# ruff: noqa: ARG001 - every reader takes the same
"""Forms of dates that name weekdays, weeks and months: "last Monday", "weeks 1 to 3", "early in October". Pure."""

import re
from datetime import date, timedelta

from weeklog_chat_worker.models.offline.language.vocabulary import Vocabulary
from weeklog_chat_worker.models.offline.parse.times.days import (
    DECEMBER,
    RANGE,
    Groups,
    Periods,
    between,
    count_of,
    day_in,
    nearest,
    one_day,
    shift_month,
    weekday_in,
)
from weeklog_chat_worker.models.offline.periods import Known, Period, Unclear

SUNDAY = 7
DAYS = 7  # of a week
_MONTHS_BACK = 6


def weekday(found: Groups, known: Known, words: Vocabulary) -> Periods:
    """A bare weekday is the latest one up to today; "last" is before today, "next" after it, "this" in this
    Monday-to-Sunday.

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
    return one_day(known.today + timedelta(days=_days_to(wanted, back, which, known)))


def _days_to(wanted: int, back: int, which: int | None, known: Known) -> int:
    """`back`: days since that weekday was last."""
    match which:
        case -1:
            return -(back or DAYS)
        case 1:
            return DAYS - back
        case 0:
            return wanted - known.today.isoweekday()
        case _:
            return DAYS - back if known.ahead and back else -back


def weekday_of_month(found: Groups, known: Known, words: Vocabulary) -> Periods:
    """ "The second Tuesday of October"."""
    wanted = words.weekdays[" ".join((found["wd"] or "").split())]
    first = first_of_month(found, known, words)
    if found.get("final"):
        last = shift_month(first, 1) - timedelta(days=1)
        return one_day(last - timedelta(days=(last.isoweekday() - wanted) % DAYS))
    nth = words.number(found["n"] or "") if found.get("n") else 1
    return one_day(first + timedelta(days=(wanted - first.isoweekday()) % DAYS + DAYS * (nth - 1)))


def weekdays_with_days(found: Groups, known: Known, words: Vocabulary) -> Periods:
    """ "Saturday, Sunday 21-22": the latest month in which the days are those weekdays; without one, the weekdays
    alone."""
    said = words.compiled("<wd>").findall(found["wds"] or "")
    names = [words.weekdays[" ".join(one.split())] for one in said]
    numbers = [int(one) for one in re.findall(r"\d{1,2}", found["d"] or "")]
    for back in range(-1, _MONTHS_BACK):
        month = shift_month(known.today, -back)
        days = [day for number in numbers if (day := day_in(month, number)) is not None]
        if (
            len(days) == len(numbers)
            and days[0].isoweekday() == names[0]
            and days[-1].isoweekday() == names[-1]
        ):
            is_span = len(days) > 1 and RANGE.search(found["d"] or "")
            return (between(days[0], days[-1]),) if is_span else tuple(Period(day, day) for day in days)
    return tuple(period for one in said for period in weekday({"wd": one}, known, words))


def weekdays_ago(found: Groups, known: Known, words: Vocabulary) -> Periods:
    """ "Two Mondays ago"."""
    back = (known.today.isoweekday() - words.weekdays[found["wd"] or ""]) % 7 or DAYS
    return one_day(known.today - timedelta(days=back + DAYS * (count_of(found["n"], words, few=3) - 1)))


def last_weekdays(found: Groups, known: Known, words: Vocabulary) -> Periods:
    """ "The last three Saturdays", each of them; today is one where it is of that name."""
    back = (known.today.isoweekday() - words.weekdays[" ".join((found["wd"] or "").split())]) % DAYS
    days = [known.today - timedelta(days=back + DAYS * n) for n in range(count_of(found["n"], words, few=3))]
    return tuple(Period(day, day) for day in reversed(days))


def every(found: Groups, known: Known, words: Vocabulary) -> Periods:
    said = found["wd"] or found.get("wd2") or ""
    return (Period(weekdays=(words.weekdays[" ".join(said.split())],)),)


def weekend(found: Groups, known: Known, words: Vocabulary) -> Periods:
    step = found.get("step")
    if found.get("n"):
        return (Period(week=known.week(words.number(found["n"] or "")).number, weekdays=(6, SUNDAY)),)
    if not step:
        return (Period(weekdays=(6, SUNDAY)),)
    monday = known.today - timedelta(days=known.today.isoweekday() - 1)
    monday += timedelta(days=7 * words.steps[" ".join(step.split())])
    return (Period(monday + timedelta(days=5), monday + timedelta(days=6)),)


def weeks(found: Groups, known: Known, words: Vocabulary) -> Periods:
    """A numbered week, or several: "weeks 1, 2 and 4", "weeks 1 to 3"."""
    text = found["n"] or ""
    pattern = words.compiled(r"(?<!\w)<num>(?!\w)")
    numbers = [words.number(one[0]) for one in pattern.finditer(text)]
    for number in numbers:
        known.week(number)
    if len(numbers) > 1 and (RANGE.search(text) or found.get("between")):
        low, high = min(numbers), max(numbers)
        return (Period(week=low, to_week=high),)
    return tuple(Period(week=number) for number in numbers)


def ordinal_week(found: Groups, known: Known, words: Vocabulary) -> Periods:
    return (Period(week=known.week(words.number(found["n"] or "")).number),)


def week_end(found: Groups, known: Known, words: Vocabulary) -> Periods:
    """ "To the end of the week": of the day before it, else of today."""
    return (Period(known.today, known.today + timedelta(days=SUNDAY - known.today.isoweekday())),)


def week_of_month(found: Groups, known: Known, words: Vocabulary) -> Periods:
    """The first week of a month is its days 1 to 7; the last one its last seven days."""
    first = first_of_month(found, known, words)
    last = shift_month(first, 1) - timedelta(days=1)
    if found.get("final"):
        return (Period(last - timedelta(days=DAYS - 1), last),)
    start = first + timedelta(days=DAYS * (words.number(found["n"] or "") - 1))
    return (Period(min(start, last), min(start + timedelta(days=DAYS - 1), last)),)


def final_week(found: Groups, known: Known, words: Vocabulary) -> Periods:
    return (Period(week=max((week.number for week in known.weeks), default=0)),)


def first_weeks(found: Groups, known: Known, words: Vocabulary) -> Periods:
    first = min((week.number for week in known.weeks), default=1)
    return (Period(week=first, to_week=known.week(first + words.number(found["n"] or "") - 1).number),)


def last_weeks(found: Groups, known: Known, words: Vocabulary) -> Periods:
    """The two weeks before this one; where that is all there were and more, up to this one."""
    count = count_of(found["n"] or found.get("n2"), words, few=3)
    if known.current_week is None:
        return (Period(known.today - timedelta(days=7 * count), known.today),)
    first, low = min(week.number for week in known.weeks), known.current_week - count
    if low < first:
        return (Period(week=first, to_week=known.current_week),)
    return (Period(week=low, to_week=known.current_week - 1),)


def so_many_weeks(found: Groups, known: Known, words: Vocabulary) -> Periods:
    """ "In four weeks", "all six weeks": up to this one, which is one of them; as many as there were."""
    count = words.number(found["n"] or found.get("n2") or "")
    if known.current_week is None:
        return (Period(known.today - timedelta(days=DAYS * count), known.today),)
    first = min((week.number for week in known.weeks), default=1)
    return (Period(week=max(first, known.current_week - count + 1), to_week=known.current_week),)


def step_week(found: Groups, known: Known, words: Vocabulary) -> Periods:
    return step_weeks(words.steps[" ".join((found["step"] or "").split())], known)


def weeks_ago(found: Groups, known: Known, words: Vocabulary) -> Periods:
    return step_weeks(-words.number(found["n"] or found.get("n2") or ""), known)


def weeks_ago_to_the_day(found: Groups, known: Known, words: Vocabulary) -> Periods:
    return one_day(known.today - timedelta(weeks=words.number(found["n"] or "")))


def anchor_week(found: Groups, known: Known, words: Vocabulary) -> Periods:
    """ "The week before" the one that was spoken of."""
    step = -1 if found.get("before") else 1 if found.get("after") else 0
    if known.spoken_of and not (known.anchor and (known.anchor.is_week or known.anchor.is_day)):
        return (Period(found="week", step=step),)
    if known.anchor_week is None:
        return step_weeks(step, known)
    return (Period(week=known.week(known.anchor_week + step).number),)


def anchor_day(found: Groups, known: Known, words: Vocabulary) -> Periods:
    step = -1 if found.get("before") else 1 if found.get("after") else 0
    if known.spoken_of and not (known.anchor and known.anchor.is_day):
        return (Period(found="day", step=step),)
    day = known.anchor.first if known.anchor and known.anchor.first else known.today
    return one_day(day + timedelta(days=step))


def later(found: Groups, known: Known, words: Vocabulary) -> Periods:
    """ "One week later", "two days before that": from what was spoken of."""
    step = words.number(found["n"] or "") * (-1 if found.get("before") else 1)
    is_week = (found["unit"] or "").startswith(("w", "t"))
    anchor = known.anchor
    if known.spoken_of and not (anchor and (anchor.is_day or anchor.is_week)):
        return (Period(found="day", step=step * (DAYS if is_week else 1)),)
    if is_week and anchor and anchor.week is not None:
        return (Period(week=known.week(anchor.week + step).number),)
    day = anchor.first if anchor and anchor.first else known.today
    return one_day(day + timedelta(days=step * (DAYS if is_week else 1)))


def event(found: Groups, known: Known, words: Vocabulary) -> Periods:
    """ "The day before the demo", "since the load test": the worklog says when that was."""
    step = -1 if found.get("before") else 1 if found.get("after") else 0
    unit = "week" if (found.get("unit") or "").startswith(("w", "t")) else "day"
    side = next((name for name in ("since", "after", "before", "until") if found.get(f"{name}_it")), "")
    return (Period(found=unit, step=step, side=side, event=found["event"] or ""),)


def that(found: Groups, known: Known, words: Vocabulary) -> Periods:
    """ "After that", "since then": of the day that was spoken of, or of what was found."""
    side = next(name for name in ("since", "after", "before") if found.get(f"{name}_it"))
    spoken_of = known.anchor
    if spoken_of is None or (known.spoken_of and not (spoken_of.is_day or spoken_of.is_week)):
        return (Period(found="day", side=side),) if known.spoken_of else (Period(last=known.today),)
    first, last = known.first_day(spoken_of), known.last_day(spoken_of)
    if first is None or last is None:
        return (spoken_of,)
    match side:
        case "since":
            return (Period(first=first),)
        case "after":
            return (Period(first=last + timedelta(days=1), beside=True),)
        case _:
            return (Period(last=first - timedelta(days=1), beside=True),)


def anchor(found: Groups, known: Known, words: Vocabulary) -> Periods:
    """ "The next one": a day after a day, a week after a week."""
    is_day = known.anchor is not None and known.anchor.is_day
    return (anchor_day if is_day else anchor_week)(found, known, words)


def month(found: Groups, known: Known, words: Vocabulary) -> Periods:
    """A month, one of its halves, or its beginning, middle or end: days 1 to 10, 11 to 20, 21 to the last."""
    first = first_of_month(found, known, words)
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


def first_of_month(found: Groups, known: Known, words: Vocabulary) -> date:
    if step := found.get("step"):
        return shift_month(known.today, words.steps[" ".join(step.split())])
    if not found.get("m"):
        return known.today.replace(day=1)
    month = words.months.get(" ".join((found["m"] or "").split())) or int(found["m"] or 0)
    if not 1 <= month <= DECEMBER:
        raise Unclear("no date", (("said", found["m"]), ("example", known.today.isoformat())))
    if found.get("y"):
        return date(int(found["y"] or 0), month, 1)
    return nearest(lambda year: date(year, month, 1), known, whole_month=True)


def step_weeks(step: int, known: Known) -> Periods:
    """Numbered weeks from this one; outside of the programme, calendar weeks."""
    if known.current_week is not None:
        return (Period(week=known.week(known.current_week + step).number),)
    monday = known.today - timedelta(days=known.today.isoweekday() - 1 - 7 * step)
    return (Period(monday, monday + timedelta(days=6)),)
