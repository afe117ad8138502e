from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from weeklog.events.catalogue import EntryState
from weeklog_api.dependencies import CurrentIdentity, CurrentSettings, Work
from weeklog_api.entries import service
from weeklog_api.entries.schemas import EntriesMade, EntriesNew, EntryFilters, EntryList, EntryNew, EntryPatch
from weeklog_api.idempotency import KEY, KEY_PARAMETER, Once, claim
from weeklog_api.versions import MeantVersion, etag

router = APIRouter(prefix="/v1/entries", tags=["entries"])

# Answers are serialised once, here: given a Response, FastAPI does not validate them a second time.


@router.post("", status_code=201, response_model=EntryState, openapi_extra=KEY_PARAMETER)
async def log_entry(request: Request, new: EntryNew, identity: CurrentIdentity) -> Response:
    # The route of every script and editor. It begins its work by itself: each dependency that FastAPI resolves costs as
    # much as a statement.
    state = request.app.state
    today = identity.today(state.settings.clock)
    if request.headers.get(KEY) is None:
        return _logged(await service.log_one_entry(state.store, identity, new, today))
    async with state.store.begin(identity.person_id) as work:
        once = await claim(request, work)
        if once.answered is not None:
            return once.answered
        return await once.remember(_logged(await service.log_entry(work, identity, new, today)))


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


def _logged(entry: EntryState) -> Response:
    return _answer(entry, 201, {"Location": f"/v1/entries/{entry.id}"})


def _answer(entry: EntryState, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    return Response(
        entry.model_dump_json(),
        status,
        {"ETag": etag(entry.version), **(headers or {})},
        media_type="application/json",
    )
