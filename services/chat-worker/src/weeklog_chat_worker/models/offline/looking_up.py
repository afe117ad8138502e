"""How one reading is looked up, step by step, out of the results so far. Pure.

When nothing is found, what the worklog says of the question's words decides: a slip is put right, a word that nobody wrote
and that stands in no topic's place is left out, and both are told.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from weeklog.language.translations import also_said
from weeklog_chat_worker.models.offline.calls import Call
from weeklog_chat_worker.models.offline.folding import folded
from weeklog_chat_worker.models.offline.found_times import with_time
from weeklog_chat_worker.models.offline.periods import Known
from weeklog_chat_worker.models.offline.plans import first_calls, found_nothing, further_calls
from weeklog_chat_worker.models.offline.reading import Reading
from weeklog_chat_worker.tools.results import Entries, KnownWords

MOST_WORDS = 60  # that are compared
_MOST_NAMED = 3
LONGEST_PHRASE = 6  # words
_COMPARED = frozenset({
    "list", "status", "open", "count", "links", "longest", "objectives", "achievements", "rank", "groups", "compare",
    "average",
})  # fmt: skip
_ABOUT_SOMETHING = ("yes or no", "which day", "which week", "first", "last")


@dataclass(frozen=True)
class Turn:
    reading: Reading
    found: Sequence[Any] = ()
    rest: Sequence[Any] = ()  # results that belong to the next reading
    calls: Sequence[Call] = ()  # what is missing yet


def look_up(reading: Reading, known: Known, results: Sequence[Any]) -> Turn:
    if reading.base is not None:
        return _with_base(reading, reading.base, known, results)
    is_bare = _is_bare(reading)
    first = () if is_bare else first_calls(reading, known)
    if len(results) < len(first):
        return Turn(reading, calls=first)
    found, rest = list(results[: len(first)]), list(results[len(first) :])
    if is_bare or (first and _is_doubtful(reading) and found_nothing(found)):
        if not rest:
            return Turn(reading, calls=[Call("known_words", {"words": asked_words(reading)})])
        words, rest = rest[0], rest[1:]
        settled = _named(reading, words) if is_bare else settle(reading, words)
        if is_bare or settled.subject != reading.subject:
            return look_up(settled, known, rest)
    further = further_calls(reading, found)
    if len(rest) < len(further):
        return Turn(reading, calls=further)
    told = [_nth_of(reading, one) for one in (*found, *rest[: len(further)])]
    return Turn(reading, told, rest[len(further) :])


def _nth_of(reading: Reading, found: object) -> object:
    """ "The second one" of what was listed."""
    if reading.nth is None or not isinstance(found, Entries) or len(found.entries) < reading.nth:
        return found
    return found.model_copy(update={"entries": found.entries[reading.nth - 1 : reading.nth], "total": 1})


def _with_base(reading: Reading, base: Reading, known: Known, results: Sequence[Any]) -> Turn:
    """First the day that only the worklog tells; when it does not, what was found of it is the answer."""
    calls = first_calls(base, known)
    if len(results) < len(calls):
        return Turn(reading, calls=calls)
    settled = with_time(reading, base, results[0], known) if calls else None
    if settled is None:
        return look_up(base, known, results)
    return look_up(settled, known, results[len(calls) :])


def _is_doubtful(reading: Reading) -> bool:
    return bool(reading.subject) and not reading.settled and reading.intent in _COMPARED


def _is_bare(reading: Reading) -> bool:
    """ "Grafana?": nothing but words."""
    return reading.intent == "none" and 0 < len(reading.subject) <= _MOST_NAMED and not reading.settled


def _named(reading: Reading, words: object) -> Reading:
    """Words that the worklog says are looked up; with any other among them the question is not understood."""
    if not isinstance(words, KnownWords):
        return replace(reading, settled=True)
    settled = settle(replace(reading, intent="list", topical=frozenset()), words)
    understood = len(settled.subject) == len(reading.subject) and settled.intent == "list"
    said = {folded(word) for word in (*words.known, *words.near.values())}
    if understood and all(_is_said(part, said) for one in settled.subject for part in one.split("|")):
        return settled
    return replace(reading, settled=True)


def asked_words(reading: Reading) -> list[str]:
    asked = [
        word
        for one in reading.subject
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
    """Each part, and what it is in the other language."""
    for part in _parts(phrase):
        yield from (part, *also_said(part))


def _says_enough(word: str) -> bool:
    """A Vietnamese syllable alone says nothing; a name or a foreign word does."""
    return len(word) > 3 and word.isascii()  # noqa: PLR2004


def settle(reading: Reading, words: object) -> Reading:
    """The subject as the worklog words it."""
    if not isinstance(words, KnownWords):
        return reading
    subject, instead, left_out = list[str](), list[tuple[str, str]](), list[str]()
    known = {folded(word) for word in words.known}
    for one in reading.subject:
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
        elif one in reading.topical:
            subject.append(one)
        else:
            left_out.append(one)
    if left_out and not (subject or _may_go_without(reading)):
        return replace(reading, settled=True)
    shown = tuple(word for word in left_out if word not in reading.verbs)
    return _without_topic(
        replace(
            reading, subject=tuple(subject), settled=True, instead=tuple(instead), left_out=shown,
            verbs=reading.verbs & set(subject),
        )
    )  # fmt: skip


def _is_said(part: str, known: set[str]) -> bool:
    return folded(part) in known or any(folded(also) in known for also in also_said(part))


def _may_go_without(reading: Reading) -> bool:
    """Whether it asks for something that needs no topic."""
    limited = bool(reading.periods or reading.tag or reading.status)
    if reading.intent in ("list", "status", "count", "longest"):
        return limited and not reading.has(*_ABOUT_SOMETHING)
    return True


def _without_topic(reading: Reading) -> Reading:
    """Nothing is left to look up."""
    if reading.intent in ("list", "status") and not reading.limited:
        return replace(reading, intent="none")
    return reading
