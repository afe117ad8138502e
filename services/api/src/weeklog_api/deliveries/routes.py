from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.responses import HTMLResponse

from weeklog.deliveries.unsubscribe import read_unsubscribe
from weeklog.ids import PersonId
from weeklog.vocabulary import MailKind
from weeklog_api.deliveries import service
from weeklog_api.deliveries.page import render
from weeklog_api.deliveries.schemas import DeliveryFilters, DeliveryList, MailSettings, MailSettingsPatch
from weeklog_api.dependencies import CurrentSettings, SystemStore, Work
from weeklog_api.languages import Spoken
from weeklog_api.rights import needs, public
from weeklog_api.settings import ApiSettings

router = APIRouter(tags=["deliveries"])

Token = Annotated[str, Query(max_length=100)]


@router.get("/v1/deliveries")
@needs("read")
async def list_deliveries(filters: Annotated[DeliveryFilters, Query()], work: Work) -> DeliveryList:
    """The mails that were sent to you, or to supervisors from outside about your reviews, and those that are to be or
    were not, with the reason. The latest first."""
    return await service.deliveries(work, filters)


@router.get("/v1/me/mail")
@needs("read")
async def read_mail_settings(work: Work, settings: CurrentSettings) -> MailSettings:
    """Which mails you get. `enabled` is false where this instance sends none."""
    return await service.mail_settings(work, enabled=settings.smtp_url is not None)


@router.patch("/v1/me/mail")
@needs("write", changes_programme=False)
async def set_mail_settings(patch: MailSettingsPatch, work: Work, settings: CurrentSettings) -> MailSettings:
    """Switches kinds of mails on and off; what is left out stays."""
    await service.set_mail(work, patch)
    return await service.mail_settings(work, enabled=settings.smtp_url is not None)


@router.get("/unsubscribe", response_class=HTMLResponse, include_in_schema=False)
@public
async def unsubscribe_page(language: Spoken, settings: CurrentSettings, token: Token = "") -> HTMLResponse:
    found = _read(settings, token)
    if found is None:
        return HTMLResponse(render(language, "bad", None), 404)
    return HTMLResponse(render(language, "asked", found[1], token))


@router.post("/unsubscribe", response_class=HTMLResponse, include_in_schema=False)
@public
async def unsubscribe(
    language: Spoken, settings: CurrentSettings, store: SystemStore, token: Token = ""
) -> HTMLResponse:
    found = _read(settings, token)
    if found is None:
        return HTMLResponse(render(language, "bad", None), 404)
    person_id, kind = found
    async with store.begin(PersonId(person_id)) as work:
        await service.unsubscribe(work, person_id, kind)
    return HTMLResponse(render(language, "done", kind))


def _read(settings: ApiSettings, token: str) -> tuple[UUID, MailKind] | None:
    return read_unsubscribe(settings.secret_keys, token)
