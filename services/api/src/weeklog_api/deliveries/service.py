"""What was mailed to somebody, and which mails they want."""

from uuid import UUID

from weeklog.db.rows import values_of
from weeklog.deliveries.tables import list_deliveries, list_muted_mails, mute_mail, unmute_mail
from weeklog.unit_of_work import UnitOfWork
from weeklog.vocabulary import MailKind, words_of
from weeklog_api.cursors import latest_before, page_of
from weeklog_api.deliveries.schemas import (
    Delivery,
    DeliveryFilters,
    DeliveryList,
    MailSettings,
    MailSettingsPatch,
)


async def deliveries(work: UnitOfWork, filters: DeliveryFilters) -> DeliveryList:
    """The latest first."""
    rows = await work.all(
        list_deliveries,
        person_id=work.person_id,
        **latest_before(filters.cursor),
        limit=filters.limit + 1,
    )
    found = [Delivery.model_validate(values_of(row)) for row in rows]
    shown, cursor = page_of(found, filters.limit, lambda one: one.created_at)
    return DeliveryList(items=list(shown), next_cursor=cursor)


async def mail_settings(work: UnitOfWork, *, enabled: bool) -> MailSettings:
    muted = {row.kind for row in await work.all(list_muted_mails, person_id=work.person_id)}
    return MailSettings(enabled=enabled, **{kind: kind not in muted for kind in words_of(MailKind)})


async def set_mail(work: UnitOfWork, patch: MailSettingsPatch) -> None:
    for kind, wanted in patch.model_dump(exclude_none=True).items():
        await work.run(unmute_mail if wanted else mute_mail, person_id=work.person_id, kind=kind)


async def unsubscribe(work: UnitOfWork, person_id: UUID, kind: MailKind) -> None:
    await work.run(mute_mail, person_id=person_id, kind=kind)
