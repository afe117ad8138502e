"""How a model reads a question that the grammar does not understand: into the same query, or not at all. Pure.

A reading holds nothing of its own: its words, its time and its tag must stand in the question, its time is read by the
readers of dates, and it can ask for nothing but to look something up.
"""

from collections.abc import Mapping, Sequence
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from weeklog.language.folding import folded
from weeklog_chat_worker.models.offline.intents import INTENTS
from weeklog_chat_worker.models.offline.parse.text import tidy, vocabulary
from weeklog_chat_worker.models.offline.parse.times.joining import read_periods
from weeklog_chat_worker.models.offline.periods import Known, Period, Unclear
from weeklog_chat_worker.models.offline.query import Flag, Intent, Query
from weeklog_chat_worker.tools.entries import StatusFilter

_MOST_WORDS = 8
Words = Annotated[str, Field(min_length=2, max_length=80)]
Asks = Literal[
    "entries", "count", "first", "last", "longest", "open", "objectives", "achievements", "problems", "lessons",
    "comments", "links", "summary", "reason", "person", "effect", "plan", "nothing of these",
]  # fmt: skip
_MEANS: Mapping[Asks, tuple[Intent, frozenset[Flag]]] = {
    "entries": (Intent.LIST, frozenset()),
    "count": (Intent.COUNT, frozenset({Flag.HOW_MANY})),
    "first": (Intent.LIST, frozenset({Flag.FIRST})),
    "last": (Intent.LIST, frozenset({Flag.LAST, Flag.PAST})),
    "longest": (Intent.LONGEST, frozenset()),
    "open": (Intent.OPEN, frozenset()),
    "objectives": (Intent.OBJECTIVES, frozenset()),
    "achievements": (Intent.ACHIEVEMENTS, frozenset()),
    "problems": (Intent.PROBLEMS, frozenset()),
    "lessons": (Intent.LEARNT, frozenset()),
    "comments": (Intent.COMMENTS, frozenset()),
    "links": (Intent.LINKS, frozenset()),
    "summary": (Intent.SUMMARY, frozenset()),
    "reason": (Intent.WHY, frozenset()),
    "person": (Intent.WHO, frozenset()),
    "effect": (Intent.EFFECT, frozenset()),
    "plan": (Intent.PLAN, frozenset()),
}


class Reading(BaseModel):
    """What a model answers with. All fields are asked for: servers that keep to a schema want that."""

    model_config = ConfigDict(extra="forbid")

    asks: Asks
    words: Annotated[tuple[Words, ...], Field(max_length=_MOST_WORDS, description="copied from the question")]
    time: Annotated[Words | None, Field(description="copied from the question, as it is said there")]
    status: StatusFilter | None
    tag: Annotated[Words | None, Field(description="copied from the question")]


def is_unsure(queries: Sequence[Query]) -> bool:
    """Whether another reading may be better: the grammar has none, or refuses. What would change something stays
    refused."""
    if len(queries) != 1 or queries[0].team is not None:
        return False
    intent = queries[0].intent
    return intent == Intent.NONE or (INTENTS[intent].is_refusal and intent != Intent.DOING)


def query_of(reading: Reading, question: str, read: Query, known: Known) -> Query | None:
    """`read`: what the grammar made of it, which is looked up where nothing is found. None = the reading is bad."""
    if reading.asks == "nothing of these" or not _all_said(reading, question):
        return None
    periods = _periods(reading.time, read, known)
    intent, flags = _MEANS[reading.asks]
    limited = reading.words or periods or reading.status or reading.tag
    if periods is None or (intent == Intent.LIST and not limited):
        return None
    return Query(
        intent, read.code, periods, reading.status, reading.tag, question, reading.words, flags=flags,
        topical=frozenset(reading.words), person=read.person, others=(read,),
    )  # fmt: skip


def _all_said(reading: Reading, question: str) -> bool:
    said = " ".join(folded(question).split())
    told = (*reading.words, *filter(None, (reading.time, reading.tag)))
    return all(" ".join(folded(one).split()) in said for one in told)


def _periods(time: str | None, read: Query, known: Known) -> tuple[Period, ...] | None:
    """None where the words name no time."""
    if time is None:
        return ()
    words = vocabulary(read.code, time)
    try:
        periods, _, _ = read_periods(words.as_read(tidy(time, read.code)), known, words)
    except Unclear:
        return None
    return periods or None
