"""What a mentor's and lead's overview of a week reads, beside who has submitted."""

from datetime import date
from uuid import UUID

from sqlalchemy import ARRAY, Integer, Uuid, any_, bindparam, func, or_, select
from sqlalchemy.dialects.postgresql import TIMESTAMP

from weeklog.db.base import Query
from weeklog.db.rows import row_class
from weeklog.entries.tables import entries
from weeklog.ids import PersonId
from weeklog.reviews.moves import review_moves


@row_class
class BlockedRow:
    id: UUID
    person_id: PersonId
    week: int
    text: str
    blocked_since: date | None


@row_class
class AnsweredRow:
    by: UUID
    answers: int


# Up to a week, the latest first. Under the asker's own role: texts of those whom they follow.
list_blocked = Query(
    select(*(entries.c[name] for name in ("id", "person_id", "week", "text", "blocked_since")))
    .where(
        entries.c.programme_id == bindparam("programme_id"),
        entries.c.person_id == any_(bindparam("people", type_=ARRAY(Uuid))),
        entries.c.status == "blocked",
        entries.c.week <= bindparam("week"),
    )
    .order_by(entries.c.week.desc(), entries.c.start_on.desc(), entries.c.id)
    .limit(bindparam("limit", type_=Integer)),
    BlockedRow,
)
# Of the system: how many reviews each reviewer has answered in a span.
count_answers = Query(
    select(review_moves.c.by, func.count().label("answers"))
    .where(
        review_moves.c.programme_id == bindparam("programme_id"),
        review_moves.c.person_id == any_(bindparam("people", type_=ARRAY(Uuid))),
        or_(review_moves.c.move == "approve", review_moves.c.move == "send-back"),
        review_moves.c.at >= bindparam("since", type_=TIMESTAMP(timezone=True)),
        review_moves.c.at < bindparam("until", type_=TIMESTAMP(timezone=True)),
    )
    .group_by(review_moves.c.by),
    AnsweredRow,
)
