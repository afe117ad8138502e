"""How one query is looked up, step by step, out of the results so far. Pure.

A reading that finds rows beats one that finds none: where the most plausible one finds nothing, the next is looked up.

When nothing is found, what the worklog says of the question's words decides: a slip is put right, a word that
nobody wrote and that stands in no topic's place is left out, and both are told.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from weeklog.language.folding import folded
from weeklog.language.translations import also_said
from weeklog_chat_worker.models.offline.anchors import with_time
from weeklog_chat_worker.models.offline.answering import first_calls, further_calls
from weeklog_chat_worker.models.offline.calls import Call
from weeklog_chat_worker.models.offline.intents import INTENTS
from weeklog_chat_worker.models.offline.intents.contract import found_nothing
from weeklog_chat_worker.models.offline.periods import Known
from weeklog_chat_worker.models.offline.query import Flag, Intent, Query
from weeklog_chat_worker.tools.results import Entries, KnownWords

MOST_WORDS = 60  # that are compared
_MOST_NAMED = 3
LONGEST_PHRASE = 6  # words
_ABOUT_SOMETHING = (Flag.YES_OR_NO, Flag.WHICH_DAY, Flag.WHICH_WEEK, Flag.FIRST, Flag.LAST)


@dataclass(frozen=True)
class Turn:
    query: Query
    found: Sequence[Any] = ()
    rest: Sequence[Any] = ()  # results that belong to the next query
    calls: Sequence[Call] = ()  # what is missing yet


def look_up(query: Query, known: Known, results: Sequence[Any]) -> Turn:
    if query.base is not None:
        return _with_base(query, query.base, known, results)
    is_bare = _is_bare(query)
    first = () if is_bare else first_calls(query, known)
    if len(results) < len(first):
        return Turn(query, calls=first)
    found, rest = list(results[: len(first)]), list(results[len(first) :])
    if is_bare or (first and _is_doubtful(query) and found_nothing(found)):
        if not rest:
            return Turn(query, calls=[Call("known_words", {"words": asked_words(query)})])
        words, rest = rest[0], rest[1:]
        settled = _named(query, words) if is_bare else settle(query, words)
        if is_bare or settled.subject != query.subject:
            return look_up(settled, known, rest)
    if query.by_name is not None and found_nothing(found):
        return _by_name(query, query.by_name, known, found, rest)
    return _further(query, known, found, rest)


def _by_name(query: Query, named: Query, known: Known, found: Sequence[Any], rest: Sequence[Any]) -> Turn:
    """Nothing is found at a time: it may be part of a name."""
    calls = first_calls(named, known)
    if len(rest) < len(calls):
        return Turn(query, calls=calls)
    by_name, rest = rest[: len(calls)], rest[len(calls) :]
    return _further(query, known, found, rest) if found_nothing(by_name) else Turn(named, by_name, rest)


def _further(query: Query, known: Known, found: Sequence[Any], rest: Sequence[Any]) -> Turn:
    further = further_calls(query, found)
    if len(rest) < len(further):
        return Turn(query, calls=further)
    results, rest = (*found, *rest[: len(further)]), rest[len(further) :]
    if query.others and query.subject and found_nothing(results):
        return look_up(replace(query.others[0], others=(), settled=True), known, rest)
    return Turn(query, [_nth_of(query, one) for one in results], rest)


def _nth_of(query: Query, found: object) -> object:
    """ "The second one" of what was listed."""
    if query.nth is None or not isinstance(found, Entries) or len(found.entries) < query.nth:
        return found
    return found.model_copy(update={"entries": found.entries[query.nth - 1 : query.nth], "total": 1})


def _with_base(query: Query, base: Query, known: Known, results: Sequence[Any]) -> Turn:
    """First the day that only the worklog tells; when it does not, what was found of it is the answer."""
    calls = first_calls(base, known)
    if len(results) < len(calls):
        return Turn(query, calls=calls)
    settled = with_time(query, base, results[0], known) if calls else None
    if settled is None and calls and query.subject and found_nothing(results[: len(calls)]):
        timeless = replace(query, base=None, periods=tuple(one for one in query.periods if not one.event))
        return look_up(timeless, known, results[len(calls) :])
    if settled is None:
        return look_up(base, known, results)
    return look_up(settled, known, results[len(calls) :])


def _is_doubtful(query: Query) -> bool:
    return bool(query.subject) and not query.settled and INTENTS[query.intent].compares_words


def _is_bare(query: Query) -> bool:
    """ "Grafana?": nothing but words."""
    return query.intent == Intent.NONE and 0 < len(query.subject) <= _MOST_NAMED and not query.settled


def _named(query: Query, words: object) -> Query:
    """Words that the worklog says are looked up; with any other among them the question is not understood."""
    if not isinstance(words, KnownWords):
        return replace(query, settled=True)
    settled = settle(replace(query, intent=Intent.LIST, topical=frozenset()), words)
    missing = len(query.subject) - len(settled.subject)
    understood = missing * 2 < len(query.subject) and settled.intent == Intent.LIST
    said = {folded(word) for word in (*words.known, *words.near.values())}
    if understood and all(_is_said(part, said) for one in settled.subject for part in one.split("|")):
        return settled
    return replace(query, settled=True)


def asked_words(query: Query) -> list[str]:
    asked = [
        word
        for one in (*query.subject, *(query.by_name.subject if query.by_name else ()))
        for part in one.split("|")
        for word in (part, *also_said(part), *_said_parts(part))
    ]
    return list(dict.fromkeys(asked))[:MOST_WORDS]


def _parts(phrase: str) -> Iterator[str]:
    """Of a phrase, the longer ones first."""
    words = phrase.split()[: 2 * LONGEST_PHRASE]
    for size in range(min(len(words) - 1, LONGEST_PHRASE), 0, -1):
        for at in range(len(words) - size + 1):
            part = " ".join(words[at : at + size])
            if size > 1 or _says_enough(part):
                yield part


def _said_parts(phrase: str) -> Iterator[str]:
    """Each part, and what it is in the other language; of a short phrase each syllable, to tell what nobody wrote."""
    for part in _parts(phrase):
        yield from (part, *also_said(part))
    syllables = phrase.split()
    yield from syllables if 1 < len(syllables) <= _SHORT else ()


_SHORTEST_NAME = 4  # letters
_SHORT = 4  # syllables of a phrase


def _says_enough(word: str) -> bool:
    """A Vietnamese syllable alone says nothing; a name or a foreign word does."""
    return len(word) >= _SHORTEST_NAME and word.isascii()


def settle(query: Query, words: object) -> Query:
    """The subject as the worklog words it."""
    if not isinstance(words, KnownWords):
        return query
    if query.by_name is not None:
        query = replace(query, by_name=settle(query.by_name, words))
    subject, instead, left_out = list[str](), list[tuple[str, str]](), list[str]()
    known = {folded(word) for word in words.known}
    for one in query.subject:
        parts = one.split("|")
        said = [part for part in parts if _is_said(part, known)]
        near = [(part, words.near[part]) for part in parts if part in words.near]
        within = [part for part in _parts(one) if _is_said(part, known)]
        if said:
            subject.append("|".join(said) if len(said) == len(parts) else one)
        elif near:
            subject.append("|".join(meant for _, meant in near))
            instead += near
        elif within:
            subject.append(within[0])
            left_out += _beside(within[0], one, known)
        elif one in query.topical and one not in query.verbs and not query.tag:
            subject.append(one)
        else:
            left_out.append(one)
    if left_out and not (subject or _may_go_without(query)):
        return replace(query, settled=True)
    shown = tuple(word for word in left_out if word not in query.verbs)
    return _without_topic(
        replace(
            query, subject=tuple(subject), settled=True, instead=tuple(instead), left_out=shown,
            verbs=query.verbs & set(subject), flags=query.flags - ({Flag.YES_OR_NO} if left_out else set()),
        )
    )  # fmt: skip


def _beside(found: str, phrase: str, known: set[str]) -> list[str]:
    """The rest of a phrase of which the worklog says a part; a syllable alone where nobody wrote it."""
    parts = [part for half in phrase.split(found, 1) if (part := half.strip())]
    is_short = len(phrase.split()) <= _SHORT
    return [
        part
        for part in parts
        if " " in part or _says_enough(part) or (is_short and not _is_said(part, known))
    ]


def _is_said(part: str, known: set[str]) -> bool:
    return folded(part) in known or any(folded(also) in known for also in also_said(part))


def _may_go_without(query: Query) -> bool:
    """Whether it asks for something that needs no topic."""
    limited = bool(query.periods or query.tag or query.status)
    if query.intent == Intent.FIGURES:
        return bool(query.figure)
    if query.intent in (Intent.LIST, Intent.STATUS, Intent.COUNT, Intent.HOURS, Intent.LONGEST):
        return limited and not query.has(*_ABOUT_SOMETHING)
    return True


def _without_topic(query: Query) -> Query:
    """Nothing is left to look up."""
    if query.intent in (Intent.LIST, Intent.STATUS) and not query.limited:
        return replace(query, intent=Intent.NONE)
    return query
