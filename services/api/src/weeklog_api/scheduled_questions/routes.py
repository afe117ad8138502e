from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.responses import Response

from weeklog_api.dependencies import CurrentIdentity, CurrentSettings, Work
from weeklog_api.idempotency import idempotent
from weeklog_api.rights import needs
from weeklog_api.scheduled_questions import service
from weeklog_api.scheduled_questions.schemas import (
    QuestionRun,
    RunFilters,
    ScheduledQuestion,
    ScheduledQuestionNew,
    ScheduledQuestionPatch,
)
from weeklog_api.schemas import Items

router = APIRouter(prefix="/v1/scheduled-questions", tags=["chat"])


@router.get("")
@needs("read")
async def list_scheduled_questions(
    identity: CurrentIdentity, work: Work, settings: CurrentSettings
) -> Items[ScheduledQuestion]:
    """The questions that the assistant asks for you, the oldest first."""
    return Items(items=await service.scheduled_questions(work, identity, settings.clock()))


@router.post("", status_code=201, response_model=ScheduledQuestion)
@needs("write")
@idempotent()
async def add_scheduled_question(
    new: ScheduledQuestionNew, identity: CurrentIdentity, work: Work, settings: CurrentSettings
) -> Response:
    """Asks a question on weekdays at a time of your own clock, once a day. The answers stand in one conversation; with
    `by_mail` they are mailed, too."""
    added = await service.add_scheduled_question(work, identity, new, settings.clock())
    return Response(added.model_dump_json(), 201, media_type="application/json")


@router.patch("/{question_id}")
@needs("write")
async def edit_scheduled_question(
    question_id: UUID,
    patch: ScheduledQuestionPatch,
    identity: CurrentIdentity,
    work: Work,
    settings: CurrentSettings,
) -> ScheduledQuestion:
    """Changes what is sent; the rest stays. `paused: true` asks it no more until `paused: false`."""
    return await service.edit_scheduled_question(work, identity, question_id, patch, settings.clock())


@router.delete("/{question_id}", status_code=204)
@needs("write")
async def remove_scheduled_question(question_id: UUID, identity: CurrentIdentity, work: Work) -> None:
    """Its conversation stays."""
    await service.remove_scheduled_question(work, identity, question_id)


@router.get("/{question_id}/runs")
@needs("read")
async def list_question_runs(
    question_id: UUID, filters: Annotated[RunFilters, Query()], identity: CurrentIdentity, work: Work
) -> Items[QuestionRun]:
    """What became of each time, the latest first: `asked` with its reply, `waiting`, `missed` (nobody looked
    for more than a day), or `limited` (the tokens were used up)."""
    return await service.runs(work, identity, question_id, filters)
