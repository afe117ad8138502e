"""Finds the days and weeks that a question names, and puts those together that belong together. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TypeAlias

from weeklog.calendar import week_of
from weeklog_chat_worker.models.offline.language.vocabulary import Vocabulary
from weeklog_chat_worker.models.offline.parse.times.days import weekday_in
from weeklog_chat_worker.models.offline.parse.times.excluded import what_remains
from weeklog_chat_worker.models.offline.parse.times.readers import READERS
from weeklog_chat_worker.models.offline.periods import Known, Period, Unclear

_DAYS_OF_A_WEEK = 7


@dataclass(frozen=True)
class Atom:
    start: int
    end: int
    periods: tuple[Period, ...]
    reader: str = ""  # in dates.py


Found: TypeAlias = "tuple[tuple[Period, ...], tuple[Period, ...], str]"


def read_periods(text: str, known: Known, words: Vocabulary) -> Found:
    """The periods, those that were left out of them, and the text with `TAKEN` where they stood. Raises Unclear."""
    atoms, rest = _atoms(text, known, words)
    atoms, rest = _joined(atoms, rest, known, words)
    atoms, apart, rest = _apart(atoms, text, rest, words)
    periods = _cut_short(_repeated(tuple(dict.fromkeys(period for atom in atoms for period in atom.periods))))
    if words.compiled(words.joints["until now"]).search(text):
        periods = tuple(_until_today(one, known) for one in periods)
    return what_remains(periods, apart, known) if apart else periods, apart, rest


def _until_today(period: Period, known: Known) -> Period:
    """ "From Monday until now" leaves out what is planned for later."""
    is_open = period.first is not None and period.last is None and not period.found
    return replace(period, last=max(known.today, period.first or known.today)) if is_open else period


def _apart(
    atoms: Sequence[Atom], text: str, rest: str, words: Vocabulary
) -> tuple[list[Atom], tuple[Period, ...], str]:
    """ "Except Mondays", "all weeks but week 3": not among the times that are asked for."""
    kept, apart, end = list[Atom](), list[Period](), -1
    items, lead = words.compiled(words.joints["items"]), words.compiled(words.joints["except time"])
    for atom in atoms:
        goes_on = 0 <= end <= atom.start and items.fullmatch(rest, end, atom.start)
        match = lead.search(rest, 0, atom.start)
        if not (goes_on or match):
            kept.append(atom)
            continue
        apart += _each_time(atom, text, words)
        end = atom.end
        if match:
            start, stop = match.end("other") if match["other"] else match.start(), atom.end
            if more := words.compiled(words.joints["except more"]).match(rest, atom.end):
                start, stop = atom.start, more.end()  # "except Mondays and meetings"
            rest = f"{rest[:start]}{' ' * (stop - start)}{rest[stop:]}"
    return kept, tuple(apart), rest


def _each_time(atom: Atom, text: str, words: Vocabulary) -> tuple[Period, ...]:
    """A weekday alone is every one of them."""
    period = atom.periods[0]
    if period.first and words.compiled(r"\W*<wd>\W*").fullmatch(text, atom.start, atom.end):
        return (Period(weekdays=(period.first.isoweekday(),)),)
    return atom.periods


def _repeated(periods: tuple[Period, ...]) -> tuple[Period, ...]:
    """ "On Saturdays … since 1 June": the one limits the other, wherever they stand."""
    days = [one for one in periods if one.weekdays and one == Period(weekdays=one.weekdays)]
    times = (
        tuple(replace(one, weekdays=days[0].weekdays) for one in periods if one not in days) if days else ()
    )
    return times if len(days) == 1 and times and not any(one.is_day for one in periods) else periods


def _cut_short(periods: tuple[Period, ...]) -> tuple[Period, ...]:
    """ "In August up to today": the end of the one lies within the other."""
    match sorted(periods, key=lambda one: one.first is None):
        case [time, end] if time.first and time.last and end.last and end == Period(last=end.last):
            is_cut = time.first <= end.last < time.last
            return (replace(time, last=end.last),) if is_cut else periods
        case _:
            return periods


def _atoms(text: str, known: Known, words: Vocabulary) -> tuple[list[Atom], str]:
    atoms, rest = list[Atom](), text
    for reader, pattern in words.dates:
        while len(atoms) < MOST_TIMES and (match := words.compiled(pattern).search(rest)):
            periods = READERS[reader](match.groupdict(), known, words)
            lead = (
                match.end("between")
                if match.groupdict().get("between") and len(periods) == 1
                else match.start()
            )
            atoms.append(Atom(lead, match.end(), periods, reader))
            # Not a space: what a pattern finds next must not reach over what is taken.
            rest = f"{rest[:lead]}{TAKEN * (match.end() - lead)}{rest[match.end() :]}"
    named = [atom for atom in atoms if not _points_back(atom, text)]
    return sorted(named or atoms, key=lambda atom: atom.start), rest


def _points_back(atom: Atom, text: str) -> bool:
    """ "That day" beside a day that is named."""
    return atom.reader.startswith("anchor") and not _BEFORE_OR_AFTER.search(text[atom.start : atom.end])


_BEFORE_OR_AFTER = re.compile(
    r"before|after|previous|next|following|preceding|prior|trước|sau|tiếp|kế|liền|truoc|tiep|ke|lien"
)


SATURDAY, SUNDAY = 6, 7
WEEKEND = (SATURDAY, SUNDAY)
TAKEN = "\x00"
MOST_TIMES = 30  # of one question: each is looked for from its beginning


def _joined(atoms: list[Atom], text: str, known: Known, words: Vocabulary) -> tuple[list[Atom], str]:
    """ "from … to …", "Monday of week 2", "since …": two atoms and what stands between them, left to right."""
    joined: list[Atom] = []
    for atom in atoms:
        made = _with_last(joined[-1], atom, text, known, words) if joined else None
        if made is not None:
            joined[-1] = made
        else:
            joined.append(atom)
    joined = [_bounded(atom, text, known, words) for atom in joined]
    for atom in joined:
        text = f"{text[: atom.start]}{TAKEN * (atom.end - atom.start)}{text[atom.end :]}"
    return joined, text


def _with_last(one: Atom, other: Atom, text: str, known: Known, words: Vocabulary) -> Atom | None:
    gap, lead = text[one.end : other.start], text[: one.start]
    span = Atom(one.start, other.end, ())
    first, second = one.periods[-1], other.periods[0]
    of = words.compiled(words.joints["of"]).fullmatch(gap) is not None
    if made := _said_twice(one, other, of=of) or _to_week_end(one, other, gap):
        return made
    if len(one.periods) == len(other.periods) == 1:
        if of and (made := _within(first, second, known)):
            return replace(span, periods=(made,))
        is_span = words.compiled(words.joints["to"]).fullmatch(gap) or (
            words.compiled(words.joints["and"]).fullmatch(gap)
            and words.compiled(words.joints["between"]).search(lead)
        )
        if is_span:
            both = one.reader if one.reader == other.reader else ""
            return replace(span, periods=(_spanned(first, second, known),), reader=both)
        if (
            of
            and one.reader == "weekday"
            and second.is_week
            and first.first
            and first.last
            and second.week is not None
        ):
            week = known.week(second.week)  # "from Wednesday to Friday this week"
            days = [weekday_in(week, day.isoweekday()) for day in (first.first, first.last)]
            return replace(span, periods=(Period(min(days), max(days)),))
    return None


def _said_twice(one: Atom, other: Atom, *, of: bool) -> Atom | None:
    """ "Monday the 5th of October", in either order."""
    if not (of and one.periods[-1].is_day and other.periods[0].is_day):
        return None
    if one.reader == "weekday" and other.reader != "weekday":
        return replace(other, start=one.start)
    if other.reader == "weekday" and one.reader != "weekday":
        return replace(one, end=other.end)
    return None


def _to_week_end(one: Atom, other: Atom, gap: str) -> Atom | None:
    """ "From Thursday to the end of that week"."""
    first = one.periods[-1].first
    if other.reader != "week end" or first is None or gap.strip():
        return None
    end = first + timedelta(days=SUNDAY - first.isoweekday())
    return Atom(one.start, other.end, (Period(first, end),))


def _within(one: Period, other: Period, known: Known) -> Period | None:
    """A weekday of a week, in either order; a weekday's repetition within a time."""
    if made := _weekend_of(one, other) or _weekend_of(other, one):
        return made
    if one.weekdays and not other.weekdays:
        return replace(other, weekdays=one.weekdays)
    if other.weekdays and not one.weekdays:
        return replace(one, weekdays=other.weekdays)
    for weekday, week in ((one, other), (other, one)):
        if weekday.is_day and weekday.first and week.is_week and week.week is not None:
            day = weekday_in(known.week(week.week), weekday.first.isoweekday())
            return Period(day, day)
    if (
        one.is_day
        and one.first
        and other.first
        and other.last
        and 0 < (other.last - other.first).days < _DAYS_OF_A_WEEK
    ):
        day = other.first.fromordinal(
            other.first.toordinal() + (one.first.isoweekday() - other.first.isoweekday()) % _DAYS_OF_A_WEEK
        )
        return Period(day, day)
    return None


