"""What was approved, kept as the signed file that it was then. Each approval adds one; none is ever changed."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Column, ForeignKey, Integer, Table, Text, Uuid, bindparam, or_, select
from sqlalchemy.dialects.postgresql import distinct_on

from weeklog.db.base import Query, id_column, metadata, moment_column, person_column
from weeklog.db.rows import columns, row_class
from weeklog.reviews.tables import reviews

review_snapshots = Table(
    "review_snapshots",
    metadata,
    id_column(),
    Column("review_id", Uuid, ForeignKey("reviews.id", ondelete="CASCADE"), nullable=False, index=True),
    person_column(),
    Column("programme_id", Uuid, nullable=False),
    Column("version", Integer, nullable=False),  # of the review's lines
    Column("approved_by", Uuid, nullable=False),
    Column("key_id", Text, nullable=False),  # of the key that signed it
    Column("sha256", Text, nullable=False),  # of the canonical snapshot
    Column("file", Text, nullable=False),  # byte for byte (`weeklog.reviews.signed_file`)
    moment_column("at"),
)

_COLUMNS = (
    "id",
    "review_id",
    "person_id",
    "programme_id",
    "version",
    "approved_by",
    "key_id",
    "sha256",
    "file",
    "at",
)
insert_snapshot = Query(review_snapshots.insert().values({name: bindparam(name) for name in _COLUMNS}))
_of_review = review_snapshots.c.review_id == bindparam("review_id")
_latest = (review_snapshots.c.at.desc(), review_snapshots.c.id.desc())


@row_class
class SignedFileRow:
    sha256: str
    file: str


@row_class
class WeekFileRow:
    week: int
    file: str


@row_class
class SignatureRow:
    version: int
    approved_by: UUID
    key_id: str
    sha256: str
    at: datetime


find_snapshot = Query(
    select(*columns(SignedFileRow, review_snapshots)).where(_of_review).order_by(*_latest).limit(1),
    SignedFileRow,
)
# Of each week of a person that is approved now, the file that was signed last.
list_approved_files = Query(
    select(reviews.c.week, review_snapshots.c.file)
    .join_from(review_snapshots, reviews, reviews.c.id == review_snapshots.c.review_id)
    .where(
        reviews.c.person_id == bindparam("person_id"),
        reviews.c.programme_id == bindparam("programme_id"),
        or_(reviews.c.state == "approved", reviews.c.state == "published"),
    )
    .ext(distinct_on(reviews.c.week))
    .order_by(reviews.c.week, *_latest),
    WeekFileRow,
)
describe_snapshot = Query(
    select(*columns(SignatureRow, review_snapshots)).where(_of_review).order_by(*_latest).limit(1),
    SignatureRow,
)
