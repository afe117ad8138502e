"""The reporting worker's composition root."""

from collections.abc import Mapping
from contextlib import AsyncExitStack

from weeklog.addresses import CALENDARS
from weeklog.calendars.process import CalendarReader
from weeklog.jobs.catalogue import (
    DRAFT_REVIEW,
    EXPORT_WAREHOUSE,
    IMPORT_SITE,
    INDEX_SEARCH,
    POST_WEBHOOK,
    REFRESH_CALENDAR,
    SEND_INVITATION,
    SEND_MAIL,
    SEND_SUPERVISOR_MAIL,
)
from weeklog.logs import configure_logs
from weeklog.preflight import read_settings, refuse_unusable_servers
from weeklog.search import embeddings
from weeklog.tracing.export import tracing
from weeklog.warehouse.place import open_warehouse
from weeklog.warehouse.pseudonyms import Pseudonyms
from weeklog.workers.celery import WorkerProcess, WorkerResources
from weeklog.workers.priority import yield_to_others
from weeklog.workers.worker import Handler
from weeklog_reporting.calendars import Calendars
from weeklog_reporting.egress import Egress, open_client
from weeklog_reporting.invitation_mail import InvitationMails
from weeklog_reporting.mail import Mails
from weeklog_reporting.posts import Posts
from weeklog_reporting.review import Reviews
from weeklog_reporting.search_index import SearchIndex
from weeklog_reporting.settings import ReportingSettings
from weeklog_reporting.site_import import SiteImports
from weeklog_reporting.supervisor_mail import SupervisorMails
from weeklog_reporting.warehouse import Warehouse


def build(settings: ReportingSettings) -> WorkerProcess:
    async def open_handlers(resources: WorkerResources, stack: AsyncExitStack) -> Mapping[str, Handler]:
        client = await stack.enter_async_context(open_client())
        egress = Egress(client, settings.private_webhooks_allowed)
        calendars = Egress(client, settings.private_calendars_allowed, timeout=30.0, setting=CALENDARS)
        warehouse = Warehouse(
            resources.system_database,
            open_warehouse(settings),
            Pseudonyms(settings.secret_keys[0]),
            settings.database_replica_url,
        )
        return {
            EXPORT_WAREHOUSE.name: warehouse.run,
            DRAFT_REVIEW.name: Reviews(settings.clock).handler,
            IMPORT_SITE.name: SiteImports(settings.imports_at_once).run,
            SEND_MAIL.name: Mails(settings).send,
            SEND_SUPERVISOR_MAIL.name: SupervisorMails(settings, resources.system_database).send,
            SEND_INVITATION.name: InvitationMails(settings, resources.system_database).send,
            POST_WEBHOOK.name: Posts(settings, resources.system_database, egress).post,
            REFRESH_CALENDAR.name: Calendars(
                settings, resources.system_database, calendars, CalendarReader()
            ).refresh,
            INDEX_SEARCH.name: SearchIndex(semantic=embeddings.switched_on(settings.semantic)).run,
        }

    return WorkerProcess(
        "weeklog reporting",
        settings,
        (DRAFT_REVIEW.queue,),
        open_handlers,
        settings.review_slots + settings.imports_at_once,
    )


def main() -> None:
    settings = read_settings(ReportingSettings)
    configure_logs("reporting", settings.log_level, settings.log_format)
    yield_to_others(settings.reporting_niceness)
    refuse_unusable_servers(settings)
    with tracing("reporting"):
        build(settings).run()
