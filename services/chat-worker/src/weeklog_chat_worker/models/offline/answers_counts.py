# ruff: noqa: ARG001 - every answer takes the same
"""Counts, comparisons and gaps as sentences: the numbers are the database's. Pure."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from weeklog_chat_worker.models.offline.answers_entries import entry_lines, still_open
from weeklog_chat_worker.models.offline.calls import times
from weeklog_chat_worker.models.offline.periods import Known, Period
from weeklog_chat_worker.models.offline.plans_entries import best_groups
from weeklog_chat_worker.models.offline.reading import Reading
from weeklog_chat_worker.models.offline.say import Say
from weeklog_chat_worker.tools.results import Counts, EmptyDays, Entries, Group, Groups

_STATES = ("done", "doing", "blocked", "planned", "dropped")
_MOST_GROUPS = 20


def counted(reading: Reading, results: Sequence[Any], say: Say, known: Known) -> list[str]:
    if reading.status == "open" and not reading.has("days", "weeks"):
        return still_open(reading, results, say, known)
    lines: list[str] = []
    if added := _altogether(reading, results, say, known):
        return [_counts(reading, *added, say)]
    for time, result in zip(times(reading), results, strict=False):
        part = [_counts(reading, say.limits(reading, time), result, say)]
        if result.shown:
            part += ["", *entry_lines(Entries(total=result.entries, entries=result.shown), say, time)]
        lines += ["", *part] if lines else part
    return lines


def _altogether(
    reading: Reading, results: Sequence[Counts], say: Say, known: Known
) -> tuple[str, Counts] | None:
    """ "All weeks but week 3" are two stretches. An entry is in one week, but may go over a day that is left out."""
    numbers = [
        number for time in reading.periods for number in (time.week, time.to_week) if number is not None
    ]
    of_weeks = all(time.week is not None for time in reading.periods)
    if not (reading.apart and of_weeks and len(results) > 1) or reading.has("days", "weeks"):
        return None
    weeks = [week.number for week in known.weeks]
    span = Period(week=min(numbers), to_week=max(numbers))
    within = "" if (span.week, span.to_week) == (min(weeks), max(weeks)) else say.period(span)
    apart = say("or").join(say.period(time) for time in reading.apart)
    said = " ".join((say.limits(reading, None), within, say("apart", times=apart)))
    return said, Counts(
        entries=sum(one.entries for one in results), days=0,
        planned=sum(one.planned for one in results), doing=sum(one.doing for one in results),
        done=sum(one.done for one in results), dropped=sum(one.dropped for one in results), blocked=sum(one.blocked for one in results),
    )  # fmt: skip


def _counts(reading: Reading, limits: str, counts: Counts, say: Say) -> str:
    entries = say.many("entries", counts.entries)
    if not counts.entries:
        return say.sentence(say("nothing", limits=limits))
    if reading.has("weeks"):
        said = say("weeks with", weeks=say.many("weeks", counts.weeks), entries=entries)
    elif reading.has("days"):
        said = say("days with", days=say.many("days", counts.days), entries=entries)
    else:
        states = [
            f"{number} {say(f'status.{state}')}" for state in _STATES if (number := getattr(counts, state))
        ]
        said = f"{entries} ({', '.join(states)})" if len(states) > 1 else entries
    return say.sentence(f"{said} {limits}")


def compared(reading: Reading, results: Sequence[Any], say: Say, known: Known) -> list[str]:
    asked = _compared_times(reading, len(results))
    if len(asked) < 2:  # noqa: PLR2004
        return counted(reading, results, say, known)
    rest = say.limits(reading, None)
    lines = [
        "- " + say("compare.entries", what=_head(say.period(time)), entries=say.many("entries", one.entries), days=say.many("days", one.days))
        for time, one in zip(asked, results, strict=False)
    ]  # fmt: skip
    named = sorted(zip(asked, results, strict=False), key=lambda pair: -pair[1].entries)
    (more, most), (less, least) = named[0], named[-1]
    if most.entries == least.entries:
        verdict = say("compare same")
    else:
        verdict = say(
            "compare most",
            more=_head(say.period(more)),
            less=say.period(less),
            n=most.entries - least.entries,
        )
    return [verdict, *([_head(rest) + ":"] if rest else []), "", *lines]


def _compared_times(reading: Reading, found: int) -> Sequence[Period]:
    only = reading.periods[0] if len(reading.periods) == 1 else None
    if only is not None and found == 2 and only.week is not None:  # noqa: PLR2004
        return (only, Period(week=only.week - 1))
    return reading.periods[:found]


def grouped(reading: Reading, results: Sequence[Any], say: Say, known: Known) -> list[str]:
    found: Groups = results[0]
    limits = say.limits(replace(reading, subject=()) if reading.intent == "tags" else reading, reading.period)
    if not found.groups:
        return [say.sentence(say("no tags" if found.by == "tag" else "nothing", limits=limits))]
    groups = found.groups if found.by in ("tag", "status") else sorted(found.groups, key=_in_order)
    head = say.many("tags", len(groups)) if found.by == "tag" else ""
    lines = [_group(found.by, one, say) for one in groups[: _MOST_GROUPS * 3]]
    return [*([_head(f"{head} {limits}:"), ""] if head or limits else []), *lines, *_empty(found, say)]


def ranked(reading: Reading, results: Sequence[Any], say: Say, known: Known) -> list[str]:
    found: Groups = results[0]
    limits = say.limits(reading, reading.period)
    winners = best_groups(reading, found)
    if not winners:
        return [say.sentence(say("no tags" if found.by == "tag" else "nothing", limits=limits))]
    least = reading.has("least")
    entries = say.many("entries", winners[0].entries)
    names = [_head(_name(found.by, one.key, say)) for one in winners]
    if reading.top > 1:
        return [_group(found.by, one, say) for one in winners]
    if len(winners) == 1:
        lines = [
            _tidy(
                say("rank least" if least else "rank most", winner=names[0], entries=entries, limits=limits)
            )
        ]
    else:
        kind = say("kind.least" if least else "kind.most")
        shown = ", ".join(names[:_MOST_GROUPS])
        lines = [_tidy(say("rank tie", winners=shown, kind=kind, entries=entries, limits=limits))]
    rows = [one for one in results[1:] if isinstance(one, Entries)]
    if rows:
        lines += ["", *entry_lines(rows[0], say)]
    return [
        *lines,
        *(_empty(found, say) if least and not (reading.subject or reading.tag or reading.status) else []),
    ]


def sized(reading: Reading, results: Sequence[Any], say: Say, known: Known) -> list[str]:
    found: Groups = results[0]
    if reading.size is None:
        return grouped(reading, results, say, known)
    how = say(f"size.{reading.size.how}", n=reading.size.number)
    fitting = sorted((one for one in found.groups if reading.size.fits(one.entries)), key=_in_order)
    key = "sized" if fitting else "sized none"
    head = _head(say(key, unit=say(f"unit.{found.by}"), how=how, limits=say.limits(reading, reading.period)))
    return [
        head,
        *([""] if fitting else []),
        *(_group(found.by, one, say) for one in fitting[: _MOST_GROUPS * 3]),
    ]


def _group(by: str, one: Group, say: Say) -> str:
    return f"- {say('group', what=_name(by, one.key, say), entries=say.many('entries', one.entries))}"


def averaged(reading: Reading, results: Sequence[Any], say: Say, known: Known) -> list[str]:
    counts: Counts = results[0]
    limits = say.limits(reading, reading.period)
    if not counts.entries:
        return [say.sentence(say("nothing", limits=limits))]
    by_day = reading.has("per day") and not reading.has("per week")
    number = counts.days if by_day else counts.weeks
    average = f"{counts.entries / number:.1f}".removesuffix(".0")
    return [
        _tidy(
            say(
                "average day" if by_day else "average",
                average=average,
                limits=limits,
                entries=say.many("entries", counts.entries),
                weeks=say.many("weeks", counts.weeks),
                days=say.many("days", counts.days),
            )
        )
    ]


def missing(reading: Reading, results: Sequence[Any], say: Say, known: Known) -> list[str]:
    limits = say.period(reading.period) if reading.period else ""
    match results[0]:
        case EmptyDays(total=0):
            return [say.sentence(say("no empty days", limits=limits))]
        case EmptyDays(total=total, days=days):
            lines = [f"- {say.day(day, year=True)}" for day in days[: _MOST_GROUPS * 2]]
            more = [say("more", n=total - len(lines))] if total > len(lines) else []
            return [_head(say("empty days", days=say.many("days", total), limits=limits)), "", *lines, *more]
        case Groups() as found if found.empty:
            return [_empty_sentence(found, say)]
        case _:
            return [say.sentence(say("none empty", limits=limits))]


def _empty(found: Groups, say: Say) -> list[str]:
    return ["", _empty_sentence(found, say)] if found.empty else []


def _empty_sentence(found: Groups, say: Say) -> str:
    key = "empty.one" if len(found.empty) == 1 and "empty.one" in say.phrases else "empty"
    return say(key, list=", ".join(map(str, found.empty)))


def _name(by: str, key: str, say: Say) -> str:
    match by:
        case "week":
            return say("week", week=key)
        case "day":
            return say.day(date.fromisoformat(key), year=True)
        case "weekday":
            return say.weekdays[int(key) - 1]
        case "month":
            year, month = key.split("-")
            return f"{say.months[int(month) - 1]}{say('year', year=year)}"
        case "status":
            return say(f"status.{key}")
        case _:
            return f"#{key}"


def _in_order(group: Group) -> tuple[int, str]:
    return (int(group.key), "") if group.key.isdigit() else (0, group.key)


def _head(text: str) -> str:
    text = _tidy(text)
    return f"{text[:1].upper()}{text[1:]}"


def _tidy(text: str) -> str:
    text = " ".join(text.split())
    for sign in ".:,":
        text = text.replace(f" {sign}", sign)
    return text
