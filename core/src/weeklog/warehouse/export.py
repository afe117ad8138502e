"""Brings the warehouse up to date with Postgres: partitions whose rows changed are written anew, and nothing else.

Everything is read in one snapshot. A partition is one object that is replaced whole; one whose rows are gone is
deleted. The manifest comes last: a run that was broken off is made good by the next one, which finds the old stamps.
"""

import asyncio
import os
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Final, TypeVar

from pydantic import ValidationError

from weeklog.artifacts.blobs import READ_PART, Blobs
from weeklog.db.engine import MAY_BE_IDLE, Connection, Database
from weeklog.logs import logger
from weeklog.warehouse.manifest import (
    PATH,
    Dimension,
    Manifest,
    Partition,
    dimension_path,
    partition_path,
)
from weeklog.warehouse.pseudonyms import Pseudonyms
from weeklog.warehouse.tables import (
    DIMENSIONS,
    FACTS,
    SCHEMA_VERSION,
    StampRow,
    WarehouseTable,
    copy_dimension,
    copy_fact,
    list_stamps,
)

log = logger(__name__)
T = TypeVar("T")

COPY_SECONDS: Final = 1800.0  # the longest that one table may take
_FACTS: Final = {fact.name: fact for fact in FACTS}


@dataclass
class Exported:
    """What one run did, by the paths of the objects."""

    written: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    rows: int = 0  # of the partitions that were written


async def export(database: Database, blobs: Blobs, pseudonyms: Pseudonyms) -> Exported:
    """`database` runs as the system. Raises Unavailable where the store is away."""
    done, before = Exported(), await _manifest(blobs, pseudonyms)
    async with _snapshot(database) as connection:
        stamps = list_stamps.rows(await connection.fetch(list_stamps.sql, timeout=COPY_SECONDS))
        with TemporaryDirectory(prefix="weeklog-warehouse-") as folder:
            run = _Run(connection, blobs, pseudonyms, Path(folder), done)
            partitions = await run.partitions(stamps, before.partitions if before else [])
            dimensions = await run.dimensions(before.dimensions if before else [])
    manifest = Manifest(
        schema_version=SCHEMA_VERSION,
        pseudonyms=pseudonyms.fingerprint,
        written_at=datetime.now(UTC),
        partitions=partitions,
        dimensions=dimensions,
    )
    await _delete_others(blobs, manifest, done)
    if before is None or done.written or done.deleted:
        await blobs.put(PATH, _once(manifest.model_dump_json(indent=1).encode()))
    log.info("warehouse is up to date", written=len(done.written), deleted=len(done.deleted), rows=done.rows)
    return done


