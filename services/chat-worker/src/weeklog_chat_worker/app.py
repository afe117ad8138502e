"""The chat worker's composition root: what answers, and with which model."""

from collections.abc import Mapping
from contextlib import AsyncExitStack, suppress

import httpx2

from weeklog.db.engine import Database
from weeklog.jobs.catalogue import ASK_SCHEDULED_QUESTION, GENERATE_REPLY, TEST_MODEL, WORD_REVIEW
from weeklog.logs import configure_logs
from weeklog.preflight import read_settings, refuse_unusable_servers
from weeklog.secrets_box import SecretsBox
from weeklog.tracing.export import tracing
from weeklog.workers.celery import WorkerProcess, WorkerResources
from weeklog.workers.worker import Handler
from weeklog_chat_worker.assistants import Assistants, offline_with
from weeklog_chat_worker.model_check import ModelChecks
from weeklog_chat_worker.models.clients import Clients
from weeklog_chat_worker.models.openai_compatible import OPENAI
from weeklog_chat_worker.reader import Reader
from weeklog_chat_worker.reply import Replies
from weeklog_chat_worker.reviews.job import ReviewWordings
from weeklog_chat_worker.scheduled_questions import ScheduledQuestions
from weeklog_chat_worker.settings import ChatSettings


async def open_assistants(settings: ChatSettings, database: Database, stack: AsyncExitStack) -> Assistants:
    clients = await Clients.open(stack, private_allowed=settings.private_models_allowed)
    box = SecretsBox(settings.secret_keys, "programme model key")
    assistants = Assistants(database, box, clients, settings.limits)
    if (chosen := settings.reader_choice) is not None:
        assistants.default = offline_with(Reader.of(chosen, clients.trusted))
    if (choice := settings.llm_choice) is not None:
        assistants.default = await assistants.open(choice)
        if choice.provider == "openai":
            with suppress(httpx2.TransportError):  # it may be up by the time that somebody asks
                await clients.trusted_transport.warm(choice.base_url or OPENAI)
    return assistants


def build(settings: ChatSettings) -> WorkerProcess:
    async def open_handlers(resources: WorkerResources, stack: AsyncExitStack) -> Mapping[str, Handler]:
        assistants = await open_assistants(settings, resources.system_database, stack)
        replies = Replies(
            resources.flusher, assistants, settings.clock, settings.llm_tries, settings.llm_fallback
        )
        checks = ModelChecks(resources.system_database, assistants)
        wordings = ReviewWordings(resources.system_database, assistants, settings.clock)
        questions = ScheduledQuestions(resources.system_database, settings.clock)
        return {
            GENERATE_REPLY.name: replies.write,
            ASK_SCHEDULED_QUESTION.name: questions.ask,
            TEST_MODEL.name: checks.run,
            WORD_REVIEW.name: wordings.word,
        }

    queues = (GENERATE_REPLY.queue, WORD_REVIEW.queue)
    return WorkerProcess("weeklog chat worker", settings, queues, open_handlers, settings.chat_slots)


def main() -> None:
    settings = read_settings(ChatSettings)
    configure_logs("chat-worker", settings.log_level, settings.log_format)
    refuse_unusable_servers(settings)
    with tracing("chat-worker"):
        build(settings).run()
