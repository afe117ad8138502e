"""What can be found out about an instance, and about a backup, without trusting either."""

import hashlib
import secrets
from collections.abc import AsyncGenerator, Iterable
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final
from urllib.parse import urlsplit

from weeklog.artifacts.blobs import Blobs, FileMissing, in_folder
from weeklog.artifacts.tables import blob_key
from weeklog.db.migrate import MIGRATIONS, current_state, fingerprint, newest_revision
from weeklog.db.upgrade import upgrade
from weeklog.errors import Unavailable
from weeklog.ids import PersonId
from weeklog.instance.backup_file import BackupReader, Manifest
from weeklog.instance.restore import restore_backup
from weeklog.instance.rows import Connection, owner_connection
from weeklog.reviews.signed_file import check_signed

_REVISIONS: Final = "select id, person_id, sha256 from artifact_revisions order by id"
_KEYS: Final = "select id, public_key from signing_keys"
_SNAPSHOTS: Final = "select id, sha256, file from review_snapshots order by id"
_INVALID: Final = """
select conrelid::regclass::text || '.' || conname from pg_constraint
 where not convalidated and connamespace = 'public'::regnamespace
union all
select indexrelid::regclass::text from pg_index i join pg_class c on c.oid = i.indexrelid
 where not indisvalid and c.relnamespace = 'public'::regnamespace
"""
_UNFORCED: Final = """
select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
   and not (relrowsecurity and relforcerowsecurity) and relname <> 'alembic_version'
"""


async def check_instance(owner_url: str, login: str, blobs: Blobs | None) -> list[str]:
    """A sentence for each fault; none = nothing was found. Reads every file."""
    faults: list[str] = []
    if await current_state(owner_url, login) != (newest_revision(), fingerprint()):
        faults.append("The schema is not the one of this weeklog: run python -m weeklog.db.migrate.")
    async with owner_connection(owner_url) as connection:
        faults += await _schema_faults(connection)
        faults += await _signature_faults(connection)
        faults += [one async for one in _file_faults(connection, blobs)]
    return faults


async def _schema_faults(connection: Connection) -> list[str]:
    invalid = [f"{name} is not valid." for (name,) in await connection.fetch(_INVALID)]
    open_tables = await connection.fetch(_UNFORCED)
    return [*invalid, *(f"Row-level security is not forced on {name}." for (name,) in open_tables)]


async def _signature_faults(connection: Connection) -> list[str]:
    keys = {key: bytes(public) for key, public in await connection.fetch(_KEYS)}
    faults: list[str] = []
    for one, sha256, file in (row.values() for row in await connection.fetch(_SNAPSHOTS)):
        verdict = check_signed(file.encode(), keys)
        if not verdict.good or verdict.sha256 != sha256:
            faults.append(f"The signed review {one} is not as it was signed.")
    return faults


async def _file_faults(connection: Connection, blobs: Blobs | None) -> AsyncGenerator[str]:
    for one, person, sha256 in (row.values() for row in await connection.fetch(_REVISIONS)):
        key = blob_key(PersonId(person), one)
        if blobs is None:
            yield "The database names files, and nothing says where they are kept: set WEEKLOG_ARTIFACTS_DIR or _URL."
            return
        try:
            if await _digest(blobs, key) != sha256:
                yield f"The file {key} is damaged."
        except FileMissing:
            yield f"The file {key} is missing."
        except Unavailable as error:
            yield f"{error}."
            return


async def _digest(blobs: Blobs, key: str) -> bytes:
    digest = hashlib.sha256()
    async for chunk in await blobs.get(key):
        digest.update(chunk)
    return digest.digest()


def check_backup(path: Path) -> tuple[Manifest, list[str]]:
    """Reads all of it. Raises InstanceError for a file that is no backup, or damaged."""
    with BackupReader(path) as backup:
        return backup.manifest, list(_missing(backup.manifest))


def _missing(manifest: Manifest) -> Iterable[str]:
    for key in manifest.lacking:
        yield f"The file {key} was already missing when the backup was made."


async def rehearse(owner_url: str, login: str, path: Path) -> Manifest:
    """Restores into a database and a folder of its own, which go afterwards. Needs an owner who may create a
    database."""
    async with _database_for_a_while(owner_url) as other:
        await upgrade(other, login, MIGRATIONS, newest_revision(), fingerprint())
        with TemporaryDirectory(dir=path.parent) as folder:
            return await restore_backup(other, in_folder(Path(folder)), path)


@asynccontextmanager
async def _database_for_a_while(owner_url: str) -> AsyncGenerator[str]:
    name = f"weeklog_rehearsal_{secrets.token_hex(4)}"
    async with owner_connection(owner_url) as connection:
        await connection.execute(f'create database "{name}" template template0')
        try:
            yield urlsplit(owner_url)._replace(path=f"/{name}").geturl()
        finally:
            await connection.execute(f'drop database "{name}" with (force)')
