"""A query and the results of its calls become the lines of an answer. Pure: every line about an entry quotes
it and cites it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from weeklog.language.plain_text import plain_text
from weeklog_chat_worker.models.offline.calls import Call, seek, times
from weeklog_chat_worker.models.offline.intents import INTENTS
from weeklog_chat_worker.models.offline.intents.contract import found_nothing
from weeklog_chat_worker.models.offline.intents.evidence import about, bearing, fits, instead
from weeklog_chat_worker.models.offline.intents.rows import entry_lines, evidence_lines, finds
from weeklog_chat_worker.models.offline.language.loading import SAY
from weeklog_chat_worker.models.offline.periods import Known
from weeklog_chat_worker.models.offline.phrases import Say
from weeklog_chat_worker.models.offline.query import Flag, Intent, Query
from weeklog_chat_worker.tools.results import Counts, Entries, EntryRow, Evidence, NoSuchPerson

_OF_ENTRIES = (Intent.LIST, Intent.STATUS, Intent.OPEN)
_OF_WORDS = (Intent.LIST, Intent.STATUS, Intent.COUNT, Intent.HOURS, Intent.LONGEST)
_MOST_CLOSE = 3  # rows beside them
FEW = 2  # rows that say all of the words; then others may have been meant, too


def first_calls(query: Query, known: Known) -> Sequence[Call]:
    return INTENTS[query.intent].plan(query, known)


def further_calls(query: Query, results: Sequence[Any]) -> Sequence[Call]:
    """After the first calls' results: nothing is denied before rows were ranked by the question's words."""
    operation = INTENTS[query.intent]
    if query.subject and operation.seeks_evidence and found_nothing(results):
        return _ranked_by(_all_words(query)) if query.left_out else _relaxed(query)
    if _may_be_others(query, results):
        return seek(_all_words(query))
    return operation.further(query, results)


def _may_be_others(query: Query, results: Sequence[Any]) -> bool:
    """Few rows say all of several words: others say the same in other words."""
    asks_anything = query.intent in _OF_WORDS and not query.has(Flag.FIRST, Flag.LAST)
    words = len(query.subject) + len(query.left_out) + len(query.soft)
    return asks_anything and words > 1 and bool(query.subject) and all(_is_few(one) for one in results)


def _is_few(result: object) -> bool:
    match result:
        case Entries(total=total) | Counts(entries=total):
            return total <= FEW
        case _:
            return False


def _relaxed(query: Query) -> Sequence[Call]:
    """Without the words that may only say that something was done; and whatever bears on the words."""
    rest = tuple(word for word in query.subject if word not in query.verbs)
    is_shorter = len(rest) < len(query.subject) and bool(rest or query.periods)
    plainer = finds(replace(query, subject=rest)) if is_shorter and query.intent in _OF_ENTRIES else ()
    return (*plainer, *_ranked_by(query))


def _ranked_by(query: Query) -> Sequence[Call]:
    """Within the time that was asked for, then at any: nothing is denied before."""
    at_any_time = seek(replace(query, periods=())) if query.periods else ()
    return (*seek(query), *at_any_time)


def _all_words(query: Query) -> Query:
    """A word that was left out is sought again."""
    return replace(query, subject=(*query.subject, *query.left_out))


def answer(query: Query, results: Sequence[Any], known: Known) -> list[str]:
    """The answer as lines, in order."""
    say = SAY[query.code]
    if query.problem is not None:
        return [say.problem(query.problem)]
    for one in results:
        if isinstance(one, NoSuchPerson):
            return [_nobody(one, say)]
    if query.person is not None:
        if query.intent.is_proposal:
            return [say("beyond doing")]
        say = say.of(query.person)
    lines = _lines(query, results, say, known)
    if query.person is not None:
        lines = [f"**{plain_text(query.person)}**", "", *lines]
    slips = [say("instead", said=said, meant=meant) for said, meant in query.instead]
    if query.left_out:
        slips.append(say("left out", words=say("or").join(f"“{word}”" for word in query.left_out)))
    if query.named:
        slips.append(say("by name", name=query.named))
    row = query.counted_from
    told = [say("counted from"), "", *entry_lines(Entries(total=1, entries=(row,)), say), ""] if row else []
    return [*([" ".join(slips), ""] if slips else []), *told, *lines]


def _close(query: Query, results: Sequence[Any], sought: Sequence[Evidence], say: Say) -> list[str]:
    """Beside the few rows that say all of the words, those that say nearly as much."""
    shown = {row.ref for one in results for row in _rows_of(one)}
    rows = {row.ref: row for one in sought for row in (*one.entries, *one.close) if fits(query, row)}
    more = tuple(row for ref, row in rows.items() if ref not in shown)[:_MOST_CLOSE]
    return ["", say("close"), "", *entry_lines(Entries(total=len(more), entries=more), say)] if more else []


def _rows_of(result: object) -> Sequence[EntryRow]:
    match result:
        case Entries(entries=rows) | Counts(shown=rows):
            return rows
        case _:
            return ()


def _nobody(found: NoSuchPerson, say: Say) -> str:
    if found.several:
        return say("several people", name=found.asked, names=say("or").join(found.several))
    return say("no person", name=found.asked)


def _lines(query: Query, results: Sequence[Any], say: Say, known: Known) -> list[str]:
    operation = INTENTS[query.intent]
    lines = operation.answer(query, results, say, known)
    sought = [one for one in results if isinstance(one, Evidence)]
    if not sought or not operation.seeks_evidence:
        return lines
    if not found_nothing([one for one in results if one not in sought]):
        return [*lines, *_close(query, results, sought, say)]
    here = sought[:-1] if len(sought) > len(times(query)) else sought  # the last one is of every time
    if found := bearing(query, here):
        return instead(query, found, say)
    lines = [*lines, *about(query, here, say)]
    elsewhere = bearing(query, sought[-1:]) if len(here) < len(sought) else None
    if elsewhere is None:
        return lines
    return [*lines, "", say("elsewhere"), "", *evidence_lines(elsewhere, say)]