@dataclass
class _Run:
    connection: Connection
    blobs: Blobs
    pseudonyms: Pseudonyms
    folder: Path
    done: Exported

    async def partitions(self, stamps: Sequence[StampRow], before: Sequence[Partition]) -> list[Partition]:
        """All that there are now; those that changed are written."""
        known = {one.key: one for one in before}
        same, changed = list[Partition](), list[StampRow]()
        for row in stamps:
            found = known.get((row.fact, row.programme_id, row.week))
            if found is not None and (found.rows, found.stamp) == (row.rows, row.stamp):
                same.append(found)
            else:
                changed.append(row)
        for name, fact in _FACTS.items():
            same += await self._write(fact, [row for row in changed if row.fact == name])
        return sorted(same, key=lambda one: one.path)

    async def _write(self, fact: WarehouseTable, changed: Sequence[StampRow]) -> list[Partition]:
        from weeklog.warehouse.parquet import write_partitions  # noqa: PLC0415 - a heavy library, only here

        if not changed:
            return []
        stamps = {(str(row.programme_id), row.week): row for row in changed}
        written: list[Partition] = []
        loop = asyncio.get_running_loop()

        async def keep(path: Path, row: StampRow) -> None:
            target = partition_path(fact.name, row.programme_id, row.week)
            size = await self._put(target, path)
            written.append(
                Partition(
                    fact=fact.name, programme_id=row.programme_id, week=row.week, path=target, rows=row.rows,
                    bytes=size, stamp=row.stamp,
                )
            )  # fmt: skip
            self.done.rows += row.rows

        def write(source: IO[bytes]) -> None:
            for one in write_partitions(source, fact, self.pseudonyms, self.folder):
                row = stamps[one.programme_id, one.week]
                if one.rows != row.rows:
                    raise ConnectionError("the copy broke off")  # what broke it says the error of the copy
                asyncio.run_coroutine_threadsafe(keep(one.path, row), loop).result()

        wanted = ([row.programme_id for row in changed], [row.week for row in changed])
        await self._copied(copy_fact(fact), wanted, write)
        return written

    async def dimensions(self, before: Sequence[Dimension]) -> list[Dimension]:
        from weeklog.warehouse.parquet import write_dimension  # noqa: PLC0415 - a heavy library, only here

        known = {one.name: one for one in before}
        found: list[Dimension] = []
        for table in DIMENSIONS:
            path = self.folder / f"{table.name}.parquet"

            def write(source: IO[bytes], table: WarehouseTable = table, path: Path = path) -> int:
                return write_dimension(source, table, self.pseudonyms, path)

            rows = await self._copied(copy_dimension(table), (), write)
            digest = sha256(path.read_bytes()).hexdigest()
            one = Dimension(name=table.name, path=dimension_path(table.name), rows=rows, digest=digest)
            if known.get(table.name) != one:
                await self._put(one.path, path)
            found.append(one)
        return found

    async def _put(self, target: str, path: Path) -> int:
        """Its bytes."""
        with path.open("rb") as file:
            await self.blobs.put(target, _pieces(file))
            size = file.tell()
        await asyncio.to_thread(path.unlink)
        self.done.written.append(target)
        return size

    async def _copied(self, sql: str, arguments: Sequence[object], use: Callable[[IO[bytes]], T]) -> T:
        """Runs `use` in a thread, which reads what Postgres copies out as it comes."""
        read, write = os.pipe()
        with os.fdopen(read, "rb") as source, os.fdopen(write, "wb") as sink:
            using = asyncio.create_task(asyncio.to_thread(_used, use, source))

            async def pass_on(data: bytes) -> None:
                await asyncio.to_thread(sink.write, data)

            try:
                await self.connection.copy_from_query(
                    sql, *arguments, output=pass_on, format="csv", timeout=COPY_SECONDS
                )
                await asyncio.to_thread(sink.close)
            except BrokenPipeError:
                pass  # whoever reads has ended early: its own error says why
            except BaseException:
                _close(sink)
                await asyncio.gather(using, return_exceptions=True)
                raise
            _close(sink)
            return await using


def _used(use: Callable[[IO[bytes]], T], source: IO[bytes]) -> T:
    """Closes what it reads, so that a writer never waits for a reader that is gone."""
    try:
        return use(source)
    finally:
        source.close()


def _close(sink: IO[bytes]) -> None:
    with suppress(BrokenPipeError):
        sink.close()


@asynccontextmanager
async def _snapshot(database: Database) -> AsyncGenerator[Connection]:
    async with database.transaction() as connection:
        await connection.execute("set transaction isolation level repeatable read, read only")
        await connection.execute(MAY_BE_IDLE)
        yield connection


async def _manifest(blobs: Blobs, pseudonyms: Pseudonyms) -> Manifest | None:
    """None where there is none yet, and where another version or key wrote it: then everything is written anew."""
    if PATH not in [key async for keys in blobs.old_keys(_tomorrow()) for key in keys]:
        return None
    text = b"".join([piece async for piece in await blobs.get(PATH)])
    try:
        found = Manifest.model_validate_json(text)
    except ValidationError:
        return None
    same = (found.schema_version, found.pseudonyms) == (SCHEMA_VERSION, pseudonyms.fingerprint)
    return found if same else None


async def _delete_others(blobs: Blobs, manifest: Manifest, done: Exported) -> None:
    """What lies under our folders and is not named: the rows are gone, or a run was broken off."""
    named = {one.path for one in (*manifest.partitions, *manifest.dimensions)}
    found = [key async for keys in blobs.old_keys(_tomorrow()) for key in keys]
    others = [key for key in found if key.startswith(("facts/", "dimensions/")) and key not in named]
    await blobs.delete(others)
    done.deleted += others


def _tomorrow() -> datetime:
    return datetime.now(UTC) + timedelta(days=1)


async def _once(data: bytes) -> AsyncIterator[bytes]:
    yield data


async def _pieces(file: IO[bytes]) -> AsyncIterator[bytes]:
    while piece := await asyncio.to_thread(file.read, READ_PART):
        yield piece
