"""One tiny question to the model that a lead has chosen, to say plainly what works."""

import asyncio
from dataclasses import asdict, dataclass
from http import HTTPStatus
from typing import Any

from pydantic_ai.exceptions import ModelAPIError, ModelConnectionError, ModelHTTPError
from pydantic_ai.messages import ModelRequest, UserPromptPart
from pydantic_ai.models import Model, ModelRequestParameters
from pydantic_ai.tools import ToolDefinition

from weeklog.db.engine import Database
from weeklog.errors import GiveUp
from weeklog.jobs.catalogue import TestModel
from weeklog.providers.tables import find_programme_model, save_model_test
from weeklog.workers.worker import Job
from weeklog_chat_worker.assistants import Assistants
from weeklog_chat_worker.failures import job_error
from weeklog_chat_worker.models.listening import Limits, Listener, StillSpeaking
from weeklog_chat_worker.providers import open_model

SECONDS = 10.0  # of silence
_LIMITS = Limits(first_token=SECONDS, between_tokens=SECONDS, total=40.0, characters=20_000, unspoken=50_000)
_TOOL = ToolDefinition(
    name="ready",
    description="Tells that you are ready.",
    parameters_json_schema={
        "type": "object",
        "properties": {"word": {"type": "string"}},
        "required": ["word"],
    },
)
_QUESTION = (
    "This is a test of the connection. Call the tool `ready` with the word `weeklog`, and say nothing else."
)
_KEY_REFUSED = (401, 403)


@dataclass(frozen=True)
class Found:
    """None = it did not come to that."""

    reachable: bool
    key_accepted: bool | None
    streams: bool | None
    calls_tools: bool | None
    said: str
    seconds: float = 0.0


@dataclass(frozen=True)
class ModelChecks:
    database: Database
    assistants: Assistants

    async def run(self, job: Job) -> None:
        payload: TestModel = job.payload
        this = {"programme_id": payload.programme_id}
        row = await self.database.one(find_programme_model, **this)
        if row is None:  # it was taken back a moment ago
            return
        began = asyncio.get_running_loop().time()
        try:
            choice = self.assistants.choice(payload.programme_id, row)
            found = await try_model(await open_model(choice, self.assistants.clients, SECONDS))
        except GiveUp as error:
            found = Found(False, None, None, None, str(error))
        took = round(asyncio.get_running_loop().time() - began, 2)
        said = asdict(found) | {"seconds": took}
        await self.database.run(save_model_test, **this, of_version=row.version, found=said)


async def try_model(model: Model[Any], limits: Limits = _LIMITS) -> Found:
    listener = Listener(model, ModelRequestParameters(function_tools=[_TOOL]), lambda _: None, limits)
    try:
        answer = await listener.ask([ModelRequest(parts=[UserPromptPart(_QUESTION)])])
    except ModelHTTPError as error:
        return _refused(error)
    except ModelConnectionError as error:
        return Found(False, None, None, None, _sentence(str(job_error(error, own=True))))
    except StillSpeaking:
        return Found(
            True,
            True,
            True,
            None,
            f"It streams its answers, but was still at a tiny one after {limits.total:g} seconds: whether it calls "
            "tools is not "
            "known. Its replies will take long.",
        )
    except ModelAPIError as error:
        return Found(True, True, False, None, _sentence(str(job_error(error, own=True))))
    if not any(call.tool_name == _TOOL.name for call in answer.tool_calls):
        return Found(
            True,
            True,
            True,
            False,
            "It answers, but did not call the tool that it was told to call. Without tools it would know nothing "
            "of the "
            "worklog: choose a model that calls them.",
        )
    return Found(True, True, True, True, "It works: it streams its answers and calls tools.")


def _refused(error: ModelHTTPError) -> Found:
    accepted = (
        None
        if error.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR
        else error.status_code not in _KEY_REFUSED
    )
    return Found(True, accepted, None, None, _sentence(str(job_error(error, own=True))))


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."
