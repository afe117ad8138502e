from fastapi import APIRouter

from weeklog_api.dependencies import CurrentIdentity, CurrentSettings, SystemWork
from weeklog_api.providers import service
from weeklog_api.providers.schemas import AssistantNew, AssistantState, ModelTest
from weeklog_api.rights import needs

router = APIRouter(prefix="/v1/programme/assistant", tags=["programme"])


@router.get("")
@needs("read", action="run programme")
async def read_assistant(identity: CurrentIdentity, work: SystemWork) -> AssistantState:
    """The language model that answers in your programme, for its lead. `model` is null where the installation's own
    answers. The key is never shown: `key_set` says that there is one, and `key_ends` how it ends."""
    return await service.read(work, identity)


@router.put("")
@needs("write", action="run programme")
async def choose_assistant(
    new: AssistantNew, identity: CurrentIdentity, work: SystemWork, settings: CurrentSettings
) -> AssistantState:
    """Choose the programme's own language model. It answers questions that are asked from a few seconds later on.

    Left out, `api_key` stays as it is, as long as `base_url` and the provider do too; `null` takes it away. The
    key is kept encrypted, and is sent to `base_url` and nowhere else.
    """
    return await service.choose(work, identity, new, settings)


@router.delete("", status_code=204)
@needs("write", action="run programme")
async def forget_assistant(identity: CurrentIdentity, work: SystemWork) -> None:
    """Back to the installation's own. The key is deleted."""
    await service.forget(work, identity)


@router.post("/test", status_code=202)
@needs("write", action="run programme")
async def test_assistant(identity: CurrentIdentity, work: SystemWork) -> ModelTest:
    """Ask the chosen model one tiny question. What works is in `test` of `GET /v1/programme/assistant`, within
    seconds."""
    return await service.test(work, identity)