def _weekend_of(days: Period, day: Period) -> Period | None:
    """ "The weekend of 10 October"."""
    if days != Period(weekdays=WEEKEND) or not day.is_day or day.first is None:
        return None
    saturday = day.first + timedelta(days=SATURDAY - day.first.isoweekday())
    return Period(saturday, saturday + timedelta(days=1))


def _spanned(one: Period, other: Period, known: Known) -> Period:
    if one.week is not None and other.week is not None:
        low, high = sorted((one.week, other.week))
        return Period(week=low, to_week=high)
    first, last = known.first_day(one), known.last_day(other)
    if first is None or last is None:
        raise Unclear("no span")
    return Period(min(first, last), max(first, last))


def _bounded(atom: Atom, text: str, known: Known, words: Vocabulary) -> Atom:
    """ "since …", "after …", "before …", "until …"."""
    lead, period = text[: atom.start], atom.periods[0]
    if made := _shifted(atom, text, words) or _or_later(atom, text, known, words):
        return made
    for joint in ("since", "from", "after", "before", "until", "week of"):
        match = words.compiled(words.joints[joint]).search(lead)
        if match is None or len(atom.periods) > 1 or period.weekdays:
            continue
        if joint == "from" and not _goes_on(atom, text, words):
            continue
        made = _one_sided(joint, known.first_day(period), known.last_day(period), known)
        return Atom(match.start(), atom.end, (made,)) if made else atom
    return atom


