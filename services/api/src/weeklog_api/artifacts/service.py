"""Files with revisions. The bytes are stored first, outside of any transaction; the rows that name them come after."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from weeklog import access
from weeklog.artifacts.blobs import Blobs
from weeklog.artifacts.tables import (
    ArtifactRow,
    RevisionRow,
    blob_key,
    change_artifact,
    delete_artifact,
    find_artifact,
    find_revision,
    find_same,
    hold_artifact,
    insert_artifact,
    insert_revision,
    last_revision,
    list_artifacts,
    list_revisions,
    point_at_revision,
)
from weeklog.db.rows import values_of
from weeklog.errors import Conflict, Invalid, NotFound, Unavailable
from weeklog.events.catalogue import WeekChanged
from weeklog.ids import PersonId, new_id
from weeklog.quotas.rules import Quota, require_within
from weeklog.unit_of_work import Store, UnitOfWork
from weeklog_api.artifacts.compare import MOST_BYTES, line_diff
from weeklog_api.artifacts.kinds import KINDS
from weeklog_api.artifacts.schemas import (
    MOST_REVISIONS,
    ArtifactFilters,
    ArtifactNew,
    ArtifactPatch,
    ArtifactState,
    ArtifactWithRevisions,
    Comparison,
    Revision,
    RevisionNew,
)
from weeklog_api.artifacts.uploads import Upload
from weeklog_api.cursors import END, read_cursor, write_cursor
from weeklog_api.identity import Identity
from weeklog_api.schemas import Items
from weeklog_api.versions import check_version


@dataclass(frozen=True)
class Shelf:
    """Where files are put: their rows, their bytes, and how many bytes one person may have."""

    store: Store
    blobs: Blobs
    quota: Quota


async def add_artifact(
    shelf: Shelf, identity: Identity, new: ArtifactNew, upload: Upload
) -> tuple[ArtifactState, bool]:
    """And whether it is new: the same file sent again for the same week is the one that is there."""
    access.require(identity.standing, "write worklog")
    _check_week(identity, new.week)
    await upload.begin()

    async def add(work: UnitOfWork, revision_id: UUID) -> ArtifactRow | None:
        mine = _mine(identity)
        same = await work.one(find_same, **mine, week=new.week, name=new.name, sha256=upload.sha256)
        if same is not None:
            raise _SameAsBefore(same)
        made = mine | {"artifact_id": new_id()}
        artifact = {"week": new.week, "name": new.name, "title": new.title or new.name}
        await work.run(insert_artifact, **mine, id=made["artifact_id"], **artifact)
        await _insert_revision(work, made, revision_id, upload, number=1, name=new.name, note=new.note)
        _tell(work, new.week)
        return await work.one(find_artifact, **made)

    return await _add(shelf, identity.person_id, upload, add)


async def add_revision(
    shelf: Shelf, identity: Identity, artifact_id: UUID, *, new: RevisionNew, upload: Upload
) -> tuple[ArtifactState, bool]:
    """And whether it is new: what is the current revision already makes none."""
    access.require(identity.standing, "write worklog")
    this = _mine(identity) | {"artifact_id": artifact_id}
    await upload.begin()

    async def add(work: UnitOfWork, revision_id: UUID) -> ArtifactRow | None:
        before = await work.one(hold_artifact, **this)
        if before is None:
            raise NotFound("artifact")
        name = new.name or before.name
        if (before.sha256, before.name) == (upload.sha256, name):
            raise _SameAsBefore(before)
        number = await work.value(last_revision, **_owned(this)) + 1
        if number > MOST_REVISIONS:
            raise Conflict(f"it has {MOST_REVISIONS} revisions, the most there can be: add a new artifact")
        await _insert_revision(work, this, revision_id, upload, number=number, name=name, note=new.note)
        await work.run(point_at_revision, **_owned(this), number=number, file_name=name)
        _tell(work, before.week)
        return await work.one(find_artifact, **this)

    return await _add(shelf, identity.person_id, upload, add)


async def file_name(work: UnitOfWork, identity: Identity, artifact_id: UUID) -> str:
    """What a revision without a name is called."""
    return (await _find(work, identity, identity.person_id, artifact_id)).name


async def list_of(
    work: UnitOfWork, identity: Identity, person_id: PersonId, filters: ArtifactFilters
) -> Items[ArtifactState]:
    """The newest first."""
    before, before_id = read_cursor(filters.cursor, datetime.fromisoformat) if filters.cursor else END
    rows = await work.all(
        list_artifacts,
        person_id=person_id,
        programme_id=identity.own_programme.id,
        week=filters.week,
        before=before,
        before_id=before_id,
        limit=filters.limit + 1,
    )
    found = [_state(row) for row in rows[: filters.limit]]
    more = len(rows) > filters.limit
    cursor = write_cursor(found[-1].created_at.isoformat(), found[-1].id) if more else None
    return Items(items=found, next_cursor=cursor)


async def read(
    work: UnitOfWork, identity: Identity, person_id: PersonId, artifact_id: UUID
) -> ArtifactWithRevisions:
    row = await _find(work, identity, person_id, artifact_id)
    revisions = await work.all(list_revisions, person_id=person_id, artifact_id=artifact_id)
    return ArtifactWithRevisions(
        **_state(row).model_dump(), revisions=[_revision(revision) for revision in revisions]
    )


async def read_revision(
    work: UnitOfWork, identity: Identity, person_id: PersonId, artifact_id: UUID, number: int
) -> Revision:
    await _find(work, identity, person_id, artifact_id)
    row = await work.one(find_revision, person_id=person_id, artifact_id=artifact_id, number=number)
    if row is None:
        raise NotFound("revision")
    return _revision(row)


async def contents(blobs: Blobs, person_id: PersonId, revision: Revision) -> AsyncIterator[bytes]:
    return await blobs.get(blob_key(person_id, revision.id))


async def compare(blobs: Blobs, person_id: PersonId, left: Revision, right: Revision) -> Comparison:
    same = left.sha256 == right.sha256
    comparable = all(KINDS[one.kind].is_text and one.size <= MOST_BYTES for one in (left, right))
    lines = None
    if comparable:
        texts = [await _text(blobs, person_id, one) for one in (left, right)]
        lines = await asyncio.to_thread(line_diff, *texts)
    return Comparison(left=left, right=right, same=same, lines=lines)


async def change(
    work: UnitOfWork, identity: Identity, artifact_id: UUID, patch: ArtifactPatch, meant: int | None
) -> ArtifactState:
    access.require(identity.standing, "write worklog")
    before = await _hold(work, identity, artifact_id, meant)
    after = values_of(before, "title", "week") | patch.model_dump(exclude_unset=True)
    _check_week(identity, after["week"])
    this = _mine(identity) | {"artifact_id": artifact_id}
    title = after["title"] or before.name
    await work.run(change_artifact, **_owned(this), new_title=title, new_week=after["week"])
    row = await work.one(find_artifact, **this)
    assert row is not None  # it is held
    for week in {before.week, after["week"]}:
        _tell(work, week)
    return _state(row)


async def drop(work: UnitOfWork, identity: Identity, artifact_id: UUID, meant: int | None) -> list[str]:
    """The keys of what is in the store, to be removed once this has been committed."""
    access.require(identity.standing, "write worklog")
    before = await _hold(work, identity, artifact_id, meant)
    this = {"person_id": identity.person_id, "artifact_id": artifact_id}
    revisions = await work.all(list_revisions, **this)
    await work.run(delete_artifact, **this)
    _tell(work, before.week)
    return [blob_key(identity.person_id, revision.id) for revision in revisions]


class _SameAsBefore(Exception):
    def __init__(self, row: ArtifactRow) -> None:
        self.row = row


async def _add(
    shelf: Shelf,
    person_id: PersonId,
    upload: Upload,
    add: Callable[[UnitOfWork, UUID], Awaitable[ArtifactRow | None]],
) -> tuple[ArtifactState, bool]:
    """Stores the file, then its row by `add`; a file without a row does not stay."""
    revision_id = new_id()
    key = blob_key(person_id, revision_id)
    await shelf.blobs.put(key, upload.chunks())
    try:
        async with shelf.store.begin(person_id) as work:
            row = await add(work, revision_id)
            await require_within(work, shelf.quota)
            assert row is not None  # it was written just now
    except _SameAsBefore as same:
        await discard(shelf.blobs, [key])
        return _state(same.row), False
    except BaseException:
        await discard(shelf.blobs, [key])
        raise
    return _state(row), True


async def discard(blobs: Blobs, keys: list[str]) -> None:
    """What cannot be removed now is swept later."""
    try:
        await blobs.delete(keys)
    except Unavailable:
        return


async def _insert_revision(
    work: UnitOfWork, this: dict[str, Any], revision_id: UUID, upload: Upload, *, number: int, name: str, note: str
) -> None:  # fmt: skip
    about = {"kind": upload.kind.name, "size": upload.size, "sha256": upload.sha256}
    await work.run(insert_revision, **this, **about, id=revision_id, number=number, name=name, note=note)


async def _text(blobs: Blobs, person_id: PersonId, revision: Revision) -> str:
    read = [chunk async for chunk in await contents(blobs, person_id, revision)]
    return b"".join(read).decode("utf-8", errors="replace")


async def _find(work: UnitOfWork, identity: Identity, person_id: PersonId, artifact_id: UUID) -> ArtifactRow:
    programme_id = identity.own_programme.id
    row = await work.one(
        find_artifact, person_id=person_id, programme_id=programme_id, artifact_id=artifact_id
    )
    if row is None:
        raise NotFound("artifact")
    return row


async def _hold(work: UnitOfWork, identity: Identity, artifact_id: UUID, meant: int | None) -> ArtifactRow:
    row = await work.one(hold_artifact, **_mine(identity), artifact_id=artifact_id)
    if row is None:
        raise NotFound("artifact")
    check_version(row.version, meant)
    return row


def _check_week(identity: Identity, week: int | None) -> None:
    if week is not None and all(one.number != week for one in identity.own_programme.weeks):
        raise Invalid.field("week", f"the programme has no week {week}: see GET /v1/weeks, or leave it out")


def _tell(work: UnitOfWork, week: int | None) -> None:
    if week is not None:
        work.publish(WeekChanged(week=week))


def _mine(identity: Identity) -> dict[str, Any]:
    return {"person_id": identity.person_id, "programme_id": identity.own_programme.id}


def _owned(this: dict[str, Any]) -> dict[str, Any]:
    return {name: this[name] for name in ("person_id", "artifact_id")}


def _state(row: ArtifactRow) -> ArtifactState:
    return ArtifactState.model_validate(_described(row))


def _revision(row: RevisionRow) -> Revision:
    return Revision.model_validate(_described(row))


def _described(row: ArtifactRow | RevisionRow) -> dict[str, Any]:
    return values_of(row) | {"media_type": KINDS[row.kind].media_type, "sha256": row.sha256.hex()}
