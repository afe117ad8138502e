from fastapi import APIRouter

from weeklog_api.dependencies import CurrentSettings, Work
from weeklog_api.quotas import service
from weeklog_api.quotas.schemas import Quotas
from weeklog_api.rights import needs

router = APIRouter(prefix="/v1/account", tags=["account"])


@router.get("/quotas")
@needs("read")
async def read_quotas(work: Work, settings: CurrentSettings) -> Quotas:
    """How much your files hold and how many imports of yours run, with the most that each person may have. Beyond it
    a file is refused with 413, an import with 429."""
    return await service.read_quotas(work, settings.quota)
