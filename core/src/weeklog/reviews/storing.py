"""A review's document, from its row and back. Each version of its lines is kept."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from pydantic import TypeAdapter

from weeklog.achievements.tables import list_achievements
from weeklog.db.rows import values_of
from weeklog.entries.tables import list_week_entries
from weeklog.objectives.tables import list_objectives
from weeklog.reviews.document import Document, Offer
from weeklog.reviews.freshness import (
    Source,
    WeekChange,
    achievement_source,
    changes,
    entry_source,
    objective_source,
)
from weeklog.reviews.lines import StoredLine
from weeklog.reviews.tables import ReviewRow, save_lines
from weeklog.reviews.versions import Why, insert_version
from weeklog.unit_of_work import UnitOfWork

_lines = TypeAdapter(tuple[StoredLine, ...])
_offers = TypeAdapter(tuple[Offer, ...])
_sources = TypeAdapter(tuple[Source, ...])


def read_lines(stored: Any) -> tuple[StoredLine, ...]:
    return _lines.validate_python(stored or [])


class HasDocument(Protocol):
    """The columns of `reviews` that hold a document."""

    @property
    def id(self) -> UUID: ...
    @property
    def lines(self) -> list[dict[str, Any]] | None: ...
    @property
    def offers(self) -> list[dict[str, Any]]: ...
    @property
    def deleted_keys(self) -> list[str]: ...
    @property
    def touched_at(self) -> datetime | None: ...


def document_of(row: HasDocument) -> Document:
    return Document(
        review_id=row.id,
        lines=read_lines(row.lines),
        offers=_offers.validate_python(row.offers),
        deleted=frozenset(row.deleted_keys),
        touched=row.touched_at is not None,
    )


async def save_document(
    work: UnitOfWork, row: ReviewRow, after: Document, *, why: Why, by: UUID | None, at: datetime
) -> int:
    """The version that it is now; a new one when its lines differ. The caller holds the row."""
    before = document_of(row)
    is_new = before.lines != after.lines or row.drafted_at is None
    version = row.version + (is_new and row.drafted_at is not None)
    lines = stored_lines(after)
    await work.run(
        save_lines,
        review_id=row.id,
        lines=lines,
        offers=stored_offers(after),
        deleted_keys=sorted(after.deleted),
        version=version,
        touched_at=row.touched_at or (at if after.touched else None),
    )
    if is_new:
        this = {"review_id": row.id, "person_id": row.person_id, "programme_id": row.programme_id}
        await work.run(insert_version, **this, version=version, lines=lines, why=why, by=by, at=at)
    return version


async def read_sources(work: UnitOfWork, row: ReviewRow) -> tuple[Source, ...]:
    """The week of a review as it is now."""
    this = values_of(row, "person_id", "programme_id", "week")
    entries = await work.all(list_week_entries, **this)
    objectives = await work.all(list_objectives, **this)
    achievements = await work.all(list_achievements, **this)
    return (
        *map(entry_source, entries),
        *map(objective_source, objectives),
        *map(achievement_source, achievements),
    )


def stored_lines(document: Document) -> list[dict[str, Any]]:
    return _lines.dump_python(document.lines, mode="json")


def stored_offers(document: Document) -> list[dict[str, Any]]:
    return _offers.dump_python(document.offers, mode="json")


def stored_sources(sources: Sequence[Source]) -> list[dict[str, Any]]:
    return [one.model_dump(mode="json") for one in sources]


async def changes_since(work: UnitOfWork, row: ReviewRow) -> list[WeekChange]:
    """What of the week has changed since the review was made; none while nothing was written."""
    if row.stale_at is None or row.sources is None:
        return []
    return changes(_sources.validate_python(row.sources), await read_sources(work, row))
