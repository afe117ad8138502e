from fastapi import APIRouter

from weeklog_api.dependencies import CurrentIdentity, CurrentSettings, SystemDatabase, Work
from weeklog_api.queue import service
from weeklog_api.queue.schemas import Waiting
from weeklog_api.rights import needs
from weeklog_api.schemas import Items

router = APIRouter(prefix="/v1/queue", tags=["queue"])


@router.get("")
@needs("read")
async def read_queue(
    identity: CurrentIdentity, work: Work, system: SystemDatabase, settings: CurrentSettings
) -> Items[Waiting]:
    """What waits for you, the longest first.

    Submitted reviews of whom you mentor or lead, until somebody remarks on them; and threads that are not resolved
    and in which somebody else spoke last: in your own worklog, in those that you mentor, and wherever you take
    part or are mentioned.
    """
    return Items(items=await service.queue(work, identity, system, settings.clock()))