def _or_later(atom: Atom, text: str, known: Known, words: Vocabulary) -> Atom | None:
    """ "2 July or later"."""
    period = atom.periods[0]
    for joint, side in (("or later", "since"), ("or earlier", "until")):
        match = words.compiled(words.joints[joint]).match(text, atom.end)
        made = _one_sided(side, known.first_day(period), known.last_day(period), known) if match else None
        if match and made and len(atom.periods) == 1 and not period.weekdays:
            return Atom(atom.start, match.end(), (made,))
    return None


def _shifted(atom: Atom, text: str, words: Vocabulary) -> Atom | None:
    """ "3 days after 28 August"."""
    match = words.compiled(words.joints["shift"]).search(text, 0, atom.start)
    first = atom.periods[0].first
    if match is None or first is None or not atom.periods[0].is_day:
        return None
    days = words.number(match["n"]) * (7 if match["unit"][0] in "wt" else 1)
    day = first + timedelta(days=days if match["after"] else -days)
    return Atom(match.start(), atom.end, (Period(day, day),))


def _goes_on(atom: Atom, text: str, words: Vocabulary) -> bool:
    """ "From week 2 on": not "from 5 to 9 October", which has an end, nor "the entries from week 2"."""
    period = atom.periods[0]
    after = words.compiled(words.joints["onwards"]).match(text, atom.end)
    return after is not None and (period.is_day or period.is_week)


def _one_sided(joint: str, first: date | None, last: date | None, known: Known) -> Period | None:
    if first is None or last is None:
        return None
    match joint:
        case "since" | "from":
            return Period(first=first)
        case "after":
            return Period(first=date.fromordinal(last.toordinal() + 1), beside=True)
        case "before":
            return Period(last=date.fromordinal(first.toordinal() - 1), beside=True)
        case "until":
            return Period(last=last)
        case _:
            week = week_of(known.weeks, first)
            return Period(week=week.number) if week else None
