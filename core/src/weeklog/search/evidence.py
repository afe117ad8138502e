"""The rows that bear on a question's words, best first. No word must be said: a row is worth what it says of them.

`concepts_of` turns words into concepts, each with the ways in which it may be said: its stem, with and without a
hyphen, in the other language. `find_evidence` ranks rows by how much of the concepts they say; a rare
one tells more.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any, Final
from uuid import UUID

from weeklog.ids import PersonId
from weeklog.language import typos
from weeklog.language.folding import folded
from weeklog.language.irregular import forms_of
from weeklog.language.stems import COMMON
from weeklog.language.translations import LONGEST_PHRASE, said_otherwise
from weeklog.search.question import KINDS
from weeklog.search.ranking import Candidate, weights_of, written_otherwise
from weeklog.search.tables import FoundRow, found_rows, matching_rows, near_words
from weeklog.unit_of_work import UnitOfWork
from weeklog.vocabulary import FoundKind

MOST_CONCEPTS: Final = 10
LEAST_SHARE: Final = 0.3  # of what all concepts are worth; a row that says less does not bear on them
MUCH_LESS: Final = 0.7  # of the best row's share: what says less than that is not what was meant
_MOST_ROWS: Final = 200
_MOST_NEAR: Final = 20
_COMPOUND: Final = range(7, 25)  # letters; `frontend` may be written as two words
_SHORTEST_PART: Final = 3
_WORD: Final = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")


@dataclass(frozen=True)
class Concept:
    said: str  # as it was asked for
    ways: tuple[str, ...]  # words and phrases, any of which says it

    @property
    def term(self) -> str:
        """For Postgres: any of the ways; the words of a phrase stand side by side."""
        return " | ".join(f"'{way}'" for way in self.ways)


@dataclass(frozen=True)
class Found:
    kind: FoundKind
    id: UUID
    week: int | None
    start_on: date
    person_id: PersonId
    text: str
    share: float  # of what was asked for, 0 to 1
    whole: bool  # it says every concept


def concepts_of(words: Iterable[str]) -> tuple[Concept, ...]:
    """Of words and phrases; common words say nothing while others remain."""
    found = {concept.said: concept for one in words for concept in _concepts(one)}
    telling = {said: one for said, one in found.items() if said not in COMMON}
    return tuple((telling or found).values())[:MOST_CONCEPTS]


def _concepts(phrase: str) -> Iterator[Concept]:
    """The longest phrases that are known in the other language, then single words; syllables of Vietnamese in
    pairs."""
    words = [match[0].strip("-'’.").lower() for match in _WORD.finditer(phrase)]
    rest: list[str] = []
    at = 0
    while at < len(words):
        size = next(
            (
                size
                for size in range(min(LONGEST_PHRASE, len(words) - at), 0, -1)
                if said_otherwise(" ".join(words[at : at + size]))
            ),
            0,
        )
        if not size:
            rest.append(words[at])
            at += 1
            continue
        yield from _unknown(rest)
        rest = []
        yield _concept(" ".join(words[at : at + size]))
        at += size
    yield from _unknown(rest)


def _unknown(words: Sequence[str]) -> Iterator[Concept]:
    syllables: list[str] = []
    for word in (*words, ""):
        if word and not word.isascii():
            syllables.append(word)
            continue
        yield from _syllables(syllables)
        syllables = []
        if word:
            yield _concept(word)


def _syllables(run: Sequence[str]) -> Iterator[Concept]:
    telling = [one for one in run if one not in COMMON]
    if not telling[1:]:  # no pair
        yield from map(_concept, telling)
        return
    yield from (_concept(f"{first} {second}") for first, second in pairwise(run))


def _concept(words: str) -> Concept:
    return Concept(words, tuple(dict.fromkeys((*_spellings(words), *said_otherwise(words)))))


def _spellings(words: str) -> Iterator[str]:
    """`look-up`, `lookup` and `look up` are one word."""
    bare = " ".join(re.findall(r"[^\W_]+", words))
    yield bare
    yield from forms_of(bare)
    if re.search(r"[-‐‑]", words):
        yield re.sub(r"[^\w]", "", words)
    elif len(bare) in _COMPOUND and bare.isascii() and bare.isalpha():
        for at in range(_SHORTEST_PART, len(bare) - _SHORTEST_PART + 1):
            yield f"{bare[:at]} {bare[at:]}"


@dataclass(frozen=True)
class Scope:
    """Whose rows, and of which time."""

    people: Sequence[PersonId]
    programme_id: UUID
    since: date | None = None
    until: date | None = None
    kinds: Sequence[FoundKind] = KINDS

    @property
    def values(self) -> dict[str, Any]:
        return {
            "programme_id": self.programme_id,
            "people": list(self.people),
            "kinds": list(self.kinds),
            "since": self.since,
            "until": self.until,
        }


async def find_evidence(
    work: UnitOfWork, scope: Scope, concepts: Sequence[Concept], limit: int = 8, least: float = LEAST_SHARE
) -> list[Found]:
    """The best first. Rows that say everything stand alone where there are any."""
    if not concepts:
        return []
    candidates = await _matching(work, scope, concepts)
    unsaid = _unsaid(concepts, candidates)
    mended = await _with_typos(work, scope, concepts, unsaid) if unsaid else concepts
    if mended != concepts:
        concepts, candidates = mended, await _matching(work, scope, mended)
    rows = await _rows(work, scope, candidates)
    for one in candidates:
        if one.id in rows:
            one.literal -= _written_otherwise(concepts, rows[one.id].text)
    ranked = _ranked([one for one in candidates if one.id in rows], len(concepts), least)
    return [_found(one, rows[one.id], share, len(concepts)) for share, one in ranked[:limit]]


async def _matching(work: UnitOfWork, scope: Scope, concepts: Sequence[Concept]) -> list[Candidate]:
    terms = [one.term for one in concepts]
    rows = await work.all(
        matching_rows, asked=" | ".join(terms), terms=terms, **scope.values, most=_MOST_ROWS, newest=None
    )
    return [Candidate(row.kind, row.id, literal={place - 1 for place in row.matched}) for row in rows]


def _unsaid(concepts: Sequence[Concept], candidates: Sequence[Candidate]) -> list[int]:
    """Words that no row says may be typos."""
    said = {place for one in candidates for place in one.literal}
    return [
        place for place, one in enumerate(concepts) if place not in said and typos.is_long(folded(one.said))
    ]


async def _with_typos(
    work: UnitOfWork, scope: Scope, concepts: Sequence[Concept], unsaid: Sequence[int]
) -> Sequence[Concept]:
    rows = await work.all(
        near_words,
        words=[concepts[place].said for place in unsaid],
        programme_id=scope.programme_id,
        established=typos.ESTABLISHED,
        most=_MOST_NEAR,
    )
    mended = list(concepts)
    for number, place in enumerate(unsaid):
        meant = typos.nearest(folded(concepts[place].said), [row.word for row in rows if row.place == number])
        if meant:
            mended[place] = Concept(concepts[place].said, (*concepts[place].ways, meant))
    return mended


async def _rows(work: UnitOfWork, scope: Scope, candidates: Sequence[Candidate]) -> dict[UUID, FoundRow]:
    if not candidates:
        return {}
    best = sorted(candidates, key=lambda one: (len(one.literal), one.id.int), reverse=True)[:_MOST_ROWS]
    rows = await work.all(
        found_rows,
        ids=[one.id for one in best],
        people=list(scope.people),
        marks=[],
        since=scope.since,
        until=scope.until,
    )
    return {row.id: row for row in rows}


def _written_otherwise(concepts: Sequence[Concept], text: str) -> set[int]:
    """`Tuấn` is not `tuần`: a word that is said with other accents only is not said."""
    alone = {place: one.said for place, one in enumerate(concepts) if len(one.ways) == 1}
    places = list(alone)
    return {places[at] for at in written_otherwise(list(alone.values()), text)}


def _ranked(candidates: Sequence[Candidate], concepts: int, least: float) -> list[tuple[float, Candidate]]:
    weights = _weights(candidates, concepts)
    all_of_it = sum(weights) or 1.0
    scored = [(sum(weights[place] for place in one.literal) / all_of_it, one) for one in candidates]
    wanted = max([least, *(MUCH_LESS * share for share, _ in scored)])
    kept = [(share, one) for share, one in scored if share >= wanted]
    kept.sort(key=lambda each: (-each[0], -each[1].id.int))
    whole = [each for each in kept if len(each[1].literal) == concepts]
    return whole or kept


def _weights(candidates: Sequence[Candidate], concepts: int) -> list[float]:
    """A rare word tells more. What no row says tells nothing of rows: it counts like the others on average."""
    weights = weights_of(concepts, candidates)
    said = {place for one in candidates for place in one.literal}
    average = sum(weights[place] for place in said) / len(said) if said else 1.0
    return [weight if place in said else average for place, weight in enumerate(weights)]


def _found(one: Candidate, row: FoundRow, share: float, concepts: int) -> Found:
    return Found(
        kind=one.kind,
        id=one.id,
        week=row.week,
        start_on=row.start_on,
        person_id=row.person_id,
        text=row.text,
        share=round(share, 3),
        whole=len(one.literal) == concepts,
    )
