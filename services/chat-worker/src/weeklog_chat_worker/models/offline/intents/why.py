"""Reasons and people: the rows that bear on them, and no more."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from weeklog_chat_worker.models.offline.calls import Call, filters, seek, times
from weeklog_chat_worker.models.offline.intents.contract import Operation, found_nothing
from weeklog_chat_worker.models.offline.intents.evidence import bearing, close_lines, widened
from weeklog_chat_worker.models.offline.intents.rows import capital, entry_lines, evidence_lines, finds
from weeklog_chat_worker.models.offline.periods import Known
from weeklog_chat_worker.models.offline.phrases import Say
from weeklog_chat_worker.models.offline.query import Intent, Query
from weeklog_chat_worker.tools.results import Entries

_TOLD = {Intent.WHO: "others", Intent.EFFECT: "problems"}


def any_of_it(query: Query, known: Known) -> Sequence[Call]:
    """Without words of its own it is about the rows that were spoken of, about whom the rows speak of, or about
    what went wrong."""
    told = _TOLD.get(query.intent)
    if told and not (query.subject or query.follows):
        return [Call("telling", filters(query, time, what=told)) for time in times(query)]
    return seek(query) if query.subject or not query.limited else finds(query)


def of_its_time(query: Query, results: Sequence[Any]) -> Sequence[Call]:
    """Where no row says a word of it, those of its time may."""
    return (
        finds(replace(query, subject=()))
        if query.periods and query.subject and found_nothing(results)
        else ()
    )


def why(query: Query, results: Sequence[Any], say: Say, known: Known) -> list[str]:
    """Reasons, people, places, ways: the rows that bear on them first, then what is not known."""
    if spoken_of := [one for one in results if isinstance(one, Entries) and one.total]:
        rows = [line for one in spoken_of for line in entry_lines(one, say)]
        head = say("bears") if len(spoken_of) == len(results) else _nothing_found(query, say)
        return [head, "", *rows, "", say("no more")]
    found = bearing(widened(query), results)
    if found is None:
        return [_nothing_found(query, say)]
    head = say("bears" if found.whole else "bears closest", words=say.subject(query))
    rows = [*evidence_lines(found, say), *close_lines(found, say)]
    return [capital(head), "", *rows, "", say("no effect" if query.intent == Intent.EFFECT else "no more")]


def _nothing_found(query: Query, say: Say) -> str:
    if _TOLD.get(query.intent) == "problems" and not (query.subject or query.follows):
        return say.sentence(say("tells no.problems", limits=say.limits(query, query.period)))
    if not query.subject:
        return say(query.intent)
    when = say.period(query.period) if query.period else ""
    return " ".join(
        say(f"{query.intent} found nothing", words=say.subject(query), period=when).split()
    ).replace(" ,", ",")


OPERATIONS = (
    Operation(Intent.WHY, why, any_of_it, of_its_time, takes_its_words=True, is_whole=True),
    Operation(Intent.WHO, why, any_of_it, of_its_time, takes_its_words=True),
    Operation(Intent.WHERE, why, any_of_it, of_its_time, takes_its_words=True),
    Operation(Intent.HOW, why, any_of_it, of_its_time, takes_its_words=True),
    Operation(Intent.EFFECT, why, any_of_it, of_its_time, own_words=True),
)
