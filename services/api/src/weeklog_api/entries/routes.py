from typing import Annotated
from uuid import UUID

import orjson
from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from weeklog.events.catalogue import EntryState
from weeklog_api.dependencies import CurrentIdentity, CurrentSettings, Work, owner
from weeklog_api.entries import history, service
from weeklog_api.entries.quick import understand
from weeklog_api.entries.schemas import (
    DeletedEntry,
    EntriesMade,
    EntriesNew,
    EntryChange,
    EntryFilters,
    EntryList,
    EntryNew,
    EntryPatch,
    EntryUnderstood,
    Move,
    QuickLine,
    QuickPreview,
    Understood,
)
from weeklog_api.fast_path import fast
from weeklog_api.idempotency import KEY, KEY_PARAMETER, answer_once, idempotent
from weeklog_api.parts import parts_of
from weeklog_api.rights import needs
from weeklog_api.schemas import Items
from weeklog_api.versions import MeantVersion, MeantVersionWhenSent, etag

router = APIRouter(prefix="/v1/entries", tags=["entries"])

# Answers are serialised once, here: given a Response, FastAPI does not validate them a second time.


@router.post("", status_code=201, response_model=EntryState | EntryUnderstood, openapi_extra=KEY_PARAMETER)
@needs("write")
@fast
async def log_entry(request: Request, new: EntryNew, identity: CurrentIdentity) -> Response:
    """`text` is taken word for word; of `quick` the day, tags, links and status are understood, and told in the
    answer."""
    # The route of every script and editor. It begins its work by itself, in one round trip when it can.
    parts = parts_of(request)
    today = identity.today(parts.settings.clock)
    new, understood = understand(identity, new, today)
    if request.headers.get(KEY) is None:
        return _logged(await service.log_one_entry(parts.store, identity, new, today), understood)
    async with parts.store.begin(identity.person_id) as work:

        async def log() -> Response:
            return _logged(await service.log_entry(work, identity, new, today), understood)

        return await answer_once(request, work, log)


@router.post("/quick-preview")
@needs("read")
async def preview_quick(
    line: QuickLine, identity: CurrentIdentity, settings: CurrentSettings
) -> QuickPreview:
    """What a quick line would become. Nothing is written."""
    return service.preview(identity, line.quick, identity.today(settings.clock))


@router.post("/bulk", status_code=201, response_model=EntriesMade, openapi_extra=KEY_PARAMETER)
@needs("write")
@fast
async def log_entries(request: Request, new: EntriesNew, identity: CurrentIdentity) -> Response:
    """All of them or none, in the order sent."""
    parts = parts_of(request)
    today = identity.today(parts.settings.clock)
    async with parts.store.begin(identity.person_id) as work:

        async def log() -> Response:
            logged = await service.log_entries(work, identity, new.items, today)
            told = [{name: entry[name] for name in EntryState.model_fields} for entry in logged]
            made = orjson.dumps({"items": told, "next_cursor": None}, option=orjson.OPT_UTC_Z)
            return Response(made, 201, media_type="application/json")

        return await answer_once(request, work, log)


@router.get("", response_model=EntryList)
@needs("read")
async def list_entries(
    filters: Annotated[EntryFilters, Query()], identity: CurrentIdentity, work: Work
) -> Response:
    """The latest start day first."""
    person_id = await owner(identity, filters.person)
    found = await service.list_entries(work, identity, person_id, filters)
    return Response(found.model_dump_json(), media_type="application/json")


@router.get("/deleted")
@needs("read")
async def list_deleted(identity: CurrentIdentity, work: Work) -> Items[DeletedEntry]:
    """Yours that can still be restored, the latest deleted first: for 30 days."""
    return Items(items=await history.list_deleted_entries(work, identity))


@router.get("/{entry_id}", response_model=EntryState)
@needs("read")
async def read_entry(entry_id: UUID, work: Work) -> Response:
    """One of yours, or of somebody whom you mentor or lead."""
    return _answer(await service.read_entry(work, entry_id))


@router.patch("/{entry_id}", response_model=EntryState)
@needs("write")
async def edit_entry(
    entry_id: UUID,
    patch: EntryPatch,
    identity: CurrentIdentity,
    work: Work,
    settings: CurrentSettings,
    meant: MeantVersion,
) -> Response:
    return _answer(
        await service.edit_entry(work, identity, entry_id, patch, meant, identity.today(settings.clock))
    )


@router.delete("/{entry_id}", status_code=204)
@needs("write")
async def drop_entry(entry_id: UUID, identity: CurrentIdentity, work: Work, meant: MeantVersion) -> None:
    """It can be restored for 30 days."""
    await service.drop_entry(work, identity, entry_id, meant)


@router.post("/{entry_id}/restore", response_model=EntryState)
@needs("write")
@idempotent()
async def restore_entry(entry_id: UUID, identity: CurrentIdentity, work: Work) -> Response:
    """Undoes a deletion: the same id, in the same place, with what it proved."""
    return _answer(await history.restore(work, identity, entry_id))


@router.post("/{entry_id}/move", response_model=EntryState)
@needs("write")
@idempotent()
async def move_entry(
    entry_id: UUID, move: Move, identity: CurrentIdentity, work: Work, meant: MeantVersionWhenSent
) -> Response:
    """Changes its place within the week, and its day when `start_on` is sent."""
    return _answer(await service.move_entry(work, identity, entry_id, move, meant))


@router.get("/{entry_id}/history")
@needs("read")
async def read_history(entry_id: UUID, work: Work) -> Items[EntryChange]:
    """What was changed, by whom and when, the newest first. Of your own entries, also of deleted ones."""
    return Items(items=await history.read_history(work, entry_id))


def _logged(entry: EntryState, understood: tuple[Understood, ...] | None) -> Response:
    if understood is not None:
        entry = EntryUnderstood.model_construct(**dict(entry), understood=understood)
    return _answer(entry, 201, {"Location": f"/v1/entries/{entry.id}"})


def _answer(entry: EntryState, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    return Response(
        entry.model_dump_json(),
        status,
        {"ETag": etag(entry.version), **(headers or {})},
        media_type="application/json",
    )
