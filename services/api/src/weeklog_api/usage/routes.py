from typing import Annotated

from fastapi import APIRouter, Query, Request

from weeklog_api.dependencies import CurrentIdentity, CurrentSettings, SystemDatabase, SystemStore, Work
from weeklog_api.parts import parts_of
from weeklog_api.rights import needs
from weeklog_api.usage import service
from weeklog_api.usage.schemas import Limits, ProgrammeUsage, Span, Usage

router = APIRouter(prefix="/v1", tags=["chat"])


@router.get("/usage")
@needs("read")
async def read_usage(
    span: Annotated[Span, Query()], identity: CurrentIdentity, work: Work, settings: CurrentSettings
) -> Usage:
    """What language models used for you, by day."""
    return await service.read_usage(work, identity, span, identity.today(settings.clock))


@router.get("/programme/usage")
@needs("read", action="run programme")
async def read_programme_usage(
    span: Annotated[Span, Query()],
    identity: CurrentIdentity,
    database: SystemDatabase,
    settings: CurrentSettings,
) -> ProgrammeUsage:
    """What language models used for each member, for the programme's lead."""
    return await service.read_programme_usage(database, identity, span, identity.today(settings.clock))


@router.put("/programme/usage/limits")
@needs("write", action="run programme")
async def put_limits(
    request: Request, limits: Limits, identity: CurrentIdentity, system_store: SystemStore
) -> Limits:
    """What members may use; past it a question is refused before a model is called. For the programme's lead."""
    async with system_store.begin(identity.person_id) as work:
        await service.put_limits(work, identity, limits)
    parts_of(request).identities.forget("")  # who asked knows it at once
    return limits
