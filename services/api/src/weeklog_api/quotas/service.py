from weeklog.quotas.rules import Quota
from weeklog.quotas.tables import read_held
from weeklog.unit_of_work import UnitOfWork
from weeklog_api.quotas.schemas import Quotas


async def read_quotas(work: UnitOfWork, quota: Quota) -> Quotas:
    held = await work.one(read_held, person_id=work.person_id)
    assert held is not None  # a sum is always one row
    return Quotas(
        storage_bytes=held.storage,
        storage_bytes_limit=quota.storage,
        imports_running=held.imports,
        imports_running_limit=quota.imports,
    )
