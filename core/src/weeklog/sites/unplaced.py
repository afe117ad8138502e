"""Pages that wait for their person to say which week they are of: kept as they came, and asked about."""

from collections.abc import Sequence

from weeklog.sites.files import Read, Unplaced, UnplacedPage, WeekPage, clean_path
from weeklog.sites.report import Outcome
from weeklog.sites.tables import drop_pages
from weeklog.sites.week_rows import save_page
from weeklog.unit_of_work import UnitOfWork
from weeklog.weeks.owner import Owner


async def save_unplaced(
    work: UnitOfWork, owner: Owner, waiting: Sequence[UnplacedPage], read: Sequence[Read]
) -> dict[str, Outcome]:
    """By the paths as they were sent. A page that has its week now waits no longer."""
    before = {one.path: one for one in waiting}
    placed = {clean_path(one.file.path) for one in read if isinstance(one, WeekPage)}
    if here := [one.id for path, one in before.items() if path in placed]:
        await work.run(drop_pages, **owner.keys, ids=here)
    outcomes: dict[str, Outcome] = {}
    for one in read:
        if isinstance(one, Unplaced):
            outcomes[one.file.path] = await _save(work, owner, one, before.get(one.path))
    return outcomes


async def _save(work: UnitOfWork, owner: Owner, one: Unplaced, before: UnplacedPage | None) -> Outcome:
    if before is not None and before.page.raw == one.file.raw:
        return "unchanged"
    await save_page(
        work,
        owner,
        None,
        path=one.path,
        page=one.page,
        reading=one.reading,
        replaces=before and before.id,
    )
    return "changed" if before else "created"
