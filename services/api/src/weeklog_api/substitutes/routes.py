from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.responses import Response

from weeklog.calendar import FIRST_DAY, LAST_DAY
from weeklog_api.dependencies import CurrentIdentity, SystemDatabase, Work
from weeklog_api.idempotency import idempotent
from weeklog_api.rights import needs
from weeklog_api.schemas import Items
from weeklog_api.substitutes import service
from weeklog_api.substitutes.schemas import Substitute, SubstituteNew

router = APIRouter(prefix="/v1/substitutes", tags=["substitutes"])


@router.get("")
@needs("read")
async def list_substitutes(
    identity: CurrentIdentity,
    work: Work,
    from_: Annotated[
        date, Query(alias="from", description="spans that end on this day or later")
    ] = FIRST_DAY,
    to: Annotated[date, Query(description="spans that start on this day or earlier")] = LAST_DAY,
) -> Items[Substitute]:
    """Who stands in for you, for your mentors, and for whom you do; the lead sees all of the programme. The first day
    first."""
    return Items(items=await service.substitutes(work, identity, from_, to))


@router.post("", status_code=201, response_model=Substitute)
@needs("write")
@idempotent()
async def name_substitute(
    new: SubstituteNew, identity: CurrentIdentity, work: Work, system: SystemDatabase
) -> Response:
    """On these days a substitute reads, remarks on and answers what those submit whom the mentor mentors, and is told
    as the mentor is. Mentors name their own, the lead anybody's, with `mentor_id`."""
    named = await service.name_substitute(work, system, identity, new)
    return Response(named.model_dump_json(), 201, media_type="application/json")


@router.delete("/{substitute_id}", status_code=204)
@needs("write")
async def remove_substitute(substitute_id: UUID, identity: CurrentIdentity, work: Work) -> None:
    """They stand in no more, from now on."""
    await service.remove_substitute(work, identity, substitute_id)
