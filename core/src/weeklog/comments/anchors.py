"""What can be commented on, as far as row-level security shows it to who asks."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import (
    Table,
    bindparam,
    select,
)

from weeklog.artifacts.tables import artifacts
from weeklog.db.base import (
    Query,
)
from weeklog.db.rows import IsRow, columns, row_class
from weeklog.entries.tables import entries
from weeklog.ids import PersonId
from weeklog.objectives.tables import objectives
from weeklog.reviews.tables import reviews
from weeklog.vocabulary import AnchorKind, ReviewState

Row = TypeVar("Row", bound=IsRow)


@row_class
class LineAnchorRow:
    """An entry or an objective."""

    person_id: PersonId
    week: int
    text: str


@row_class
class ReviewAnchorRow:
    person_id: PersonId
    week: int
    state: ReviewState
    version: int
    lines: list[dict[str, Any]] | None
    drafted_at: datetime | None


@row_class
class ArtifactAnchorRow:
    person_id: PersonId
    week: int | None
    name: str
    title: str
    revision: int


AnchorRow = LineAnchorRow | ReviewAnchorRow | ArtifactAnchorRow


def _anchor(row: type[Row], table: Table) -> Query[Row]:
    return Query(
        select(*columns(row, table)).where(
            table.c.id == bindparam("id"), table.c.programme_id == bindparam("programme_id")
        ),
        row,
    )


find_anchor: Mapping[AnchorKind, Query[AnchorRow]] = {
    "entry": _anchor(LineAnchorRow, entries),
    "objective": _anchor(LineAnchorRow, objectives),
    "review": _anchor(ReviewAnchorRow, reviews),
    "artifact": _anchor(ArtifactAnchorRow, artifacts),
}
