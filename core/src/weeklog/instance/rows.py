"""Tables out of a database and into one, as COPY writes them. The connection is the schema owner's."""

import gzip
import hashlib
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import IO, BinaryIO, Final, Protocol, TypeAlias

import asyncpg

from weeklog.database_address import connect, without_password
from weeklog.instance.backup_file import StoredTable
from weeklog.instance.errors import InstanceError

Connection: TypeAlias = "asyncpg.Connection[asyncpg.Record]"

# `search_meanings` is left out: it depends on an extension, and is computed again.
_TABLES: Final = """
select c.relname as name,
       array(select a.attname::text from pg_attribute a
              where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
              order by a.attnum) as columns,
       array(select a.attname::text from pg_index i, unnest(i.indkey::int2[]) with ordinality as k (number, place)
               join pg_attribute a on a.attnum = k.number
              where i.indrelid = c.oid and i.indisprimary and a.attrelid = c.oid order by k.place) as key
  from pg_class c
 where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
   and c.relname not in ('alembic_version', 'search_meanings')
 order by c.relname
"""


@dataclass(frozen=True)
class TableShape:
    name: str
    columns: tuple[str, ...]
    key: tuple[str, ...]  # primary; some tables have none, and are ordered by all columns


@asynccontextmanager
async def owner_connection(url: str) -> AsyncGenerator[Connection]:
    """The same value is always written in the same way."""
    style = {"timezone": "UTC", "datestyle": "ISO, YMD", "intervalstyle": "postgres", "bytea_output": "hex"}
    try:
        connection = await connect(url, application_name="weeklog instance", **style)
    except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        raise InstanceError(
            f"The database at {without_password(url)} cannot be used: {error or type(error).__name__}"
        ) from error
    try:
        yield connection
    finally:
        await connection.close()


async def table_shapes(connection: Connection) -> dict[str, TableShape]:
    rows = await connection.fetch(_TABLES)
    return {
        name: TableShape(name, tuple(columns), tuple(key))
        for name, columns, key in (row.values() for row in rows)
    }


class Sink(Protocol):
    def write(self, data: bytes, /) -> object: ...


async def copy_out(connection: Connection, table: TableShape, packed: IO[bytes] | None = None) -> StoredTable:
    """Describes the rows of a table; writes them to `packed`, compressed, when it is given."""
    if packed is None:
        counted = _Counted(None)
        await _copy(connection, table, counted)
    else:
        with gzip.GzipFile(fileobj=packed, mode="wb", compresslevel=4, mtime=0) as compressed:
            counted = _Counted(compressed)
            await _copy(connection, table, counted)
    return StoredTable(columns=table.columns, rows=counted.rows, sha256=counted.digest.hexdigest())


async def copy_in(connection: Connection, table: TableShape, rows: BinaryIO) -> None:
    await connection.copy_to_table(table.name, source=rows, columns=list(table.columns), format="text")


async def _copy(connection: Connection, table: TableShape, counted: "_Counted") -> None:
    listed, order = _quoted(table.columns), _quoted(table.key or table.columns)
    await connection.copy_from_query(
        f'select {listed} from "{table.name}" order by {order}',
        output=counted.take,
        format="text",
    )


def _quoted(names: tuple[str, ...]) -> str:
    return ", ".join(f'"{name}"' for name in names)


class _Counted:
    """COPY ends each row with a line end, and escapes those within."""

    def __init__(self, target: Sink | None) -> None:
        self._target = target
        self.digest = hashlib.sha256()
        self.rows = 0

    async def take(self, data: bytes) -> None:
        self.digest.update(data)
        self.rows += data.count(b"\n")
        if self._target is not None:
            self._target.write(data)
