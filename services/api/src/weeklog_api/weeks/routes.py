from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from weeklog_api.authorisation import require_read
from weeklog_api.dependencies import CurrentIdentity, CurrentSettings, Owner, Work
from weeklog_api.idempotency import idempotent
from weeklog_api.parts import CurrentParts
from weeklog_api.rights import needs
from weeklog_api.schemas import Items
from weeklog_api.versions import MeantList, fingerprint
from weeklog_api.weeks import carry_over, objectives, reading, service
from weeklog_api.weeks.schemas import (
    Achievement,
    AchievementsNew,
    CarriedOver,
    CarryObjectives,
    CarryOver,
    CopyOfWeek,
    Objective,
    ObjectivePatch,
    ObjectivesCarried,
    ObjectivesNew,
    WeekCopied,
    WeekState,
    WeekSummary,
)

router = APIRouter(prefix="/v1", tags=["weeks"])


@router.get("/weeks", response_model=Items[WeekSummary])
@needs("read")
async def list_weeks(identity: CurrentIdentity, owner: Owner, parts: CurrentParts) -> Response:
    """Every week of your programme, with what you, or somebody whom you follow, have in it."""
    return _json(await reading.list_weeks(parts, identity, owner))


@router.get("/weeks/{number}", response_model=WeekState)
@needs("read")
async def read_week(number: int, identity: CurrentIdentity, owner: Owner, parts: CurrentParts) -> Response:
    return _json(await reading.read_week(parts, identity, owner, number))


@router.put("/weeks/{number}/objectives")
@needs("write")
async def put_objectives(
    response: Response,
    number: int,
    new: ObjectivesNew,
    identity: CurrentIdentity,
    work: Work,
    meant: MeantList,
) -> Items[Objective]:
    """The whole list, in order: what is not in it is removed. What stays keeps its id and its state; `done` is its
    box.

    `If-Match` with the week's `objectives_version` refuses (412) what would overwrite a change that was not seen.
    """
    lines = await objectives.put_all(work, identity, number, new.items, meant)
    response.headers["ETag"] = f'"{fingerprint(lines)}"'
    return Items(items=lines)


@router.post("/weeks/{number}/objectives/carry")
@needs("write")
@idempotent()
async def carry_objectives(
    number: int, wanted: CarryObjectives, identity: CurrentIdentity, work: Work
) -> ObjectivesCarried:
    """What was not met goes on in this week; where it stood its state is `carried`. Repeating it carries nothing
    twice."""
    if wanted.dry_run:
        require_read(identity)
    return await objectives.carry(work, identity, number, wanted)


@router.put("/weeks/{number}/achievements")
@needs("write")
async def put_achievements(
    response: Response,
    number: int,
    new: AchievementsNew,
    identity: CurrentIdentity,
    work: Work,
    meant: MeantList,
) -> Items[Achievement]:
    """The whole list, in order: what is not in it is removed. `evidence` names your entries that prove it.

    `If-Match` with the week's `achievements_version` refuses (412) what would overwrite a change that was not seen.
    """
    lines = await service.put_achievements(work, identity, number, new.items, meant)
    response.headers["ETag"] = f'"{fingerprint(lines)}"'
    return Items(items=lines)


@router.post("/weeks/{number}/carry-over")
@needs("write")
@idempotent()
async def carry_entries_over(
    number: int,
    wanted: CarryOver,
    identity: CurrentIdentity,
    work: Work,
    settings: CurrentSettings,
) -> CarriedOver:
    """Unfinished entries (planned, doing) go on as new ones, linked both ways and counted (`weeks_open`). Repeating it
    carries nothing twice; deleting the new entry opens its source again."""
    if wanted.dry_run:
        require_read(identity)
    today = identity.today(settings.clock)
    return await carry_over.carry_over(work, identity, number, wanted, today)


@router.post("/weeks/{number}/copy")
@needs("write")
@idempotent()
async def copy_week(number: int, wanted: CopyOfWeek, identity: CurrentIdentity, work: Work) -> WeekCopied:
    """The entries of another week as planned ones of this, their days shifted. What stands here already is not
    copied again."""
    if wanted.dry_run:
        require_read(identity)
    return await carry_over.copy_week(work, identity, number, wanted)


@router.patch("/objectives/{objective_id}")
@needs("write")
async def change_objective(
    response: Response,
    objective_id: UUID,
    patch: ObjectivePatch,
    identity: CurrentIdentity,
    work: Work,
    meant: MeantList,
) -> Objective:
    """One objective: its state, its words, the entries that show it. Its version is that of the list that it
    stands in."""
    changed = await objectives.change_one(work, identity, objective_id, patch, meant)
    response.headers["ETag"] = f'"{await objectives.version_with(work, identity, objective_id)}"'
    return changed


def _json(answer: bytes) -> Response:
    return Response(answer, media_type="application/json")
