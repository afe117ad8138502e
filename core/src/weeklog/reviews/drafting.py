"""A review's week -> its new draft, as it is stored. Pure; `hold_reviews` reads and `save_drafts` writes many
at once."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final
from uuid import UUID

from sqlalchemy import text

from weeklog.db.base import Query
from weeklog.events.catalogue import ReviewDrafted
from weeklog.ids import PersonId
from weeklog.reviews.document import redraft
from weeklog.reviews.facts.rows import WeekRows
from weeklog.reviews.facts.week import find_facts
from weeklog.reviews.freshness import Source, achievement_source, entry_source, objective_source
from weeklog.reviews.prose.write import write_lines
from weeklog.reviews.storing import document_of, stored_lines, stored_offers, stored_sources
from weeklog.reviews.versions import Why
from weeklog.reviews.week_rows import HeldReviewWeekRow, week_rows
from weeklog.reviews.wording import Wording, Wordings, bases_of, wanted, worded, wordings_in
from weeklog.vocabulary import ReviewState

REDRAFTED: Final[tuple[ReviewState, ...]] = ("pending", "drafted", "sent_back")

NO_WORDS: Final[Mapping[str, Wording]] = MappingProxyType({})

save_drafts = Query(text("select save_drafts(:drafts, :at)"))


@dataclass(frozen=True)
class Draft:
    """`stored` are the columns that `save_drafts` writes."""

    owner: PersonId
    review_id: UUID
    week: int
    version: int
    stored: dict[str, Any]
    is_wanting: bool  # a language model is to be asked for words

    @property
    def event(self) -> ReviewDrafted:
        return ReviewDrafted(review_id=self.review_id, week=self.week, version=self.version)


def draft(
    row: HeldReviewWeekRow, at: datetime, wordings: Wordings = NO_WORDS, refused: Collection[str] = ()
) -> Draft:
    """A new version when its lines differ. `wordings` are a language model's, besides those that it bears; `refused`
    is what its words may not stand for, besides what is known: forgotten once it is another."""
    rows = week_rows(row, at)
    facts = find_facts(rows)
    before = document_of(row)
    lines = write_lines(facts, row.language)
    words = {**wordings_in(before), **wordings} if row.drafts_by_model else {}
    after = redraft(before, worded(lines, facts, row.language, words), at)
    known = {*row.refused_bases, *refused}
    still_refused = sorted(known.intersection(bases_of(facts, row.language).values())) if known else []
    is_first = row.drafted_at is None
    is_new = is_first or before.lines != after.lines
    why: Why = "drafted" if is_first else "redrafted"
    version = row.version + (is_new and not is_first)
    stored = {
        "review_id": str(row.id),
        "person_id": str(row.person_id),
        "programme_id": str(row.programme_id),
        "lines": stored_lines(after),
        "offers": stored_offers(after),
        "version": version,
        "facts": facts.summary(),
        "sources": stored_sources(_sources(rows)),
        "refused_bases": still_refused,
        "state": "drafted" if row.sent_back_at is None else "sent_back",
        "why": why if is_new else None,
    }
    is_wanting = row.drafts_by_model and bool(wanted(after, facts, row.language, still_refused))
    return Draft(row.person_id, row.id, row.week, version, stored, is_wanting)


def _sources(rows: WeekRows) -> tuple[Source, ...]:
    return (
        *map(entry_source, rows.entries),
        *map(objective_source, rows.objectives),
        *map(achievement_source, rows.achievements),
    )
