from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.responses import Response

from weeklog.calendar import FIRST_DAY, LAST_DAY
from weeklog_api.absences import service
from weeklog_api.absences.schemas import Absence, AbsenceNew
from weeklog_api.dependencies import CurrentIdentity, Owner, SystemDatabase, Work
from weeklog_api.idempotency import idempotent
from weeklog_api.rights import needs
from weeklog_api.schemas import Items

router = APIRouter(prefix="/v1/absences", tags=["absences"])


@router.get("")
@needs("read")
async def list_absences(
    identity: CurrentIdentity,
    work: Work,
    person_id: Owner,
    from_: Annotated[
        date, Query(alias="from", description="absences that end on this day or later")
    ] = FIRST_DAY,
    to: Annotated[date, Query(description="absences that start on this day or earlier")] = LAST_DAY,
) -> Items[Absence]:
    """When you are away, or somebody whom you mentor or lead; the first day first."""
    return Items(items=await service.absences(work, identity, person_id, from_, to))


@router.post("", status_code=201, response_model=Absence)
@needs("write")
@idempotent()
async def add_absence(
    new: AbsenceNew, identity: CurrentIdentity, work: Work, system: SystemDatabase
) -> Response:
    """Days away are not missing, nobody is reminded on them, and a week away has no review. Half a day is still a
    day of work. The lead records it for others, with `person_id`. A mentor names who stands in for
    them meanwhile with `substitute_id`."""
    added = await service.add_absence(work, system, identity, new)
    return Response(added.model_dump_json(), 201, media_type="application/json")


@router.delete("/{absence_id}", status_code=204)
@needs("write")
async def remove_absence(absence_id: UUID, identity: CurrentIdentity, work: Work) -> None:
    """A week that was skipped for it is reviewed after all, as long as it is made up for."""
    await service.remove_absence(work, identity, absence_id)
