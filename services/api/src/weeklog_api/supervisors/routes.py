from http import HTTPStatus
from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import HTMLResponse, Response

from weeklog.errors import Conflict, NotFound, TooMany
from weeklog.ids import PersonId
from weeklog.language.characters import composed
from weeklog.supervisors.links import read_supervisor_token
from weeklog.supervisors.tables import SupervisorRow, find_supervisor
from weeklog.vocabulary import SupervisorRemarkKind
from weeklog_api.dependencies import CurrentIdentity, CurrentSettings, Owner, Work, sender_of
from weeklog_api.idempotency import idempotent
from weeklog_api.languages import Spoken
from weeklog_api.parts import Parts, parts_of
from weeklog_api.rights import needs, public
from weeklog_api.schemas import Items
from weeklog_api.supervisors import acting, service
from weeklog_api.supervisors.page import render, render_nothing, say
from weeklog_api.supervisors.schemas import Supervisor, SupervisorNew

router = APIRouter(tags=["supervisors"])

PATH: Final = "/supervise"
_HEADERS: Final = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex"}
Token = Annotated[str, Query(max_length=100)]
Week = Annotated[int | None, Query(ge=0, le=1000)]
SentToken = Annotated[str, Form(max_length=100)]
SentWeek = Annotated[int, Form(ge=0, le=1000)]


@router.get("/v1/supervisors")
@needs("read")
async def list_supervisors(identity: CurrentIdentity, work: Work, person_id: Owner) -> Items[Supervisor]:
    """Who reads your reviews from outside, or those of somebody you mentor or lead."""
    return Items(items=await service.supervisors(work, identity, person_id))


@router.post("/v1/supervisors", status_code=201, response_model=Supervisor)
@needs("write")
@idempotent()
async def invite_supervisor(
    new: SupervisorNew, identity: CurrentIdentity, work: Work, settings: CurrentSettings
) -> Response:
    """Somebody without an account is mailed a link to each review that this person submits. The link shows the review;
    who wants to remark on it has a code mailed to them first. 409 where the instance has no mail server."""
    invited = await service.invite(work, identity, new, settings)
    return Response(invited.model_dump_json(), 201, media_type="application/json")


@router.delete("/v1/supervisors/{supervisor_id}", status_code=204)
@needs("write")
async def revoke_supervisor(supervisor_id: UUID, identity: CurrentIdentity, work: Work) -> None:
    """Their link shows nothing from now on. What they said stays."""
    await service.revoke(work, identity, supervisor_id)


@router.api_route(PATH, methods=["GET", "POST"], response_class=HTMLResponse, include_in_schema=False)
@public
async def show_review(
    request: Request, language: Spoken, token: Token = "", week: Week = None
) -> HTMLResponse:
    """Whatever is sent to it, it shows and does nothing else."""
    parts = parts_of(request)
    row = await _supervisor(parts, token)
    return await _shown(parts, row, row.language if row else language, week, token)


@router.post(f"{PATH}/code", response_class=HTMLResponse, include_in_schema=False)
@public
async def ask_for_code(
    request: Request, language: Spoken, token: SentToken = "", week: SentWeek = 0
) -> HTMLResponse:
    parts = parts_of(request)
    row = await _supervisor(parts, token)
    if row is None:
        return _answer(render_nothing(language, "bad"), 404)
    told, status = say(row.language, "mailed"), 200
    try:
        async with parts.system_store.begin(PersonId(row.person_id)) as work:
            await acting.ask_for_code(work, row.id, parts.settings.clock())
    except TooMany:
        told, status = say(row.language, "wait"), 429
    except NotFound:
        return _answer(render_nothing(row.language, "bad"), 404)
    return await _shown(parts, row, row.language, week, token, told, status)


@router.post(f"{PATH}/remark", response_class=HTMLResponse, include_in_schema=False)
@public
async def remark(
    request: Request,
    language: Spoken,
    kind: Annotated[SupervisorRemarkKind, Form()],
    token: SentToken = "",
    week: SentWeek = 0,
    code: Annotated[str, Form(max_length=40)] = "",
    text: Annotated[str, Form(max_length=4000)] = "",
    version: Annotated[int, Form(ge=0)] = 0,
) -> HTMLResponse:
    parts = parts_of(request)
    row = await _supervisor(parts, token)
    if row is None:
        return _answer(render_nothing(language, "bad"), 404)
    said = acting.Said(kind, composed(text.replace("\0", "").replace("\r\n", "\n")).strip(), code, version)
    if said.kind == "comment" and not said.text:
        return await _shown(parts, row, row.language, week, token, say(row.language, "empty"), 422)
    told, status = await _act(request, parts, row, week, said)
    kept = "" if status == HTTPStatus.OK else said.text
    return await _shown(parts, row, row.language, week, token, told, status, kept)


async def _act(
    request: Request, parts: Parts, row: SupervisorRow, week: int, said: acting.Said
) -> tuple[str, int]:
    """What is told of it, and its status."""
    now, sender, who = parts.settings.clock(), sender_of(request), f"supervisor {row.id}"
    owner = PersonId(row.person_id)
    try:
        parts.attempts.check(who, sender)
        async with parts.system_store.begin(owner) as work:
            good = await acting.act(work, parts.settings.secret_keys, row.id, week, said, now)
    except TooMany:
        return say(row.language, "wait"), 429
    except acting.ChangedSince:
        return say(row.language, "changed"), 409
    except Conflict:
        return say(row.language, "archived"), 409
    except NotFound:
        return say(row.language, "bad"), 404
    if not good:
        parts.attempts.failed(who, sender)
        return say(row.language, "wrong"), 403
    return say(row.language, "agreed" if said.kind == "approval" else "said"), 200


async def _supervisor(parts: Parts, token: str) -> SupervisorRow | None:
    """None when the link was not made here, was revoked, or has expired."""
    found = read_supervisor_token(parts.settings.secret_keys, token)
    row = None if found is None else await parts.system_database.one(find_supervisor, id=found)
    return None if row is None or row.expires_at <= parts.settings.clock() else row


async def _shown(
    parts: Parts,
    row: SupervisorRow | None,
    language: str,
    week: int | None,
    token: str,
    told: str = "",
    status: int = 200,
    kept: str = "",
) -> HTMLResponse:
    spoken = "vi" if language == "vi" else "en"
    if row is None:
        return _answer(render_nothing(spoken, "bad"), 404)
    async with parts.system_store.begin(PersonId(row.person_id)) as work:
        reviews = await acting.reviews(work, row.id, parts.settings.clock())
    if not reviews:
        return _answer(render_nothing(spoken, "none"), status)
    return _answer(render(spoken, reviews, week, token, told, kept), status)


def _answer(page: str, status: int) -> HTMLResponse:
    return HTMLResponse(page, status, headers=_HEADERS)
