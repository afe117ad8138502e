from typing import Any

from sqlalchemy import (
    Column,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    Table,
    Text,
    bindparam,
    literal_column,
    select,
    text,
    update,
)
from sqlalchemy.dialects.postgresql import JSONB, insert

from weeklog.db.base import Query, metadata, moment_column, person_column
from weeklog.db.rows import columns, row_class

# Written in the transaction of the request it remembers, so that a repeat finds either both or neither.
idempotency_keys = Table(
    "idempotency_keys",
    metadata,
    person_column(),
    Column("key", Text, nullable=False),
    Column("request_hash", LargeBinary, nullable=False),  # SHA-256 of method, path and body
    Column("status", Integer, nullable=False),
    Column("response", JSONB, nullable=False),
    moment_column("created_at", default=True),
    PrimaryKeyConstraint("person_id", "key"),
)


@row_class
class KeptAnswerRow:
    request_hash: bytes
    status: int
    response: dict[str, Any]


delete_old_keys = Query(
    idempotency_keys.delete().where(idempotency_keys.c.created_at < text("now() - interval '72 hours'"))
)

_this_key = (
    idempotency_keys.c.person_id == bindparam("person_id"),
    idempotency_keys.c.key == bindparam("key"),
)

# Waits for another transaction that has claimed the same key; answers nothing when that one has committed.
claim_key = Query(
    insert(idempotency_keys)
    .values(
        **{name: bindparam(name) for name in ("person_id", "key", "request_hash")},
        status=literal_column("0"),
        response=literal_column("'{}'::jsonb"),
    )
    .on_conflict_do_nothing()
    .returning(idempotency_keys.c.key)
)
find_key = Query(select(*columns(KeptAnswerRow, idempotency_keys)).where(*_this_key), KeptAnswerRow)
keep_answer = Query(
    update(idempotency_keys)
    .where(*_this_key)
    .values(status=bindparam("status"), response=bindparam("response", type_=JSONB))
)
