"""Finds in steps, each asked only when the one before found little: all the words; words that may have been meant;
some of the words. Meanings are asked besides."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from weeklog.language import typos
from weeklog.search.question import Search, all_of, any_of, any_two_of, beginning_of, terms_of
from weeklog.search.ranking import (
    Candidate,
    Hit,
    Why,
    least_likeness,
    places,
    score,
    weights_of,
    written_otherwise,
)
from weeklog.search.tables import (
    FoundRow,
    LikenessRow,
    MatchRow,
    NearWordRow,
    found_rows,
    matching_rows,
    near_words,
    nearest_meanings,
)
from weeklog.unit_of_work import UnitOfWork

MOST_MATCHES: Final = 200  # the newest of each kind are ranked
NEWEST: Final = 3_000  # rows of many people, among which words that many rows say are looked for first
MANY: Final = 20  # found among them, nobody looks further back
FEW_PEOPLE: Final = 5  # every row of theirs is looked at
MOST_MEANINGS: Final = 60
MOST_RANKED: Final = 100
MOST_NEAR: Final = 40
ENOUGH: Final = 5  # rows that say every word; then nobody meant others
PAIRS_FROM: Final = 3  # words, of which two must be said


async def find(work: UnitOfWork, search: Search, limit: int = 20, offset: int = 0) -> list[Hit]:
    """The best first. Rows that the asker may not read are not among them, whatever `people` says."""
    found = _Found(work, search)
    await found.by_words()
    await found.by_meaning()
    rows = {row.id: row for row in await found.rows([one for _, one in found.ranked()[:MOST_RANKED]])}
    found.read(rows)
    page = found.ranked()[offset : offset + limit]
    marked = {row.id: row.marked for row in await found.rows([one for _, one in page], marked=True)}
    return [
        Hit(
            kind=one.kind,
            id=one.id,
            week=rows[one.id].week,
            start_on=rows[one.id].start_on,
            person_id=rows[one.id].person_id,
            text=rows[one.id].text,
            highlights=places(marked.get(one.id, "")),
            score=round(min(points, 1.0), 4),
            why=found.score(one)[1],
        )
        for points, one in page
    ]


@dataclass(frozen=True)
class _Doubted:
    """What may have been meant instead, for each word."""

    hardly_known: list[list[str]]  # for each word, where it is hardly known
    unknown: list[list[str]]  # of words that nobody wrote
    last: bool  # whether the last word is hardly known: then it may be the beginning of one


class _Found:
    """What one search has found so far."""

    def __init__(self, work: UnitOfWork, search: Search) -> None:
        self._work, self._search = work, search
        self._words = search.words
        self._literal = self._near = self._widest = terms_of(self._words)
        self._candidates: dict[UUID, Candidate] = {}
        self._weights: list[float] = []
        self._best_likeness = 0.0
        self._least = 0.0
        self._beginning: str | None = None

    async def by_words(self) -> None:
        if not self._words:
            return
        await self._saying(all_of(self._literal))
        if len(self._candidates) >= ENOUGH:
            return
        doubted = await self._doubted()
        self._beginning = beginning_of(self._words[-1]) if doubted.last else None
        if self._beginning is not None:
            await self._saying(all_of(self._begun(self._literal)))
            if len(self._candidates) >= ENOUGH:
                return
        self._near = self._widest = terms_of(self._words, doubted.hardly_known)
        if self._near != self._literal:
            await self._saying(all_of(self._begun(self._near)))
        self._near = terms_of(self._words, doubted.unknown)
        either = self._begun(self._near)
        if len(self._words) >= PAIRS_FROM and len(self._candidates) < ENOUGH:
            await self._matching(any_two_of(either), newest=NEWEST)
        if len(self._words) > 1 and len(self._candidates) < ENOUGH:
            await self._matching(any_of(either), newest=NEWEST)

    async def by_meaning(self) -> None:
        if self._search.meaning is None:
            return
        for row in await self._work.all(
            nearest_meanings, meaning=self._search.meaning, **self._search.scope, most=MOST_MEANINGS
        ):
            self._candidate(row).likeness = row.likeness
            self._best_likeness = max(self._best_likeness, row.likeness)

    def score(self, one: Candidate) -> tuple[float, Why]:
        return score(one, self._weights, self._best_likeness, self._least)

    def ranked(self) -> list[tuple[float, Candidate]]:
        """By what they are worth; of two that are worth the same, the newer."""
        candidates = list(self._candidates.values())
        self._weights = weights_of(len(self._words), [one for one in candidates if one.said])
        self._least = least_likeness(len(self._words), candidates)
        scored = [(self.score(one)[0], one) for one in candidates]
        return sorted(
            ((points, one) for points, one in scored if points > 0),
            key=lambda each: (each[0], each[1].id.int),
            reverse=True,
        )

    def read(self, rows: Mapping[UUID, FoundRow]) -> None:
        """Keeps the candidates that can be read, and looks at their accents."""
        self._candidates = {one_id: self._candidates[one_id] for one_id in rows}
        for one_id, row in rows.items():
            self._candidates[one_id].otherwise = written_otherwise(self._words, row.text)

    async def rows(self, those: Sequence[Candidate], *, marked: bool = False) -> list[FoundRow]:
        if not those:
            return []
        return await self._work.all(
            found_rows,
            ids=[one.id for one in those],
            people=list(self._search.people),
            marks=[self._marks(one) for one in those] if marked and self._words else [],
            **self._search.days,
        )

    def _marks(self, one: Candidate) -> str:
        """Where a row says a word, that is shown, and nothing that might have been meant instead."""
        terms = list(self._literal)
        for place in one.near - one.literal - one.begun:
            terms[place] = self._widest[place]
        for place in one.begun - one.literal:
            terms[place] = self._beginning or terms[place]
        return any_of(terms)

    async def _saying(self, asked: str) -> None:
        """Common words are found among the newest rows, rare ones by the index: no plan is good at both."""
        if len(self._search.people) > FEW_PEOPLE and await self._matching(asked, newest=NEWEST) >= MANY:
            return
        await self._matching(asked)

    async def _matching(self, asked: str, newest: int | None = None) -> int:
        """How many rows."""
        count = len(self._words)
        rows = await self._work.all(
            matching_rows,
            asked=asked,
            terms=[*self._literal, *self._near, self._beginning or self._literal[-1]],
            **self._search.scope,
            **self._search.days,
            most=MOST_MATCHES,
            newest=newest,
        )
        for row in rows:
            one = self._candidate(row)
            one.literal |= {place - 1 for place in row.matched if place <= count}
            one.near |= {place - 1 - count for place in row.matched if count < place <= 2 * count}
            one.begun |= {count - 1 for place in row.matched if place > 2 * count}
            one.nearness = max(one.nearness, row.nearness)
        return len(rows)

    async def _doubted(self) -> "_Doubted":
        near: list[list[NearWordRow]] = [[] for _ in self._words]
        for row in await self._work.all(
            near_words,
            words=list(self._words),
            programme_id=self._search.programme_id,
            established=typos.ESTABLISHED,
            most=MOST_NEAR,
        ):
            near[row.place].append(row)
        likely = [_likely(word, rows) for word, rows in zip(self._words, near, strict=True)]
        return _Doubted(
            [others for others, _ in likely],
            [others if not seen else [] for others, seen in likely],
            last=likely[-1][1] < typos.ESTABLISHED,
        )

    def _begun(self, terms: Sequence[str]) -> list[str]:
        """The last one also as the beginning of a word, which somebody may still be typing."""
        return [*terms[:-1], f"({terms[-1]} | {self._beginning})"] if self._beginning else list(terms)

    def _candidate(self, row: MatchRow | LikenessRow) -> Candidate:
        return self._candidates.setdefault(row.id, Candidate(row.kind, row.id))


def _likely(word: str, rows: Sequence[NearWordRow]) -> tuple[list[str], int]:
    """What may have been meant instead, and how often the word itself was seen."""
    itself = next((row for row in rows if row.word == row.asked), None)
    if itself is None:
        return typos.likely(word, ()), 0
    if itself.seen >= typos.ESTABLISHED:
        return [], itself.seen
    return typos.likely(itself.word, [row.word for row in rows if row is not itself]), itself.seen
