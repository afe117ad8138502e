from fastapi import APIRouter
from starlette.responses import Response

from weeklog_api.competencies import service
from weeklog_api.competencies.schemas import CompetenciesNew, Competency
from weeklog_api.dependencies import CurrentIdentity, SystemWork, Work
from weeklog_api.rights import needs
from weeklog_api.schemas import Items
from weeklog_api.versions import MeantList, fingerprint

router = APIRouter(prefix="/v1/programme/competencies", tags=["programme"])


@router.get("")
@needs("read")
async def list_competencies(response: Response, identity: CurrentIdentity, work: Work) -> Items[Competency]:
    """What the programme wants its members to learn, and the tags of the entries that show it."""
    return _with_version(response, await service.read_all(work, identity.own_programme.id))


@router.put("")
@needs("write", action="run programme")
async def put_competencies(
    response: Response, new: CompetenciesNew, identity: CurrentIdentity, work: SystemWork, meant: MeantList
) -> Items[Competency]:
    """The whole list, in order, for the programme's lead. `If-Match` with the list's `ETag` refuses (412) what would
    overwrite a change that was not seen."""
    return _with_version(response, await service.put_all(work, identity, new.items, meant))


def _with_version(response: Response, items: list[Competency]) -> Items[Competency]:
    response.headers["ETag"] = f'"{fingerprint(items)}"'
    return Items(items=items)
