"""Answers out of tool results. Pure: every line about an entry quotes it and cites it, and nothing else is said."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from weeklog.one_line import one_line
from weeklog_chat_worker.models.offline.intents import Intent
from weeklog_chat_worker.tools import Counts, Entries, EntryRow, NoSuchWeek, Objective, Objectives, WeekRow

MOST_LINES = 20
_CAN = (
    'I can say what you did on a day or in a week ("what did I do last Tuesday?", "what is in week 3?"), what is still open, '
    'how many entries there are, what a week is for, and find entries ("find entries about Docker").'
)
_NO_MODEL = "For free conversation weeklog needs a language model (`WEEKLOG_LLM_MODEL`); without one it only looks things up."


def answer(intent: Intent, results: Sequence[Any]) -> list[str]:  # noqa: PLR0911 - a table: one line for each case
    """The answer as lines, in order."""
    if intent.form == "unclear":
        return [intent.problem]
    if intent.form == "unknown":
        return _not_understood(results)
    match results:
        case [NoSuchWeek() as missing]:
            return [_no_week(missing)]
        case [WeekRow() as week]:
            return _week(week)
        case [Counts() as counts]:
            return [_count(intent, counts)]
        case [Entries() as found, Entries() as near]:
            return [_nothing(intent), *_nearest(found, near)]
        case [Entries() as found]:
            return _found(intent, found)
        case [Objectives(objectives=aims)]:
            return _objectives(intent, aims)
        case _:
            return _not_understood(results)


def _found(intent: Intent, found: Entries) -> list[str]:
    if not found.total:
        return [_nothing(intent)]
    head = f"{_entries(found.total)} {_limits(intent, with_status=intent.form != 'open')}".strip()
    if intent.form == "open":
        head += " is still open" if found.total == 1 else " are still open"
    return [f"{head}:", "", *_lines(found)]


def _nothing(intent: Intent) -> str:
    if intent.form == "open":
        return _sentence("nothing is open", _limits(intent, with_status=False))
    return _sentence("your worklog has no entry", _limits(intent))


def _nearest(found: Entries, near: Entries) -> list[str]:
    assert not found.total
    return ["", "The nearest that I find:", "", *_lines(near)] if near.total else []


def _count(intent: Intent, counts: Counts) -> str:
    limits = _limits(intent)
    if intent.of_days:
        days = f"{counts.days} day{'' if counts.days == 1 else 's'}"
        return _sentence(f"{days} with {_entries(counts.entries)}", limits)
    states = [
        f"{number} {status}"
        for status, number in (
            ("done", counts.done),
            ("doing", counts.doing),
            ("planned", counts.planned),
            ("dropped", counts.dropped),
        )
        if number
    ]
    split = f" ({', '.join(states)})" if len(states) > 1 else ""
    return _sentence(f"{_entries(counts.entries)}{split}", limits)


def _week(week: WeekRow) -> list[str]:
    lines = [
        f"**Week {week.number}**, {_days(week.first_day, week.last_day)}: {_entries(week.entries.total)}."
    ]
    if week.objectives:
        lines += ["", "Objectives:", "", *(_objective(one) for one in week.objectives)]
    if week.entries.total:
        lines += ["", "Entries:", "", *_lines(week.entries)]
    if week.achievements:
        lines += ["", "Achievements:", "", *(f"- {one_line(text)}" for text in week.achievements)]
    return lines


def _objectives(intent: Intent, aims: Sequence[Objective]) -> list[str]:
    where = intent.period.words if intent.period else "this week"
    if not aims:
        return [_sentence("no objectives are set", where)]
    plural = "objective" if len(aims) == 1 else "objectives"
    return [f"{len(aims)} {plural} {where}:", "", *(_objective(one) for one in aims)]


def _not_understood(results: Sequence[Any]) -> list[str]:
    lines = ["I did not understand the question. " + _CAN]
    match results:
        case [Entries(total=total) as near] if total:
            lines += ["", "These entries fit its words best:", "", *_lines(near)]
        case _:
            pass
    return [*lines, "", _NO_MODEL]


def _no_week(missing: NoSuchWeek) -> str:
    span = (
        "the programme has no weeks yet"
        if missing.first is None
        else f"the programme has weeks {missing.first} to {missing.last}"
    )
    return f"There is no week {missing.asked}: {span}."


def _lines(found: Entries) -> list[str]:
    shown = found.entries[:MOST_LINES]
    more = found.total - len(shown)
    return [*map(_line, shown), *([f"\n… and {more} more: narrow the question to see them."] if more else [])]


def _line(entry: EntryRow) -> str:
    state = "" if entry.status == "done" else f" ({entry.status})"
    return f"- {_days(entry.start_on, entry.end_on)}{state}: {one_line(entry.text)} [{entry.ref}]"


def _objective(one: Objective) -> str:
    box = {True: "[x] ", False: "[ ] ", None: ""}[one.done]
    return f"- {box}{one_line(one.text)}"


def _limits(intent: Intent, *, with_status: bool = True) -> str:
    said: list[str] = []
    if intent.status and with_status:
        said.append(f"with status “{intent.status}”")
    if intent.tag:
        said.append(f"tagged “{intent.tag}”")
    if intent.subject:
        said.append(f"about “{intent.subject}”")
    if intent.period:
        said.append(intent.period.words)
    return " ".join(said)


def _sentence(start: str, limits: str) -> str:
    text = f"{start} {limits}".strip()
    return f"{text[0].upper()}{text[1:]}."


def _entries(count: int) -> str:
    return "1 entry" if count == 1 else f"{count} entries"


def _days(first: date, last: date) -> str:
    if first == last:
        return f"{first:%a} {first.day} {first:%b}"
    return f"{first:%a} {first.day} {first:%b} to {last:%a} {last.day} {last:%b}"
