"""An archive into an account: read twice, first to know its ids and to refuse what is wrong, then to write its rows.

All of it, a new programme too, is one transaction, which holds the account against a second import. Files are
stored before their rows and removed when it fails.
"""

import asyncio
from collections.abc import AsyncGenerator, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any, TypeVar
from uuid import UUID

import asyncpg

from weeklog import access
from weeklog.access import Standing
from weeklog.archive.tables import (
    AS_PERSON,
    AS_SYSTEM,
    HOLD_ACCOUNT,
    KINDS,
    MARK_FOR_SEARCH,
    Kind,
    count_entries,
)
from weeklog.artifacts.blobs import Blobs
from weeklog.artifacts.tables import blob_key
from weeklog.db.engine import LOST, MAY_BE_IDLE
from weeklog.errors import Conflict, Invalid, TooLarge, Unavailable
from weeklog.events.catalogue import WeekChanged
from weeklog.programmes.memberships import list_programmes
from weeklog.programmes.tables import list_weeks
from weeklog.quotas.rules import Quota, require_room, require_within
from weeklog.unit_of_work import Store, UnitOfWork
from weeklog.vocabulary import Role
from weeklog_api.archive.archive import BATCH, IN_PARTS, MOST_ROWS, Archive
from weeklog_api.archive.rows import Exchange, Row, check, kind_named, own_state
from weeklog_api.archive.schemas import AccountReport, Brought, Manifest, ProgrammeReached
from weeklog_api.artifacts.kinds import KINDS as FILE_KINDS
from weeklog_api.artifacts.service import discard
from weeklog_api.artifacts.uploads import Upload
from weeklog_api.identity import Identity
from weeklog_api.programmes.schemas import ProgrammeNew
from weeklog_api.programmes.service import found

T = TypeVar("T")


@dataclass(frozen=True)
class Parts:
    store: Store
    system_store: Store
    blobs: Blobs | None
    most_file: int
    quota: Quota


@dataclass(frozen=True)
class Target:
    id: UUID
    name: str
    role: Role
    made: bool


async def import_archive(
    parts: Parts, identity: Identity, archive: Archive, now: datetime, *, merge: bool
) -> AccountReport:
    """Raises Invalid for what is no archive, and Conflict where entries are already and `merge` was not said."""
    manifest = await asyncio.to_thread(archive.manifest)
    ids = await asyncio.to_thread(_read_ids, archive, manifest)
    rename = await _others_have(parts.system_store, identity, ids)
    try:
        async with parts.store.begin(identity.person_id) as work:
            await _hold(work, identity)
            await work.run(MAY_BE_IDLE)
            async with _kept_only_with_its_rows(parts.blobs) as stored:
                # Which files are missing here depends on the ids alone, not on the programme.
                names = Exchange(ids, _person(identity, manifest), ("", ""), rename=rename)
                async for key in _store_files(parts, work, identity, archive, names=names):
                    stored.append(key)
                target = await _target(work, identity, manifest, now)
                await _require_empty(work, identity, target, merge=merge)
                exchange = Exchange(
                    ids,
                    _person(identity, manifest),
                    (str(manifest.programme.id), str(target.id)),
                    rename=rename,
                )
                kinds = {
                    kind.name: await _bring_kind(
                        work, identity, archive, kind, exchange=exchange, target=target
                    )
                    for kind in KINDS
                }
                await _complete(work, identity, archive, exchange)
                if stored:
                    await require_within(work, parts.quota)
                if any(brought.added for brought in kinds.values()):
                    await _tell(work, identity, manifest, target)
    except (asyncpg.DataError, asyncpg.IntegrityConstraintViolationError) as error:
        raise Invalid.field("body", f"holds a row that cannot be: {_plain(error)}") from error
    programme = ProgrammeReached(id=target.id, name=target.name, made=target.made)
    return AccountReport(programme=programme, renamed=rename, kinds=kinds)


async def _hold(work: UnitOfWork, identity: Identity) -> None:
    """The same file of two archives has one key: of two imports at once, the one that fails would remove it for
    both."""
    if not await work.value(HOLD_ACCOUNT, str(identity.person_id)):
        raise Conflict(
            "another archive is being brought into your account: wait until that has ended, then send this one again"
        )


@asynccontextmanager
async def _kept_only_with_its_rows(blobs: Blobs | None) -> AsyncGenerator[list[str]]:
    """Removes again what was stored for nothing, while the account is still held. Where the database is lost,
    nobody knows who holds it now, and a commit without an answer may have been one: then what no row names is
    swept later."""
    stored: list[str] = []
    try:
        yield stored
    except LOST:
        raise
    except BaseException:
        if blobs is not None:
            await discard(blobs, stored)
        raise


def _read_ids(archive: Archive, manifest: Manifest) -> dict[str, set[str]]:
    weeks = frozenset(span.number for span in manifest.programme.spans)
    ids: dict[str, set[str]] = {}
    rows = 0
    for kind in KINDS:
        of_kind = ids.setdefault(kind.name, set())
        for number, row in archive.numbered(kind):
            rows += 1
            if rows > MOST_ROWS:
                raise TooLarge(f"body: the archive holds more than {MOST_ROWS:,} rows: {IN_PARTS}")
            check(kind, number, row, weeks, str(manifest.person.id))
            if "id" in kind.columns:
                of_kind.add(row["id"])
    return ids


async def _others_have(system_store: Store, identity: Identity, ids: dict[str, set[str]]) -> bool:
    """Whether anybody else has rows with these ids: then all of them get new ones, since they name each other."""
    async with system_store.begin(identity.person_id) as work:
        for kind in KINDS:
            for some in _batches(ids[kind.name], BATCH * 20) if kind.seen else ():
                if await work.value(kind.taken, some, identity.person_id):
                    return True
    return False


