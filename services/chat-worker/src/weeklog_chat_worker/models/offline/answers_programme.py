# ruff: noqa: ARG001 - every answer takes the same
"""The programme, the calendar and what is proposed. Pure."""

from collections.abc import Sequence
from typing import Any

from weeklog.calendar import week_of
from weeklog.language.plain_text import plain_text
from weeklog_chat_worker.models.offline.answers_entries import entry_lines, objective_line
from weeklog_chat_worker.models.offline.periods import Known
from weeklog_chat_worker.models.offline.reading import Reading
from weeklog_chat_worker.models.offline.say import Say
from weeklog_chat_worker.tools.results import Choices, Entries, FollowedWork, NoSuchWeek, Programme, Proposal


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def today(reading: Reading, results: Sequence[Any], say: Say, known: Known) -> list[str]:
    return [
        say("today", day=say.day(known.today, year=True)),
        *which_week(Reading("which week"), results, say, known),
    ]


def weekday(reading: Reading, results: Sequence[Any], say: Say, known: Known) -> list[str]:
    """ "Is 12 October a Monday?": the second day is the asked weekday's latest; the same day is said once."""
    day = reading.periods[0].first or known.today
    if day == known.today and not reading.has("yes or no"):
        return today(reading, results, say, known)
    wanted = reading.periods[-1].first or day
    lead = say("yes" if wanted.isoweekday() == day.isoweekday() else "no") if reading.has("yes or no") else ""
    return [_capital(f"{lead}{say('weekday', day=say.day(day, year=True))}")]


def which_week(reading: Reading, results: Sequence[Any], say: Say, known: Known) -> list[str]:
    period = reading.period
    day = period.first if period and period.first and period.is_day else known.today
    week = week_of(known.weeks, day)
    said = say.day(day, year=True)
    if week is None and day == known.today:
        return [say("no this week", day=said, **dict(known.span()))]
    if week is None:
        return [_capital(say("no week of day", day=said))]
    key = "this week" if day == known.today else "week of day"
    return [_capital(say(key, day=said, week=week.number, days=say.days(week.first, week.last, year=True)))]


def week_days(reading: Reading, results: Sequence[Any], say: Say, known: Known) -> list[str]:
    found: Programme = results[0]
    numbers = [period.week for period in reading.periods if period.week is not None]
    if not numbers:
        return programme(reading, results, say, known)
    return [
        say("week days", week=week.number, first=say.day(week.first_day, year=True), last=say.day(week.last_day, year=True))
        for week in found.weeks
        if week.number in numbers
    ]  # fmt: skip


def weeks_left(reading: Reading, results: Sequence[Any], say: Say, known: Known) -> list[str]:
    found: Programme = results[0]
    if not found.weeks:
        return [_capital(say("no weeks yet"))]
    last = say.day(found.weeks[-1].last_day, year=True)
    if not found.weeks_left:
        return [say("left none", last=last)]
    key = "left.one" if found.weeks_left == 1 and "left.one" in say.phrases else "left"
    return [
        say(key, weeks=say.many("weeks", found.weeks_left), last=last, days=say.many("days", found.days_left))
    ]


def programme(reading: Reading, results: Sequence[Any], say: Say, known: Known) -> list[str]:
    found: Programme = results[0]
    if not found.weeks:
        return [_capital(say("no weeks yet"))]
    first, last = (say.day(day, year=True) for day in (found.weeks[0].first_day, found.weeks[-1].last_day))
    return [
        say("programme", name=found.name, weeks=say.many("weeks", len(found.weeks)), first=first, last=last)
    ]


def me(reading: Reading, results: Sequence[Any], say: Say, known: Known) -> list[str]:
    return [say("me", name=results[0].member, programme=results[0].name)]


def mentor(reading: Reading, results: Sequence[Any], say: Say, known: Known) -> list[str]:
    if results[0].mentors:
        return [say("mentor", names=say("and").join(results[0].mentors))]
    near = next((one for one in results[1:] if isinstance(one, Entries) and one.total), None)
    return [
        say("no mentor"),
        *(["", say("says about", subject="mentor"), "", *entry_lines(near, say)] if near else []),
    ]


def lead(reading: Reading, results: Sequence[Any], say: Say, known: Known) -> list[str]:
    leads = results[0].leads
    return [say("lead", names=say("and").join(leads)) if leads else say("no lead")]


def team(reading: Reading, results: Sequence[Any], say: Say, known: Known) -> list[str]:
    """By person, the rows cited."""
    found: FollowedWork = results[0]
    if not found.people:
        return [say(f"team none.{found.what}", week=found.week)]
    lines = [say(f"team.{found.what}", week=found.week)]
    for one in found.people:
        name = plain_text(one.person)
        rows = [f"**{name}**", "", *entry_lines(one.entries, say)] if one.entries.total else [f"- {name}"]
        lines += ["", *rows] if one.entries.total or len(lines) == 1 else rows
    return lines


def proposed(reading: Reading, results: Sequence[Any], say: Say, known: Known) -> list[str]:  # noqa: PLR0911 - a table
    match list(results):
        case [Proposal(kind="entry") as made] if made.day and made.last_day:
            head = say(
                "proposed.entry",
                days=say.days(made.day, made.last_day, year=True),
                status=say(f"status.{made.status}"),
            )
            return [head, "", f"- {plain_text(made.text)}"]
        case [Proposal(kind="objective") as made]:
            return [say("proposed.objective", week=made.week), "", f"- {plain_text(made.text)}"]
        case [Proposal(kind="status") as made]:
            return [
                say("proposed.status", status=say(f"status.{made.status}")),
                "",
                f"- {plain_text(made.text)} [{made.ref}]",
            ]
        case [Proposal(kind="objective_state") as made]:
            return [
                say("proposed.objective_state", week=made.week, status=say(f"state.{made.status}")),
                "",
                f"- {plain_text(made.text)}",
            ]
        case [Choices() as choices]:
            return _choices(reading, choices, say)
        case [NoSuchWeek() as missing]:
            return [say.no_week(missing.asked, missing.first, missing.last)]
        case _:
            return [say("no week to propose")]


def _choices(reading: Reading, found: Choices, say: Say) -> list[str]:
    if found.objectives:
        lines = [objective_line(one.text, one.done) for one in found.objectives]
        return [say("objective choices", n=len(lines)), "", *lines]
    if not found.choices.total:
        return [say("no choice", what=reading.what)]
    return [
        say("choices", entries=say.many("entries", len(found.choices.entries))),
        "",
        *entry_lines(found.choices, say),
    ]
