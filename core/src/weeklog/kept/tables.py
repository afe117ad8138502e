"""Pauses of kept answers: while one lasts, no gateway answers out of Valkey without asking Postgres."""

from sqlalchemy import Column, Interval, Table, Uuid, bindparam, exists, select
from sqlalchemy.dialects.postgresql import insert

from weeklog.db.base import Query, metadata, moment_column, now

answer_pauses = Table(
    "answer_pauses",
    metadata,
    Column("process_id", Uuid, primary_key=True),  # drawn when the process starts
    moment_column("ends_at"),
)

_until = now() + bindparam("seconds", type_=Interval)
_begun = insert(answer_pauses).values(process_id=bindparam("process_id"), ends_at=_until)
begin_pause = Query(
    _begun.on_conflict_do_update(index_elements=["process_id"], set_={"ends_at": _begun.excluded.ends_at})
)
end_pause = Query(answer_pauses.delete().where(answer_pauses.c.process_id == bindparam("process_id")))
find_pause = Query(select(exists(select(answer_pauses.c.process_id).where(answer_pauses.c.ends_at > now()))))
delete_old_pauses = Query(answer_pauses.delete().where(answer_pauses.c.ends_at <= now()))
