from sqlalchemy import Column, Integer, LargeBinary, PrimaryKeyConstraint, Table, Text, text
from sqlalchemy.dialects.postgresql import JSONB

from weeklog.db.base import Query, metadata, moment_column, person_column

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

delete_old_keys = Query(
    idempotency_keys.delete().where(idempotency_keys.c.created_at < text("now() - interval '72 hours'"))
)
