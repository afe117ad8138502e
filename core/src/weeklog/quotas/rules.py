"""What one person may hold of what all share. Raises where it is more, with the figures and the remedy."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from weeklog.errors import ImportsRunning, StorageFull, Unavailable
from weeklog.ids import PersonId, new_id
from weeklog.quotas.tables import (
    begin_import,
    count_running,
    drop_stale_imports,
    end_import,
    hold_quota,
    stored_bytes,
)
from weeklog.unit_of_work import Store, UnitOfWork

LEASE: Final = timedelta(minutes=5)  # longer than an import takes
RETRY_SECONDS: Final = 2.0
_MEBIBYTE: Final = 1024 * 1024


@dataclass(frozen=True)
class Quota:
    """What each person may hold."""

    storage: int  # bytes of files, all revisions together
    imports: int  # that run at the same moment


async def require_room(work: UnitOfWork, quota: Quota, size: int) -> None:
    """Raises StorageFull where files of `size` bytes, which have no rows yet, would be more than may be stored."""
    used = await work.value(stored_bytes, person_id=work.person_id)
    if used + size > quota.storage:
        raise StorageFull(
            f"body: with it your files would hold {_mebibytes(used + size)}, and {_mebibytes(quota.storage)} is the "
            "most that one person may store: delete files that you no longer need, or ask who runs this weeklog to "
            "raise WEEKLOG_STORAGE_MB"
        )


async def require_within(work: UnitOfWork, quota: Quota) -> None:
    """The same once their rows are written. Of two uploads at once, the second counts the first."""
    await work.run(hold_quota, key=f"files of {work.person_id}")
    await require_room(work, quota, 0)


@asynccontextmanager
async def import_turn(store: Store, person_id: PersonId, quota: Quota) -> AsyncGenerator[None]:
    """Counts one import for as long as it is open. Raises ImportsRunning while as many of this person's run as may."""
    import_id = new_id()
    async with store.begin(person_id) as work:
        await work.run(hold_quota, key=f"imports of {person_id}")
        await work.run(drop_stale_imports, person_id=person_id)
        if await work.value(count_running, person_id=person_id) >= quota.imports:
            raise ImportsRunning(
                f"{quota.imports} imports of yours are running, the most at once: wait until one is done, or send the "
                "pages as one import",
                RETRY_SECONDS,
            )
        await work.run(begin_import, id=import_id, person_id=person_id, lease=LEASE)
    try:
        yield
    finally:
        with suppress(Unavailable):  # then it ends with its lease
            async with store.begin(person_id) as work:
                await work.run(end_import, import_id=import_id)


def _mebibytes(size: int) -> str:
    return f"{size / _MEBIBYTE:,.1f} MiB"
