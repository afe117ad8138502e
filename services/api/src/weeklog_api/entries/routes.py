from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.responses import Response

from weeklog.events.catalogue import EntryState
from weeklog_api.dependencies import CurrentIdentity, CurrentSettings, Work
from weeklog_api.entries import service
from weeklog_api.entries.schemas import EntriesMade, EntriesNew, EntryFilters, EntryList, EntryNew, EntryPatch
from weeklog_api.idempotency import Once
from weeklog_api.versions import MeantVersion, etag

router = APIRouter(prefix="/v1/entries", tags=["entries"])

# Answers are serialised once, here: given a Response, FastAPI does not validate them a second time.


@router.post("", status_code=201, response_model=EntryState)
async def log_entry(
    new: EntryNew, identity: CurrentIdentity, work: Work, settings: CurrentSettings, once: Once
) -> Response:
    if once.answered is not None:
        return once.answered
    entry = await service.log_entry(work, identity, new, identity.today(settings.clock))
    return await once.remember(_answer(entry, 201, {"Location": f"/v1/entries/{entry.id}"}))


@router.post("/bulk", status_code=201, response_model=EntriesMade)
async def log_entries(
    new: EntriesNew, identity: CurrentIdentity, work: Work, settings: CurrentSettings, once: Once
) -> Response:
    """All of them or none, in the order sent."""
    if once.answered is not None:
        return once.answered
    logged = await service.log_entries(work, identity, new.items, identity.today(settings.clock))
    made = EntriesMade(items=logged)
    return await once.remember(Response(made.model_dump_json(), 201, media_type="application/json"))


@router.get("", response_model=EntryList)
async def list_entries(
    filters: Annotated[EntryFilters, Query()], identity: CurrentIdentity, work: Work
) -> Response:
    """The latest start day first."""
    found = await service.list_entries(work, identity, filters)
    return Response(found.model_dump_json(), media_type="application/json")


@router.get("/{entry_id}", response_model=EntryState)
async def read_entry(entry_id: UUID, work: Work) -> Response:
    return _answer(await service.read_entry(work, entry_id))


@router.patch("/{entry_id}", response_model=EntryState)
async def edit_entry(
    entry_id: UUID, patch: EntryPatch, identity: CurrentIdentity, work: Work, meant: MeantVersion
) -> Response:
    return _answer(await service.edit_entry(work, identity, entry_id, patch, meant))


@router.delete("/{entry_id}", status_code=204)
async def drop_entry(entry_id: UUID, work: Work, meant: MeantVersion) -> None:
    await service.drop_entry(work, entry_id, meant)


def _answer(entry: EntryState, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    return Response(
        entry.model_dump_json(),
        status,
        {"ETag": etag(entry.version), **(headers or {})},
        media_type="application/json",
    )
