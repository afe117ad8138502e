from uuid import UUID

from fastapi import APIRouter

from weeklog_api.dependencies import SystemDatabase
from weeklog_api.instance import service
from weeklog_api.instance.schemas import InstanceState, JobToRetry
from weeklog_api.rights import needs

router = APIRouter(prefix="/v1/instance", tags=["instance"])


@router.get("")
@needs("read", operator=True)
async def read_instance(database: SystemDatabase) -> InstanceState:
    """What the instance is doing, for whoever operates it (`WEEKLOG_OPERATORS`): its queues, processes and jobs, in
    numbers."""
    return await service.read(database)


@router.post("/jobs/{job_id}/retry", status_code=202)
@needs("write", operator=True, changes_programme=False)
async def retry_job(job_id: UUID, database: SystemDatabase) -> JobToRetry:
    """Gives a failed job its attempts and its time anew. One that is tried again already is no failed one: 404."""
    return await service.retry(database, job_id)
