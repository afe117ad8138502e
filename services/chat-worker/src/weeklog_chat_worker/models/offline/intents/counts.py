"""How many there are. The numbers are the database's."""

import re
from collections.abc import Sequence
from typing import Any

from weeklog.language.folding import lowered
from weeklog.language.stems import stem
from weeklog.language.translations import also_said
from weeklog_chat_worker.models.offline.calls import times
from weeklog_chat_worker.models.offline.intents.contract import Operation
from weeklog_chat_worker.models.offline.intents.rows import count, entry_lines
from weeklog_chat_worker.models.offline.intents.still_open import answer as open_lines
from weeklog_chat_worker.models.offline.periods import Known, Period
from weeklog_chat_worker.models.offline.phrases import Say
from weeklog_chat_worker.models.offline.query import Flag, Intent, Query
from weeklog_chat_worker.tools.figures import figures_by_noun
from weeklog_chat_worker.tools.results import (
    Counts,
    Entries,
)

_STATES = ("done", "doing", "blocked", "planned", "dropped")


def counted_lines(query: Query, results: Sequence[Any], say: Say, known: Known) -> list[str]:
    if query.status == "open" and not query.has(Flag.DAYS, Flag.WEEKS):
        return open_lines(query, results, say, known)
    lines: list[str] = []
    if added := _altogether(query, results, say, known):
        return [_counts(query, *added, say)]
    for time, result in zip(times(query), results, strict=False):
        part = [_counts(query, say.limits(query, time), result, say)]
        if said := _saying_how_many(query, result):
            part = [
                say("says number"),
                "",
                *entry_lines(said, say, time),
                *_added(query, said, say),
                "",
                *part,
            ]
        elif result.shown:
            part += ["", *entry_lines(Entries(total=result.entries, entries=result.shown), say, time)]
        lines += ["", *part] if lines else part
    return lines


def _altogether(query: Query, results: Sequence[Counts], say: Say, known: Known) -> tuple[str, Counts] | None:
    """ "All weeks but week 3" are two stretches. An entry is in one week, but may go over a day that is left out."""
    numbers = [number for time in query.periods for number in (time.week, time.to_week) if number is not None]
    of_weeks = all(time.week is not None for time in query.periods)
    if not (query.apart and of_weeks and len(results) > 1) or query.has(Flag.DAYS, Flag.WEEKS):
        return None
    weeks = [week.number for week in known.weeks]
    span = Period(week=min(numbers), to_week=max(numbers))
    within = "" if (span.week, span.to_week) == (min(weeks), max(weeks)) else say.period(span)
    said = " ".join((say.limits(query, None), within, say.apart(query)))
    return said, Counts(
        entries=sum(one.entries for one in results), days=0,
        planned=sum(one.planned for one in results), doing=sum(one.doing for one in results),
        done=sum(one.done for one in results), dropped=sum(one.dropped for one in results),
        blocked=sum(one.blocked for one in results),
    )  # fmt: skip


def _saying_how_many(query: Query, found: Counts) -> Entries | None:
    """ "How many tests did I write?": rows may say numbers themselves, "Wrote 22 tests"."""
    ways = "|".join(
        re.escape(way.rstrip("s"))
        for one in _counted(query)
        for part in one.split("|")
        for way in (part, *also_said(part))
    )
    if not ways:
        return None
    number = re.compile(rf"(?<![\w.])\d[\d.,]*\s+(?:[^\W\d]+\s+){{0,2}}(?:{ways})", re.IGNORECASE)
    rows = tuple(row for row in found.shown if number.search(row.text))
    return Entries(total=len(rows), entries=rows) if rows else None


def _counted(query: Query) -> Sequence[str]:
    """What is counted; where the question does not tell, any word of it may be: "teeth out, added up"."""
    if query.counted:
        return (query.counted,) if query.counted in query.subject else ()
    return query.subject if query.has(Flag.ADDED_UP) else ()


def _added(query: Query, said: Entries, say: Say) -> list[str]:
    """The figures of several rows, where each writes one before the same noun."""
    asked = {stem(lowered(way)) for one in _counted(query) for way in (*one.split("|"), *also_said(one))}
    for noun, figures in figures_by_noun(said.entries).items():
        if noun in asked and len(figures) == said.total:
            parts = " + ".join(f"{value:g}" for value in figures.values())
            return ["", say("added up", parts=parts, total=f"{sum(figures.values()):g}")]
    return []


def _counts(query: Query, limits: str, counts: Counts, say: Say) -> str:
    entries = say.many("entries", counts.entries)
    if not counts.entries:
        return say.sentence(say("nothing", limits=limits))
    if query.has(Flag.WEEKS):
        said = say("weeks with", weeks=say.many("weeks", counts.weeks), entries=entries)
    elif query.has(Flag.DAYS):
        said = say("days with", days=say.many("days", counts.days), entries=entries)
    else:
        states = [
            f"{number} {say(f'status.{state}')}" for state in _STATES if (number := getattr(counts, state))
        ]
        said = f"{entries} ({', '.join(states)})" if len(states) > 1 else entries
    return say.sentence(f"{said} {limits}")


OPERATIONS = (
    Operation(
        Intent.COUNT,
        counted_lines,
        count,
        of_several_times=True,
        narrows=True,
        stands_alone=True,
        compares_words=True,
        seeks_evidence=True,
    ),
)
