"""The keys with which this instance signs. Only the system role reads them; of a retired key the public half
is kept for good, so that what it signed can still be checked."""

from datetime import datetime

from sqlalchemy import (
    CheckConstraint,
    Column,
    Index,
    LargeBinary,
    Table,
    Text,
    bindparam,
    select,
    text,
    update,
)
from sqlalchemy.dialects.postgresql import insert

from weeklog.db.base import Query, metadata, moment_column, now
from weeklog.db.rows import columns, row_class

signing_keys = Table(
    "signing_keys",
    metadata,
    Column("id", Text, primary_key=True),  # the first characters of its public half's SHA-256
    Column("public_key", LargeBinary, nullable=False),  # Ed25519, 32 bytes
    Column("private_box", LargeBinary),  # sealed (`weeklog.secrets_box`), in the key's place; none = retired
    moment_column("created_at", default=True),
    moment_column("retired_at", nullable=True),
    CheckConstraint("(private_box is null) = (retired_at is not null)", name="retired"),
    # One key signs at a time.
    Index(
        "uq_signing_keys_active",
        text("(retired_at is null)"),
        unique=True,
        postgresql_where=text("retired_at is null"),
    ),
)


@row_class
class ActiveKeyRow:
    id: str
    private_box: bytes | None  # a key without one is retired


@row_class
class PublicKeyRow:
    id: str
    public_key: bytes
    created_at: datetime
    retired_at: datetime | None


find_active_key = Query(
    select(*columns(ActiveKeyRow, signing_keys)).where(signing_keys.c.retired_at.is_(None)), ActiveKeyRow
)
list_public_keys = Query(
    select(*columns(PublicKeyRow, signing_keys)).order_by(signing_keys.c.created_at.desc()), PublicKeyRow
)
retire_key = Query(
    update(signing_keys)
    .where(signing_keys.c.id == bindparam("key_id"), signing_keys.c.retired_at.is_(None))
    .values(retired_at=now(), private_box=None)
)
# Of two processes that make a key at once, one is kept.
insert_key = Query(
    insert(signing_keys)
    .values({name: bindparam(name) for name in ("id", "public_key", "private_box")})
    .on_conflict_do_nothing()
)
