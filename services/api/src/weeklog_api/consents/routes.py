from fastapi import APIRouter

from weeklog_api.consents import service
from weeklog_api.consents.schemas import ConsentNew, MyAssistant
from weeklog_api.dependencies import CurrentIdentity, SystemWork
from weeklog_api.rights import needs

router = APIRouter(prefix="/v1/me/assistant", tags=["chat"])


@router.get("")
@needs("read")
async def read_my_assistant(identity: CurrentIdentity, work: SystemWork) -> MyAssistant:
    """Whose language model gets your questions, and whether you allowed it. Until you do, and when you refuse, the
    offline assistant answers you and nothing of yours is sent."""
    return await service.read(work, identity)


@router.put("")
@needs("write", changes_programme=False)
async def decide_on_assistant(new: ConsentNew, identity: CurrentIdentity, work: SystemWork) -> MyAssistant:
    """Allow the programme's own language model to get your questions, or refuse it, for yourself. You are asked again
    when its address changes."""
    return await service.decide(work, identity, new)
