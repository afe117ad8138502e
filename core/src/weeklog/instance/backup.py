"""A backup of an instance that goes on running: all rows as they stood in one moment, then the files that
they name."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Final
from uuid import UUID

from weeklog.artifacts.blobs import Blobs, FileMissing
from weeklog.artifacts.tables import blob_key
from weeklog.ids import PersonId
from weeklog.instance.backup_file import FORMAT, BackupWriter, Manifest, StoredFile, StoredTable
from weeklog.instance.errors import InstanceError
from weeklog.instance.rows import Connection, copy_out, owner_connection, table_shapes

_REVISIONS: Final = "select id, person_id, sha256 from artifact_revisions order by id"
# Row-level security hides rows without a word.
_HIDDEN: Final = """
select c.relname from pg_class c
 where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relforcerowsecurity
   and not exists (select from pg_roles where rolname = current_user and (rolsuper or rolbypassrls))
   and not (c.relowner = (select oid from pg_roles where rolname = current_user)
            and exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'backup'))
"""
_STILL_THERE: Final = "select exists (select from artifact_revisions where id = $1)"
_FINGERPRINT_CHARACTERS: Final = 16


@dataclass(frozen=True)
class _Revision:
    id: UUID
    key: str
    sha256: str


@dataclass
class _Files:
    stored: dict[str, StoredFile]
    deleted: list[str]
    lacking: list[str]
    damaged: list[str]


@dataclass(frozen=True)
class BackupReport:
    manifest: Manifest
    damaged: tuple[
        str, ...
    ]  # files whose bytes are not those that their rows tell of; they are kept as they are


def secret_fingerprint(secret_key: str) -> str:
    """Tells two keys apart, and nothing about either."""
    digest = hashlib.sha256(b"weeklog backup\0" + secret_key.encode()).hexdigest()
    return digest[:_FINGERPRINT_CHARACTERS]


async def make_backup(owner_url: str, blobs: Blobs | None, secret_key: str, path: Path) -> BackupReport:
    """Takes no lock that anybody waits for. Memory is flat: a table or file passes through a temporary file
    beside `path`."""
    with BackupWriter(path) as writer:
        async with owner_connection(owner_url) as connection:
            async with connection.transaction(isolation="repeatable_read", readonly=True):
                moment = datetime.now(UTC)
                revision = await _schema_of(connection)
                tables = await _write_tables(connection, writer)
                revisions = await _revisions(connection)
            files = await _write_files(connection, blobs, revisions, writer)
        manifest = Manifest(
            format=FORMAT,
            made_at=moment,
            revision=revision,
            secret=secret_fingerprint(secret_key),
            tables=tables,
            files=files.stored,
            deleted=tuple(files.deleted),
            lacking=tuple(files.lacking),
        )
        writer.seal(manifest)
    return BackupReport(manifest, tuple(files.damaged))


async def _schema_of(connection: Connection) -> str:
    if not await connection.fetchval("select to_regclass('alembic_version') is not null"):
        raise InstanceError("The database has no weeklog schema: is WEEKLOG_DATABASE_OWNER_URL right?")
    hidden = [name for (name,) in await connection.fetch(_HIDDEN)]
    if hidden:
        raise InstanceError(
            f"This login would not see every row of {', '.join(hidden[:3])}: run python -m weeklog.db.migrate first, "
            f"and "
            "make the backup as the schema's owner."
        )
    return str(await connection.fetchval("select version_num from alembic_version"))


async def _write_tables(connection: Connection, writer: BackupWriter) -> dict[str, StoredTable]:
    stored: dict[str, StoredTable] = {}
    for name, shape in (await table_shapes(connection)).items():
        with writer.member(f"tables/{name}.gz") as packed:
            stored[name] = await copy_out(connection, shape, packed)
    return stored


async def _revisions(connection: Connection) -> list[_Revision]:
    return [
        _Revision(one, blob_key(PersonId(person), one), sha256.hex())
        for one, person, sha256 in (row.values() for row in await connection.fetch(_REVISIONS))
    ]


async def _write_files(
    connection: Connection, blobs: Blobs | None, revisions: Sequence[_Revision], writer: BackupWriter
) -> _Files:
    found = _Files({}, [], [], [])
    if revisions and blobs is None:
        raise InstanceError(
            "The database names files, and nothing says where they are kept: set WEEKLOG_ARTIFACTS_DIR or "
            "WEEKLOG_ARTIFACTS_URL as the gateway has it."
        )
    for one in revisions:
        assert blobs is not None
        try:
            with writer.member(f"files/{one.key}") as target:
                stored = found.stored[one.key] = await _write_file(blobs, one.key, target)
        except FileMissing:
            kept = await connection.fetchval(_STILL_THERE, one.id)
            (found.lacking.append(one.key) if kept else found.deleted.append(str(one.id)))
        else:
            if stored.sha256 != one.sha256:
                found.damaged.append(one.key)
    return found


async def _write_file(blobs: Blobs, key: str, target: IO[bytes]) -> StoredFile:
    digest, size = hashlib.sha256(), 0
    async for chunk in await blobs.get(key):
        digest.update(chunk)
        size += len(chunk)
        target.write(chunk)
    return StoredFile(bytes=size, sha256=digest.hexdigest())
