"""Which tools a reading needs: the first calls, and what to look up when these found nothing or something that begs more. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from weeklog_chat_worker.models.offline import plans_entries as entries
from weeklog_chat_worker.models.offline import plans_proposals as proposals
from weeklog_chat_worker.models.offline import plans_weeks as weeks
from weeklog_chat_worker.models.offline.calls import Call, Plan, filters, seek, text_of
from weeklog_chat_worker.models.offline.periods import Known
from weeklog_chat_worker.models.offline.reading import Reading
from weeklog_chat_worker.tools.results import (
    Achievements,
    Comments,
    Counts,
    Entries,
    Evidence,
    Groups,
    Objectives,
)

# Every intent that asks something of the tools. To add one: its words in each `intents.toml`, a line here, a line in
# `answers.py`.
PLANS: Mapping[str, Plan] = {
    "list": entries.listed,
    "count": entries.counted,
    "open": entries.still_open,
    "status": entries.list_of,
    "carried": entries.carried,
    "links": entries.links,
    "compare": entries.compared,
    "groups": entries.grouped,
    "tags": lambda reading, _known: [
        Call("count_by", filters(replace(reading, subject=()), reading.period, by="tag"))
    ],
    "rank": entries.ranked,
    "sized": entries.sized,
    "longest": entries.longest,
    "average": entries.averaged,
    "missing": entries.missing,
    "lacking": weeks.lacking,
    "plan": weeks.ahead,
    "summary": weeks.summary,
    "problems": entries.telling,
    "learnt": entries.telling,
    "objectives": weeks.objectives,
    "achievements": weeks.achievements,
    "review": weeks.reviews,
    "comments": weeks.comments,
    "mentor": weeks.programme,
    "lead": weeks.programme,
    "me": weeks.programme,
    "today": weeks.programme,
    "weekday": entries.of_day,
    "which week": weeks.programme,
    "week days": weeks.programme,
    "weeks left": weeks.programme,
    "programme": weeks.programme,
    "propose entry": proposals.entry,
    "propose objective": proposals.objective,
    "propose status": proposals.status,
    "beyond why": entries.any_of_it,
    "beyond who": entries.any_of_it,
    "beyond opinion": entries.surely,
    "beyond feeling": entries.surely,
    "beyond hours": entries.surely,
    "beyond others": entries.surely,
    "beyond future": entries.surely,
    "beyond world": entries.surely,
    "none": entries.unknown,
    "team": weeks.team,
}


def first_calls(reading: Reading, known: Known) -> Sequence[Call]:
    plan = PLANS.get(reading.intent)
    return plan(reading, known) if plan else ()


def further_calls(reading: Reading, results: Sequence[Any]) -> Sequence[Call]:
    """After the first calls' results."""
    if reading.intent == "rank" and results and isinstance(results[0], Groups):
        return entries.winners(reading, results[0])
    if reading.intent == "mentor":
        return (Call("find_entries", {"text": "mentor", "limit": 5}),) if not results[0].mentors else ()
    if reading.intent == "carried" and not reading.weeks_open and all(map(_is_empty, results)):
        return _said_carried(reading)
    if reading.subject and found_nothing(results) and reading.intent in RELAXED:
        return _all_words(reading) if reading.left_out else _relaxed(reading)
    return ()


def found_nothing(results: Sequence[Any]) -> bool:
    return all(map(_is_empty, results))


def _said_carried(reading: Reading) -> Sequence[Call]:
    """Pages that were written by hand say it in words."""
    week = reading.period.week if reading.period else None
    weeks = {"week": week, "to_week": week + 1} if week is not None else {}
    words = f'{text_of(reading.subject)} "carried over"|"chuyển sang"|"chuyển tiếp"'.strip()
    return (Call("find_entries", {"text": words} | weeks),)


RELAXED = {
    "problems",
    "learnt",
    "list",
    "status",
    "open",
    "count",
    "links",
    "longest",
    "objectives",
    "achievements",
    "comments",
}


def _is_empty(result: object) -> bool:
    match result:
        case (
            Entries(total=0)
            | Counts(entries=0)
            | Objectives(total=0)
            | Achievements(total=0)
            | Comments(total=0)
            | Groups(groups=())
            | Evidence(entries=(), others=())
        ):
            return True
        case _:
            return False


def _relaxed(reading: Reading) -> Sequence[Call]:
    """Without the words that may only say that something was done; and whatever bears on the words."""
    rest = tuple(word for word in reading.subject if word not in reading.verbs)
    is_shorter = len(rest) < len(reading.subject) and bool(rest or reading.periods)
    plainer = (
        entries.finds(replace(reading, subject=rest)) if is_shorter and reading.intent in _OF_ENTRIES else ()
    )
    return (*plainer, *seek(reading))


def _all_words(reading: Reading) -> Sequence[Call]:
    """A word that was left out is sought again: nothing is denied before."""
    return seek(replace(reading, subject=(*reading.subject, *reading.left_out)))


_OF_ENTRIES = {"list", "status", "open"}
