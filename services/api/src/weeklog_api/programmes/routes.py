from fastapi import APIRouter, Request
from starlette.responses import Response

from weeklog_api.authorisation import identify
from weeklog_api.dependencies import (
    CurrentIdentity,
    CurrentSettings,
    SystemWork,
    Work,
    changing_rights,
)
from weeklog_api.idempotency import idempotent
from weeklog_api.programmes import service
from weeklog_api.programmes.schemas import (
    ProgrammeNamed,
    ProgrammeNew,
    ProgrammePatch,
    ProgrammesOfMine,
    ProgrammeState,
    WeeksNew,
)
from weeklog_api.rights import needs
from weeklog_api.sign_in.schemas import Me
from weeklog_api.sign_in.service import describe
from weeklog_api.versions import MeantList, fingerprint

router = APIRouter(prefix="/v1", tags=["programme"])


@router.post("/programmes", status_code=201)
@needs("write", changes_programme=False)
@idempotent()
async def found_programme(
    new: ProgrammeNew, identity: CurrentIdentity, work: SystemWork, settings: CurrentSettings
) -> ProgrammeState:
    """Anybody may begin a programme: they lead it, and work in it from now on.

    Weeks may begin on any weekday. `weeks` generates them from `starts_on`; `calendar` gives them one by one.
    """
    return await service.found(work, identity.person_id, new, settings.clock())


@router.get("/programmes")
@needs("read")
async def list_programmes(identity: CurrentIdentity, work: Work) -> ProgrammesOfMine:
    """The programmes that you are in, then those that you have left; the one you work in now is `active`."""
    return await service.list_mine(work, identity)


@router.put("/me/programme")
@needs("write", changes_programme=False)
async def switch_programme(
    request: Request, named: ProgrammeNamed, identity: CurrentIdentity, settings: CurrentSettings
) -> Me:
    """Work in another of your programmes: what you read and write from now on is of that one, with every token.

    One that you have left can be chosen too: what you wrote there is read and exported, and writes answer 409.
    """
    async with changing_rights(request, identity.person_id) as work:
        await service.switch(work, identity.person_id, named.id)
    return describe(await identify(request), settings)


@router.get("/programme")
@needs("read")
async def read_programme(response: Response, identity: CurrentIdentity, work: Work) -> ProgrammeState:
    """Your programme and its calendar. Its `ETag` is the version for `If-Match`."""
    return _with_version(response, await service.read_programme(work, identity))


@router.patch("/programme")
@needs("write", action="run programme")
async def edit_programme(
    response: Response, patch: ProgrammePatch, identity: CurrentIdentity, work: SystemWork, meant: MeantList
) -> ProgrammeState:
    """For the programme's lead. Weeks are changed with `PUT /v1/programme/weeks`.

    `If-Match` with the programme's `ETag` refuses (412) what would overwrite a change that was not seen.
    """
    return _with_version(response, await service.edit_programme(work, identity, patch, meant))


@router.put("/programme/weeks")
@needs("write", action="run programme")
async def put_weeks(new: WeeksNew, identity: CurrentIdentity, work: SystemWork) -> ProgrammeState:
    """The whole calendar, for the programme's lead: an import reports one that can be confirmed as it is.

    Refused when weeks overlap, and when something that was logged would no longer have a week.
    """
    return await service.put_weeks(work, identity, new.weeks)


@router.post("/programme/archive")
@needs("write", action="run programme")
async def archive_programme(identity: CurrentIdentity, work: SystemWork) -> ProgrammeState:
    """For the programme's lead. From then on it is read and exported, not changed: writes answer 409."""
    return await service.archive(work, identity)


@router.post("/programme/unarchive")
@needs("write", action="run programme", changes_programme=False)
async def unarchive_programme(identity: CurrentIdentity, work: SystemWork) -> ProgrammeState:
    """For the programme's lead: it is worked in again."""
    return await service.unarchive(work, identity)


def _with_version(response: Response, state: ProgrammeState) -> ProgrammeState:
    response.headers["ETag"] = f'"{fingerprint([state])}"'
    return state