async def _target(work: UnitOfWork, identity: Identity, manifest: Manifest, now: datetime) -> Target:
    """The programme of mine with this calendar; else a new one, which I lead."""
    wanted = [(span.number, span.first_day, span.last_day) for span in manifest.programme.spans]
    await work.run(AS_SYSTEM)  # the calendar is not the person's to write
    mine = await work.all(list_programmes, person_id=identity.person_id)
    for row in sorted(mine, key=lambda one: one.id != manifest.programme.id):
        weeks = await work.all(list_weeks, programme_id=row.id)
        if [(week.number, week.first_day, week.last_day) for week in weeks] == wanted:
            await work.run(AS_PERSON)
            standing = Standing(identity.person_id, row.role, archived=row.archived_at is not None)
            access.require(standing, "write worklog")
            return Target(row.id, row.name, row.role, made=False)
    new = ProgrammeNew.model_validate(manifest.programme.model_dump(exclude={"id", "starts_on", "weeks"}))
    made = await found(work, identity.person_id, new, now)
    await work.run(AS_PERSON)
    return Target(made.id, made.name, "lead", made=True)


async def _require_empty(work: UnitOfWork, identity: Identity, target: Target, *, merge: bool) -> None:
    held = await work.value(count_entries, identity.person_id, target.id)
    if held and not merge:
        raise Conflict(
            f"you already have {held:,} entries in {target.name!r}: repeat with ?merge=true to add what is missing; "
            "what is there stays as it is"
        )


async def _bring_kind(
    work: UnitOfWork, identity: Identity, archive: Archive, kind: Kind, *, exchange: Exchange, target: Target
) -> Brought:
    added = kept = left_out = 0
    async for rows in _in_batches(archive.batches(kind)):
        fit = [found for row in rows if (found := exchange.row(kind, row)) is not None]
        fit = [own_state(kind, row, target.role) for row in fit]
        written = await work.run(kind.insert, fit, identity.person_id, target.id)
        added += written
        kept += len(fit) - written
        left_out += len(rows) - len(fit)
    return Brought(added=added, kept=kept, left_out=left_out)


async def _complete(work: UnitOfWork, identity: Identity, archive: Archive, exchange: Exchange) -> None:
    """What names a row that came after it."""
    for kind in KINDS:
        if not kind.later:
            continue
        async for rows in _in_batches(archive.batches(kind)):
            found = [one for row in rows if (one := exchange.row(kind, row)) is not None]
            named = [one for one in found if any(one[name] is not None for name in kind.later)]
            if named:
                await work.run(kind.complete, named, identity.person_id)


async def _tell(work: UnitOfWork, identity: Identity, manifest: Manifest, target: Target) -> None:
    await work.run(MARK_FOR_SEARCH, identity.person_id, target.id)
    for span in manifest.programme.spans:
        work.publish(WeekChanged(week=span.number))


async def _store_files(
    parts: Parts, work: UnitOfWork, identity: Identity, archive: Archive, *, names: Exchange
) -> AsyncGenerator[str]:
    """Those that are not here yet, each checked to be what its row says; their keys."""
    kind, size = kind_named("artifact_revisions"), 0
    async for rows in _in_batches(archive.batches(kind)):
        ids = [names.id(row["id"]) for row in rows]
        held = {str(one.id) for one in await work.all(kind.held, ids=ids, person_id=identity.person_id)}
        for row, revision_id in zip(rows, ids, strict=True):
            if revision_id in held:
                continue
            if parts.blobs is None:
                raise Unavailable(
                    "this weeklog keeps no files, and the archive has some: set WEEKLOG_ARTIFACTS_DIR"
                )
            size += row["size"]  # nothing of it has a row yet
            await require_room(work, parts.quota, size)
            key = blob_key(identity.person_id, UUID(revision_id))
            await _store_file(parts.blobs, archive, row, key, parts.most_file)
            yield key


async def _store_file(blobs: Blobs, archive: Archive, row: Row, key: str, most: int) -> None:
    upload = Upload(_in_pieces(archive.file(row["id"])), str(row["name"]), "", most)
    try:
        await upload.begin()
        await blobs.put(key, upload.chunks())
    except Invalid as error:
        raise Invalid.field("body", f"the file {row['id']} {error.faults[0].message}") from error
    said = (row["kind"], row["size"], row["sha256"])
    if said != (upload.kind.name, upload.size, f"\\x{upload.sha256.hex()}") or row["kind"] not in FILE_KINDS:
        await discard(blobs, [key])
        raise Invalid.field(
            "body", f"the file {row['id']} is another than its row in artifact_revisions.jsonl says"
        )


def _person(identity: Identity, manifest: Manifest) -> tuple[str, str]:
    return str(manifest.person.id), str(identity.person_id)


async def _in_batches(batches: Iterator[list[Row]]) -> AsyncGenerator[list[Row]]:
    while batch := await asyncio.to_thread(next, batches, None):
        yield batch


async def _in_pieces(pieces: Iterator[bytes]) -> AsyncGenerator[bytes]:
    while piece := await asyncio.to_thread(next, pieces, b""):
        yield piece


def _batches(items: Iterable[T], size: int) -> Iterator[Sequence[T]]:
    left = iter(items)
    while batch := list(islice(left, size)):
        yield batch


def _plain(error: Any) -> str:
    """The rule that was broken; never the text of a row."""
    return str(getattr(error, "constraint_name", None) or type(error).__name__)
