"""The rows that bear on a question's words, best first. No word must be said: a row is worth what it says of them.

`find_evidence` ranks rows by how much of the concepts (`concepts.py`) they say; a rare one tells more.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final
from uuid import UUID

from weeklog.ids import PersonId
from weeklog.language import typos
from weeklog.language.folding import folded, lowered
from weeklog.language.stems import stem, stems_of
from weeklog.language.synonyms import is_known
from weeklog.language.translations import is_without_accents
from weeklog.search.concepts import Concept
from weeklog.search.question import KINDS
from weeklog.search.ranking import Candidate, weights_of
from weeklog.search.tables import FoundRow, found_rows, matching_rows, near_words
from weeklog.unit_of_work import UnitOfWork
from weeklog.vocabulary import FoundKind

LEAST_SHARE: Final = 0.3  # of what all concepts are worth; a row that says less does not bear on them
MUCH_LESS: Final = 0.5  # of the best row's share: what says less than that is not what was meant
NEAR_MEANING: Final = 0.65  # what a word near in meaning is worth, of the word itself
NOT_NEEDED: Final = 0.5  # what a word is worth that a row need not say
_BEGINNING: Final = 4  # letters of a word that its endings leave as they are
_MOST_ROWS: Final = 200
_MOST_NEAR: Final = 20


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
    work: UnitOfWork,
    scope: Scope,
    concepts: Sequence[Concept],
    limit: int = 8,
    least: float = LEAST_SHARE,
    question: str = "",
) -> list[Found]:
    """The best first. Of rows that say the same, the one that has more words of the question."""
    if not concepts:
        return []
    candidates = await _matching(work, scope, concepts)
    unsaid = _unsaid(concepts, candidates)
    mended = await _with_typos(work, scope, concepts, unsaid) if unsaid else concepts
    if mended != concepts:
        concepts, candidates = mended, await _matching(work, scope, mended)
    rows = await _rows(work, scope, candidates)
    kept = [one for one in candidates if one.id in rows]
    for one in kept:
        _keep_what_is_said(one, concepts, rows[one.id].text)
    asked = frozenset(stems_of(question))
    overlap = {one.id: len(asked.intersection(stems_of(rows[one.id].text))) for one in kept}
    ranked = _ranked(kept, concepts, least, overlap)
    return [_found(one, rows[one.id], share, concepts) for share, one in ranked[:limit]]


async def _matching(work: UnitOfWork, scope: Scope, concepts: Sequence[Concept]) -> list[Candidate]:
    count = len(concepts)
    terms = [one.term for one in concepts] + [one.wide_term for one in concepts]
    asked = " | ".join(one.wide_term for one in concepts)
    rows = await work.all(
        matching_rows, asked=asked, terms=terms, **scope.values, most=_MOST_ROWS, newest=None
    )
    return [
        Candidate(
            row.kind,
            row.id,
            literal={place - 1 for place in row.matched if place <= count},
            near={place - 1 - count for place in row.matched if place > count},
        )
        for row in rows
    ]


def _unsaid(concepts: Sequence[Concept], candidates: Sequence[Candidate]) -> list[int]:
    """Words that no row says may be typos, unless they are known for words."""
    said = {place for one in candidates for place in one.said}
    return [
        place
        for place, one in enumerate(concepts)
        if place not in said and typos.is_long(_typed(one)) and not is_known(one.said)
    ]


def _typed(concept: Concept) -> str:
    """Of a word with hyphens, its parts as one word: `in-tơ-nét` is near to `internet`."""
    return folded(concept.said).replace("-", "")


async def _with_typos(
    work: UnitOfWork, scope: Scope, concepts: Sequence[Concept], unsaid: Sequence[int]
) -> Sequence[Concept]:
    rows = await work.all(
        near_words,
        words=[_typed(concepts[place]) for place in unsaid],
        programme_id=scope.programme_id,
        established=typos.ESTABLISHED,
        most=_MOST_NEAR,
    )
    mended = list(concepts)
    for number, place in enumerate(unsaid):
        meant = typos.nearest(_typed(concepts[place]), [row.word for row in rows if row.place == number])
        if meant:
            mended[place] = replace(concepts[place], ways=(*concepts[place].ways, meant))
    return mended


async def _rows(work: UnitOfWork, scope: Scope, candidates: Sequence[Candidate]) -> dict[UUID, FoundRow]:
    if not candidates:
        return {}
    best = sorted(candidates, key=lambda one: (len(one.literal), len(one.said), one.id.int), reverse=True)[
        :_MOST_ROWS
    ]
    rows = await work.all(
        found_rows,
        ids=[one.id for one in best],
        people=list(scope.people),
        marks=[],
        since=scope.since,
        until=scope.until,
    )
    return {row.id: row for row in rows}


def _keep_what_is_said(one: Candidate, concepts: Sequence[Concept], text: str) -> None:
    """`Tuấn` is not `tuần`, and `kẹt` is not `kết`: what is written with other accents only is not said."""
    lower, bare = lowered(text), folded(text)
    if lower == bare:
        return
    one.literal = {
        place
        for place in one.literal
        if not _is_otherwise(concepts[place], concepts[place].ways, lower, bare)
    }
    one.near = {
        place
        for place in one.near
        if place in one.literal
        or not _is_otherwise(concepts[place], (*concepts[place].ways, *concepts[place].near), lower, bare)
    }


def _is_otherwise(concept: Concept, ways: Sequence[str], lower: str, bare: str) -> bool:
    """The text has the letters of a way, with other accents; and none of the ways as it is written. What is typed
    without accents may have any."""
    exact = {way for way in ways if not way.isascii() or (is_without_accents(way) and way != concept.said)}
    if not any(folded(way) in bare for way in exact):
        return False
    return not any(_is_written(way, way in exact, lower, bare) for way in ways)


def _is_written(way: str, exact: bool, lower: str, bare: str) -> bool:
    """Endings differ, so of a word without accents its beginning is enough, unless it is Vietnamese."""
    if way.isascii():
        return stem(way) in stems_of(lower) if exact else way[:_BEGINNING] in bare
    return way in lower or (" " in way and folded(way) in lower)


def _ranked(
    candidates: Sequence[Candidate],
    concepts: Sequence[Concept],
    least: float,
    overlap: Mapping[UUID, int],
) -> list[tuple[float, Candidate]]:
    weights = _weights(candidates, concepts)
    all_of_it = sum(weights) or 1.0
    scored = [(_worth(one, weights) / all_of_it, one) for one in candidates]
    wanted = max([least, *(MUCH_LESS * share for share, _ in scored)])
    kept = [(share, one) for share, one in scored if share >= wanted]
    kept.sort(
        key=lambda each: (
            not _is_whole(each[1], concepts), -round(each[0], 3), -overlap[each[1].id], -each[1].id.int,
        )
    )  # fmt: skip
    return kept


def _worth(one: Candidate, weights: Sequence[float]) -> float:
    return sum(weights[place] for place in one.literal) + NEAR_MEANING * sum(
        weights[place] for place in one.near - one.literal
    )


def _is_whole(one: Candidate, concepts: Sequence[Concept]) -> bool:
    return all(place in one.literal for place, concept in enumerate(concepts) if concept.needed)


def _weights(candidates: Sequence[Candidate], concepts: Sequence[Concept]) -> list[float]:
    """A rare word tells more. What no row says tells nothing of rows: it counts like the others on average."""
    weights = weights_of(len(concepts), candidates)
    said = {place for one in candidates for place in one.said}
    average = sum(weights[place] for place in said) / len(said) if said else 1.0
    return [
        (weight if place in said else average) * (1.0 if concepts[place].needed else NOT_NEEDED)
        for place, weight in enumerate(weights)
    ]


def _found(one: Candidate, row: FoundRow, share: float, concepts: Sequence[Concept]) -> Found:
    return Found(
        kind=one.kind,
        id=one.id,
        week=row.week,
        start_on=row.start_on,
        person_id=row.person_id,
        text=row.text,
        share=round(share, 3),
        whole=_is_whole(one, concepts),
    )
