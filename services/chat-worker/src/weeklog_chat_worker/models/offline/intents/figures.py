"""The hottest, the heaviest, the most photos: entries about the topic, by the figures that they say.

No figure is said anew: each row is quoted, and their order is the answer.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from weeklog.language.folding import lowered
from weeklog.language.measures import Amount, amounts_of
from weeklog.language.stems import stem
from weeklog_chat_worker.models.offline.calls import Call, seek, times
from weeklog_chat_worker.models.offline.intents.contract import Operation, found_nothing
from weeklog_chat_worker.models.offline.intents.rows import capital, entry_lines, finds
from weeklog_chat_worker.models.offline.periods import Known
from weeklog_chat_worker.models.offline.phrases import Say
from weeklog_chat_worker.models.offline.query import Flag, Intent, Query
from weeklog_chat_worker.tools.results import Entries, EntryRow, Evidence

_MOST: Final = 10  # rows
_NEAR: Final = 40  # characters between a topic and its figure: "misclosure of the second loop: 4 mm"
_HALF: Final = 0.5  # of the words' worth, what a row must say at least
_CURRENCIES: Final = frozenset({"money", "pounds", "dollars", "euros"})


def plan(query: Query, known: Known) -> Sequence[Call]:
    return finds(query)


def further(query: Query, results: Sequence[Any]) -> Sequence[Call]:
    if query.figure and query.subject and not _says_figure(query, results):
        return finds(replace(query, subject=()))  # "the hottest water": of a row that says no "water"
    if not found_nothing(results):
        return ()
    syllables = tuple(part for one in query.subject for part in one.replace("|", " ").split())
    return seek(replace(query, subject=syllables), least=_HALF)  # "mũi khâu" of "khâu 12 mũi"


def _says_figure(query: Query, results: Sequence[Any]) -> bool:
    return any(list(_of_kind(query, row.text)) for one in results for row in _rows_of(one))


def answer(query: Query, results: Sequence[Any], say: Say, known: Known) -> list[str]:
    if len(results) > len(times(query)) and query.figure:
        wider = answer(replace(query, subject=()), results[len(times(query)) :], say, known)
        return [capital(say("no such figure", limits=say.limits(query, query.period))), "", *wider]
    rows = {row.ref: row for one in results for row in _rows_of(one)}
    limits = say.limits(query, query.period)
    if not rows:
        return [say.sentence(say("nothing", limits=limits))]
    if any(isinstance(one, Entries) and one.total > len(one.entries) for one in results):
        return [say("too many figures"), "", *_lines(list(rows.values()), say)]
    figures = _figures(query, list(rows.values()))
    kinds = {one.kind for one in figures.values()}
    if len(kinds) != 1:
        key = "figures differ" if kinds else "no figures"
        return [say(key), "", *_lines(list(rows.values()), say)]
    least = query.has(Flag.LEAST)
    if len(figures) == 1 < len(rows):
        (ref,) = figures
        return [capital(say("one figure", limits=limits)), "", *_lines([rows[ref]], say)]
    ranked = sorted(figures, key=lambda ref: figures[ref].value, reverse=not least)
    head = say("figures least" if least else "figures most", limits=limits)
    return [capital(head), "", *_lines([rows[ref] for ref in ranked], say)]


def _rows_of(result: object) -> Sequence[EntryRow]:
    return result.entries if isinstance(result, Entries | Evidence) else ()


def _lines(rows: Sequence[EntryRow], say: Say) -> list[str]:
    shown = tuple(rows[:_MOST])
    return entry_lines(Entries(total=len(shown), entries=shown), say)


def _figures(query: Query, rows: Sequence[EntryRow]) -> Mapping[int, Amount]:
    """The one figure of each row that is meant, by the first way of telling that finds any."""
    for way in (_of_kind, _of_noun, _beside_topic):
        said = {row.ref: list(way(query, row.text)) for row in rows}
        if any(said.values()):
            best = min if query.has(Flag.LEAST) else max
            return {ref: best(found, key=lambda one: one.value) for ref, found in said.items() if found}
    return {}


def _of_kind(query: Query, text: str) -> Iterator[Amount]:
    """ "The hottest": what is said in degrees."""
    kinds = _CURRENCIES if query.figure == "money" else {query.figure}
    return (one for one in amounts_of(text) if one.has_unit and one.kind in kinds)


def _of_noun(query: Query, text: str) -> Iterator[Amount]:
    """ "The most photos": what stands before "photos"."""
    nouns = {stem(lowered(part)) for one in query.subject for part in one.replace("|", " ").split()}
    return (one for one in amounts_of(text) if one.kind in nouns)


def _beside_topic(query: Query, text: str) -> Iterator[Amount]:
    """ "The largest error": the figures that follow the word, in the unit of the first."""
    low = lowered(text)
    topics = [part for one in query.subject for part in lowered(one).split("|")]
    ends = [low.find(topic) + len(topic) for topic in topics if topic in low]
    after = [_bare(one) for one in amounts_of(text) if any(0 <= one.start - end <= _NEAR for end in ends)]
    return (one for one in after if one.kind == after[0].kind)


def _bare(one: Amount) -> Amount:
    """Without a unit it is a number, whatever word stands behind it."""
    return one if one.has_unit else replace(one, kind="")


OPERATIONS = (
    Operation(
        Intent.FIGURES,
        answer,
        plan,
        further,
        narrows=True,
        lists_rows=True,
        stands_alone=True,
        own_words=True,
        compares_words=True,
    ),
)
