"""Brings the tables of a development database to what `tables.py` declares now, without losing a row.

For as long as nothing is released, tables change in `tables.py` alone. What is missing is added, what differs is
altered; a column that is no longer declared stays, and may be empty.
"""

from collections.abc import Iterator
from typing import Any

from alembic.autogenerate import produce_migrations
from alembic.migration import MigrationContext
from alembic.operations import MigrateOperation, Operations, ops
from sqlalchemy import CheckConstraint, Connection, text
from sqlalchemy.schema import AddConstraint

from weeklog.db.schema import metadata

_CHECKS = """
select format('alter table %s drop constraint %I', conrelid::regclass, conname) from pg_constraint
 where contype = 'c' and conrelid <> 0 and connamespace = 'public'::regnamespace
"""


def drift(connection: Connection) -> list[MigrateOperation]:
    """What tells the tables of a database from those that are declared, but for checks."""
    context = MigrationContext.configure(
        connection,
        opts={"compare_type": True, "compare_server_default": True, "include_name": _is_declared},
    )
    declared = produce_migrations(context, metadata).upgrade_ops
    return [] if declared is None else list(_flat(declared))


def follow_tables(connection: Connection) -> None:
    operations = Operations(MigrationContext.configure(connection))
    for operation in drift(connection):
        if isinstance(operation, ops.DropColumnOp):
            operations.alter_column(operation.table_name, operation.column_name, nullable=True)
        else:
            operations.invoke(operation)
    _renew_checks(connection)


def _renew_checks(connection: Connection) -> None:
    """Postgres rewrites what a check says, so that two cannot be compared: all are made anew."""
    for (drop,) in connection.execute(text(_CHECKS)).all():
        connection.execute(text(drop))
    for table in metadata.tables.values():
        for constraint in table.constraints:
            if isinstance(constraint, CheckConstraint):
                connection.execute(AddConstraint(constraint, isolate_from_table=False))


def _flat(operation: MigrateOperation) -> Iterator[MigrateOperation]:
    if isinstance(operation, ops.OpContainer):
        for one in operation.ops:
            yield from _flat(one)
    else:
        yield operation


def _is_declared(name: str | None, kind: str, _parents: Any) -> bool:
    return kind != "table" or name in metadata.tables
