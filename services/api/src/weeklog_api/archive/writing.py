"""An account as one .zip, written while it is sent: what is in memory is some hundreds of rows, or a piece of a
file."""

import asyncio
import zipfile
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from datetime import UTC, datetime
from typing import Any, Final

import orjson

from weeklog.archive.tables import FORMAT, KINDS, REMARKS, ArchivedRow, find_programme
from weeklog.artifacts.blobs import Blobs
from weeklog.artifacts.tables import blob_key
from weeklog.db.base import Query
from weeklog.unit_of_work import Store
from weeklog_api.identity import Identity

PAGE: Final = 500
MANIFEST, REMARKS_NAME, FILES = "manifest.json", "remarks.jsonl", "files/"


async def pack(store: Store, blobs: Blobs | None, identity: Identity) -> AsyncGenerator[bytes]:
    pipe = _Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(_member(MANIFEST), await _manifest(store, identity))
        yield pipe.take()
        for name, statement in ((kind.name, kind.read) for kind in KINDS):
            async for piece in _lines(archive, pipe, f"{name}.jsonl", _rows(store, identity, statement)):
                yield piece
        async for piece in _lines(archive, pipe, REMARKS_NAME, _rows(store, identity, REMARKS)):
            yield piece
        if blobs is not None:
            async for piece in _files(archive, pipe, store, blobs, identity):
                yield piece
    yield pipe.take()


async def _manifest(store: Store, identity: Identity) -> bytes:
    async with store.begin(identity.person_id) as work:
        programme = await work.value(find_programme, identity.own_programme.id)
    said = {
        "format": FORMAT,
        "exported_at": datetime.now(UTC),
        "person": {"id": str(identity.person_id), "name": identity.name, "email": identity.email},
        "programme": programme,
    }
    return orjson.dumps(said, option=orjson.OPT_INDENT_2)


async def _rows(
    store: Store, identity: Identity, statement: Query[ArchivedRow]
) -> AsyncGenerator[Sequence[ArchivedRow]]:
    mine = {"person_id": identity.person_id, "programme_id": identity.own_programme.id}
    after: str | None = None
    while True:
        async with store.begin(identity.person_id) as work:
            rows = await work.all(statement, **mine, after=after, most=PAGE)
        yield rows
        if len(rows) != PAGE or rows[-1].cursor is None:
            return
        after = rows[-1].cursor


async def _lines(
    archive: zipfile.ZipFile, pipe: "_Pipe", name: str, pages: AsyncIterator[Sequence[ArchivedRow]]
) -> AsyncGenerator[bytes]:
    with archive.open(_member(name), "w") as member:
        async for rows in pages:
            lines = b"".join(orjson.dumps(row.row, option=orjson.OPT_APPEND_NEWLINE) for row in rows)
            await asyncio.to_thread(member.write, lines)
            yield pipe.take()


async def _files(
    archive: zipfile.ZipFile, pipe: "_Pipe", store: Store, blobs: Blobs, identity: Identity
) -> AsyncGenerator[bytes]:
    revisions = next(kind for kind in KINDS if kind.name == "artifact_revisions")
    async for rows in _rows(store, identity, revisions.read):
        for row in rows:
            revision_id = row.row["id"]
            file = _member(f"{FILES}{revision_id}")
            file.compress_type = zipfile.ZIP_STORED  # images and slides are packed already
            with archive.open(file, "w") as member:
                async for chunk in await blobs.get(blob_key(identity.person_id, revision_id)):
                    member.write(chunk)
                    yield pipe.take()


def _member(name: str) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(name)  # of 1980: the same account makes the same archive
    member.compress_type = zipfile.ZIP_DEFLATED
    member.external_attr = 0o600 << 16
    return member


class _Pipe:
    """What the writer takes for a file that cannot be sought; `take` is what came since."""

    def __init__(self) -> None:
        self._written: list[bytes] = []

    def write(self, data: Any) -> int:
        self._written.append(bytes(data))
        return len(data)

    def flush(self) -> None: ...

    def close(self) -> None: ...

    def take(self) -> bytes:
        taken, self._written = b"".join(self._written), []
        return taken
