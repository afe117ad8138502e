"""What no worklog holds."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from weeklog_chat_worker.models.offline.calls import Call, seek
from weeklog_chat_worker.models.offline.intents.contract import Operation
from weeklog_chat_worker.models.offline.intents.evidence import bearing
from weeklog_chat_worker.models.offline.intents.rows import entry_lines, evidence_lines, finds
from weeklog_chat_worker.models.offline.periods import Known
from weeklog_chat_worker.models.offline.phrases import Say
from weeklog_chat_worker.models.offline.query import Intent, Query
from weeklog_chat_worker.tools.results import Entries, Evidence

_MOST_NAMED = 10  # of those whom the asker follows
_MOST_OF_TIME = 10  # entries
SURE = 0.45  # of a question's words, where it asks for something else than rows
SOME = 0.3  # where rows may tell what no row judges


def surely(query: Query, known: Known) -> Sequence[Call]:
    """What is asked for is no row, but rows may bear on it: by its words, or by its time."""
    if query.periods and query.intent in (Intent.OPINION, Intent.FEELING):
        return (*seek(query), *finds(replace(query, subject=()), limit=_MOST_OF_TIME))
    return seek(query, least=SURE if query.intent == Intent.DOING else SOME)


def beyond(query: Query, results: Sequence[Any], say: Say, known: Known) -> list[str]:
    """The rows that bear on it first; then what no worklog holds."""
    found = bearing(query, results)
    refusal = say(query.intent)
    if query.intent == Intent.OTHERS and known.people:
        refusal = say("followed", names=", ".join(known.people[:_MOST_NAMED]))
    if found:
        head = say("bears") if found.whole else say("bears partly", words=say.subject(query))
        return [head, "", *evidence_lines(_in_order(found), say), "", say("no more than", refusal=refusal)]
    if of_time := [line for one in results if isinstance(one, Entries) for line in entry_lines(one, say)]:
        return [refusal, "", say("nearest"), "", *of_time]
    return [refusal, *(["", say("no model")] if query.intent == Intent.OPINION else [])]


def _in_order(found: Evidence) -> Evidence:
    """What changed over time is read in the order of time."""
    rows = tuple(sorted((*found.entries, *found.close), key=lambda row: row.start_on))
    return found.model_copy(update={"entries": rows, "close": ()})


OPERATIONS = (
    Operation(Intent.DOING, beyond, surely, is_refusal=True),
    Operation(Intent.FEELING, beyond, surely, takes_its_words=True, is_refusal=True),
    Operation(Intent.FUTURE, beyond, surely, is_refusal=True),
    Operation(Intent.OPINION, beyond, surely, is_refusal=True),
    Operation(Intent.OTHERS, beyond, surely, is_refusal=True),
    Operation(Intent.WORLD, beyond, surely, is_refusal=True),
)
