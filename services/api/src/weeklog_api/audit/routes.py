from typing import Annotated

from fastapi import APIRouter, Query

from weeklog_api.audit import service
from weeklog_api.audit.schemas import AuditFilters, AuditLine
from weeklog_api.dependencies import CurrentIdentity, SystemWork
from weeklog_api.rights import needs
from weeklog_api.schemas import Items

router = APIRouter(prefix="/v1/audit", tags=["audit"])


@router.get("")
@needs("read")
async def read_audit(
    filters: Annotated[AuditFilters, Query()], identity: CurrentIdentity, work: SystemWork
) -> Items[AuditLine]:
    """What was changed about your programme and its people, by whom and when, the latest first: of a lead everything,
    of others what they did and what is about them. Nobody can change or delete a line."""
    return await service.lines(work, identity, filters)
