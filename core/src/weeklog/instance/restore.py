"""A backup into an empty instance: files first, then all rows in one transaction, which ends only when what
was written reads back as the backup says."""

from collections.abc import AsyncGenerator, Mapping
from pathlib import Path
from typing import IO, Final
from uuid import UUID

from weeklog.artifacts.blobs import Blobs
from weeklog.instance.backup_file import BackupReader, Manifest, StoredTable
from weeklog.instance.errors import InstanceError
from weeklog.instance.rows import Connection, TableShape, copy_in, copy_out, owner_connection, table_shapes

_CHUNK: Final = 256 * 1024
_FOREIGN_KEYS: Final = """
select conrelid::regclass::text as table_name, quote_ident(conname) as name, pg_get_constraintdef(oid) as definition
  from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace
"""
_IDENTITIES: Final = """
select a.attrelid::regclass::text as table_name, quote_ident(a.attname) as column_name,
       pg_get_serial_sequence(a.attrelid::regclass::text, a.attname) as sequence
  from pg_attribute a join pg_class c on c.oid = a.attrelid
 where c.relnamespace = 'public'::regnamespace and a.attidentity <> '' and not a.attisdropped
"""
_DROP_DELETED: Final = """
delete from artifacts where id in (select artifact_id from artifact_revisions where id = any($1::uuid[]))
"""
_READ_ANEW: Final = "update search_marks set touched_at = now(), model = null"


async def restore_backup(owner_url: str, blobs: Blobs | None, path: Path) -> Manifest:
    """The database has this weeklog's schema and no row; else InstanceError. Nothing is written when it
    fails, except for files that no row names, which the gateway removes in a day."""
    with BackupReader(path) as backup:
        async with owner_connection(owner_url) as connection:
            shapes = await table_shapes(connection)
            _require_fitting(backup.manifest.tables, shapes)
            await _require_empty(connection, shapes)
            await _restore_files(backup, blobs)
            async with connection.transaction():
                await _restore_rows(connection, backup, shapes)
        return backup.manifest


def _require_fitting(stored: Mapping[str, StoredTable], shapes: Mapping[str, TableShape]) -> None:
    unknown = [name for name in stored if name not in shapes]
    unknown += [
        f"{name}.{column}"
        for name, table in stored.items()
        if name in shapes
        for column in table.columns
        if column not in shapes[name].columns
    ]
    if unknown:
        raise InstanceError(
            f"The backup is of a newer weeklog: this one has no {', '.join(unknown[:5])}. Restore it with that "
            f"version."
        )


async def _require_empty(connection: Connection, shapes: Mapping[str, TableShape]) -> None:
    for name in shapes:
        if name != "search_watch" and await connection.fetchval(f'select exists (select from "{name}")'):
            raise InstanceError(
                f"The database is not empty ({name} has rows): a backup is restored into an empty one. Name another "
                f"in "
                "WEEKLOG_DATABASE_URL and WEEKLOG_DATABASE_OWNER_URL."
            )


async def _restore_files(backup: BackupReader, blobs: Blobs | None) -> None:
    if backup.manifest.files and blobs is None:
        raise InstanceError(
            "The backup has files: set WEEKLOG_ARTIFACTS_DIR or WEEKLOG_ARTIFACTS_URL, so that they have a place."
        )
    for key in backup.manifest.files:
        assert blobs is not None
        with backup.file(key) as source:
            await blobs.put(key, _chunks(source))


async def _chunks(source: IO[bytes]) -> AsyncGenerator[bytes]:
    while chunk := source.read(_CHUNK):
        yield chunk


async def _restore_rows(
    connection: Connection, backup: BackupReader, shapes: Mapping[str, TableShape]
) -> None:
    """Foreign keys are taken away meanwhile, since some tables name each other, and checked when they come back."""
    keys = await connection.fetch(_FOREIGN_KEYS)
    for table, name, _ in keys:
        await connection.execute(f"alter table {table} drop constraint {name}")
    for name in shapes:
        await connection.execute(f'alter table "{name}" disable trigger user, no force row level security')
    await connection.execute("delete from search_watch")
    for name, stored in backup.manifest.tables.items():
        await _restore_table(connection, backup, TableShape(name, stored.columns, shapes[name].key), stored)
    for table, name, definition in keys:
        await connection.execute(f"alter table {table} add constraint {name} {definition}")
    await _continue_identities(connection)
    await connection.execute(_DROP_DELETED, [UUID(one) for one in backup.manifest.deleted])
    await connection.execute(_READ_ANEW)
    for name in shapes:
        await connection.execute(f'alter table "{name}" enable trigger user, force row level security')


async def _restore_table(
    connection: Connection, backup: BackupReader, shape: TableShape, stored: StoredTable
) -> None:
    with backup.table(shape.name) as rows:
        await copy_in(connection, shape, rows)
    if await copy_out(connection, shape) != stored:
        raise InstanceError(
            f"The rows of {shape.name} do not read back as they were: nothing was restored. Is the server's encoding "
            f"UTF8?"
        )


async def _continue_identities(connection: Connection) -> None:
    for table, column, sequence in await connection.fetch(_IDENTITIES):
        await connection.execute(
            f"select setval('{sequence}', coalesce(max({column}), 0) + 1, false) from {table}"
        )
