"""How tables are declared and statements compiled.

SQLAlchemy Core declares the tables and builds the statements; asyncpg runs them. A statement is compiled once,
when its module is imported, so that a request pays for no SQL building: that is worth half of the time of a small
write (`docs/decisions/0003-core-statements-on-asyncpg.md`).
"""

from collections.abc import Callable, Mapping
from typing import Any, Generic, TypeVar, cast, overload

import asyncpg
from sqlalchemy import (
    CTE,
    Column,
    ColumnElement,
    Computed,
    ForeignKey,
    Index,
    MetaData,
    Table,
    Text,
    Uuid,
    bindparam,
    func,
    select,
    true,
)
from sqlalchemy import cast as sql_cast
from sqlalchemy.dialects.postgresql import TIMESTAMP, TSVECTOR
from sqlalchemy.dialects.postgresql import asyncpg as asyncpg_dialect
from sqlalchemy.sql import ClauseElement
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.selectable import ReturnsRows

from weeklog.db.rows import IsRow, check_columns

APP_ROLE = "weeklog_app"  # what people's requests and jobs run as: row-level security applies to it
SYSTEM_ROLE = (
    "weeklog_system"  # what signs people in and moves jobs: sees their metadata, none of people's text
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

Record = asyncpg.Record
Row_co = TypeVar("Row_co", bound=IsRow | None, covariant=True)
_dialect = asyncpg_dialect.dialect()


class Query(Generic[Row_co]):
    """A statement compiled for asyncpg, with its parameters by name, and the class of the rows that it answers.

    `Query(select(t.c.id, t.c.name).where(t.c.id == bindparam("id")), NamedRow)` is run as `await
    work.one(query, id=...)`, which is `NamedRow | None`. Raises TypeError when the fields of the class are
    not the columns that the statement selects.

    Without a class it is a `Query[None]`: it is run, or asked for the one value that it answers, and has no rows.
    """

    __slots__ = ("_defaults", "_order", "row", "sql")

    @overload
    def __init__(self: "Query[None]", statement: ClauseElement) -> None: ...

    @overload
    def __init__(self, statement: ClauseElement, row: type[Row_co]) -> None: ...

    def __init__(self, statement: ClauseElement, row: type[Any] | None = None) -> None:
        compiled = cast("SQLCompiler", statement.compile(dialect=_dialect))
        self.sql = str(compiled)
        self.row = row
        self._order: tuple[str, ...] = tuple(compiled.positiontup or ())
        self._defaults: dict[str, Any] = dict(compiled.params or {})
        if row is not None and isinstance(statement, ReturnsRows):
            check_columns(statement.exported_columns, row)

    def arguments(self, values: Mapping[str, Any]) -> list[Any]:
        if unknown := values.keys() - self._defaults.keys():
            raise TypeError(f"the statement has no parameter {sorted(unknown)}: {self.sql}")
        return [values[name] if name in values else self._defaults[name] for name in self._order]

    def rows(self, records: list[Record]) -> list[Row_co]:
        """What asyncpg answered. Raises TypeError where nobody has named the columns."""
        row = self._row_class()
        return [row(*record) for record in records]

    def first(self, record: Record | None) -> Row_co | None:
        row = self._row_class()
        return None if record is None else row(*record)

    def _row_class(self) -> Callable[..., Row_co]:
        if self.row is None:
            raise TypeError(f"the query names no class for its rows: {self.sql}")
        return self.row


def id_column() -> Column[Any]:
    return Column("id", Uuid, primary_key=True)


def person_column() -> Column[Any]:
    """Whose row it is: the column that row-level security reads."""
    return Column("person_id", Uuid, ForeignKey("people.id", ondelete="CASCADE"), nullable=False)


def moment_column(name: str, *, nullable: bool = False, default: bool = False) -> Column[Any]:
    return Column(
        name, TIMESTAMP(timezone=True), nullable=nullable, server_default=now() if default else None
    )


def words_column(*sources: str) -> tuple[Column[Any], Index]:
    """What a row says, for the search: Postgres derives it, nobody writes it and nobody reads it but the search's
    functions."""
    derived = f"search_vector({', '.join(sources)})"
    return Column("words", TSVECTOR, Computed(derived, persisted=True)), Index(
        None, "words", postgresql_using="gin"
    )


def written(table: Table) -> tuple[Column[Any], ...]:
    """The columns of `table` that Postgres does not derive from others."""
    return tuple(column for column in table.c if column.computed is None)


def binding() -> CTE:
    """Binds `:person_id` for row-level security within the one statement that selects from it, as `Store.begin`
    does for a transaction. Its `person_id` column is the bound person: what depends on it is evaluated after the
    binding."""
    bound = func.set_config("app.person_id", sql_cast(bindparam("person_id", type_=Uuid), Text), true())
    return select(sql_cast(bound, Uuid).label("person_id")).cte("bound")


def now() -> ColumnElement[Any]:
    return func.now()
