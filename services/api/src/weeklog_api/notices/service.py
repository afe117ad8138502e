from datetime import datetime
from uuid import UUID

from weeklog.errors import NotFound
from weeklog.events.catalogue import NoticeState
from weeklog.notices.tables import (
    list_muted,
    list_notices,
    list_unread,
    mute_reminder,
    read_notice,
    unmute_reminder,
)
from weeklog.unit_of_work import UnitOfWork
from weeklog_api.cursors import latest_before, page_of
from weeklog_api.notices.schemas import NoticeFilters, NoticeList, Reminders, RemindersPatch


async def notices(work: UnitOfWork, filters: NoticeFilters) -> NoticeList:
    """The latest first."""
    rows = await work.all(
        list_unread if filters.unread else list_notices,
        person_id=work.person_id,
        **latest_before(filters.cursor),
        limit=filters.limit + 1,
    )
    shown, cursor = page_of(rows, filters.limit, lambda row: row.created_at)
    items = [NoticeState.model_validate(row, from_attributes=True) for row in shown]
    return NoticeList(items=items, next_cursor=cursor)


async def mark_read(work: UnitOfWork, notice_id: UUID, now: datetime) -> NoticeState:
    row = await work.one(read_notice, notice_id=notice_id, reader=work.person_id, at=now)
    if row is None:
        raise NotFound("notice")
    return NoticeState.model_validate(row, from_attributes=True)


async def reminders(work: UnitOfWork) -> Reminders:
    muted = {row.kind for row in await work.all(list_muted, person_id=work.person_id)}
    return Reminders(**{kind: kind not in muted for kind in Reminders.model_fields})


async def set_reminders(work: UnitOfWork, patch: RemindersPatch) -> Reminders:
    for kind, wanted in patch.model_dump(exclude_none=True).items():
        change = unmute_reminder if wanted else mute_reminder
        await work.run(change, person_id=work.person_id, kind=kind)
    return await reminders(work)
