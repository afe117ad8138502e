"""What one person holds of what all share: bytes of files, and imports that run now."""

from sqlalchemy import BigInteger, Index, Table, bindparam, cast, delete, func, select
from sqlalchemy.dialects.postgresql import INTERVAL, insert

from weeklog.artifacts.tables import artifact_revisions
from weeklog.db.base import Query, id_column, metadata, moment_column, now, person_column
from weeklog.db.rows import row_class

# One row for each import that a gateway carries out, so that all gateways count together.
running_imports = Table(
    "running_imports",
    metadata,
    id_column(),
    person_column(),
    moment_column("until"),  # a gateway that was killed removes no row: from then on it counts no more
    Index("ix_running_imports_person_id", "person_id"),
)


@row_class
class HeldRow:
    storage: int  # bytes
    imports: int


_stored = select(func.coalesce(cast(func.sum(artifact_revisions.c.size), BigInteger), 0)).where(
    artifact_revisions.c.person_id == bindparam("person_id")
)
_mine = running_imports.c.person_id == bindparam("person_id")
_running = select(func.count()).select_from(running_imports).where(_mine, running_imports.c.until > now())

# Of two changes of what the same person holds, the second waits for the first one's commit.
hold_quota = Query(select(func.pg_advisory_xact_lock(func.hashtextextended(bindparam("key"), 0))))
stored_bytes = Query(_stored)
count_running = Query(_running)
read_held = Query(
    select(
        _stored.scalar_subquery().label("storage"),
        _running.scalar_subquery().label("imports"),
    ),
    HeldRow,
)
begin_import = Query(
    insert(running_imports).values(
        id=bindparam("id"),
        person_id=bindparam("person_id"),
        until=now() + bindparam("lease", type_=INTERVAL()),
    )
)
end_import = Query(delete(running_imports).where(running_imports.c.id == bindparam("import_id")))
drop_stale_imports = Query(delete(running_imports).where(_mine, running_imports.c.until <= now()))
