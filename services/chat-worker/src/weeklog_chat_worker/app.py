"""The chat worker's composition root: what answers, and with which model."""

from collections.abc import Mapping
from contextlib import AsyncExitStack

from weeklog.jobs.catalogue import GENERATE_REPLY
from weeklog.jobs.celery import WorkerProcess, WorkerResources
from weeklog.jobs.worker import Handler
from weeklog.logs import configure_logs
from weeklog_chat_worker.agent import Assistant
from weeklog_chat_worker.models.offline.dates import Known
from weeklog_chat_worker.models.offline.model import NAME, OfflineModel
from weeklog_chat_worker.models.openai_compatible import open_model
from weeklog_chat_worker.reply import Replies
from weeklog_chat_worker.settings import ChatSettings


async def open_assistant(settings: ChatSettings, stack: AsyncExitStack) -> Assistant:
    if settings.llm_name is None:
        return Assistant(NAME, lambda asker: OfflineModel(Known(asker.today, asker.weeks)))
    key = settings.llm_api_key.get_secret_value() if settings.llm_api_key else None
    model = await open_model(settings.llm_name, settings.llm_base_url, key, stack)
    return Assistant(settings.llm_name, lambda _asker: model, settings.limits)


def build(settings: ChatSettings) -> WorkerProcess:
    async def open_handlers(resources: WorkerResources, stack: AsyncExitStack) -> Mapping[str, Handler]:
        assistant = await open_assistant(settings, stack)
        replies = Replies(resources.flusher, assistant, settings.clock)
        return {GENERATE_REPLY.name: replies.write}

    return WorkerProcess(
        "weeklog chat worker", settings, GENERATE_REPLY.queue, open_handlers, settings.chat_slots
    )


def main() -> None:
    settings = ChatSettings()  # pyright: ignore[reportCallIssue] - from the environment
    configure_logs("chat-worker", settings.log_level, settings.log_format)
    build(settings).run()
