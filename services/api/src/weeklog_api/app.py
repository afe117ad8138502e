"""The gateway's composition root: the only file that names its concrete parts."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager

import httpx2
from anyio.lowlevel import checkpoint
from fastapi import FastAPI
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware

from weeklog.artifacts.storage import open_blobs
from weeklog.calendars.process import MOST_BYTES as MOST_CALENDAR_BYTES
from weeklog.calendars.process import CalendarReader
from weeklog.db.base import APP_ROLE, SYSTEM_ROLE
from weeklog.db.engine import Database
from weeklog.events.person_stream import PersonStreams
from weeklog.events.redis import check_server, connect
from weeklog.garbage import freeze_gc
from weeklog.kept.versions import open_versions
from weeklog.listener import listening
from weeklog.loop_watch import watched_loop
from weeklog.signing.keys import Signer
from weeklog.tasks import end_task
from weeklog.unit_of_work import Store
from weeklog_api import problems
from weeklog_api.answer_cache import AnswerCache
from weeklog_api.archive import routes as archive
from weeklog_api.artifacts import routes as artifacts
from weeklog_api.artifacts.sweep import sweep_always
from weeklog_api.attempts import Attempts
from weeklog_api.body_limit import MOST_IMPORT_BYTES, MOST_JSON_BYTES, BodyLimit
from weeklog_api.check_rate import Rate
from weeklog_api.description import DescribedApi
from weeklog_api.documents.typeset import Typesetter
from weeklog_api.identities import Identities
from weeklog_api.known_keys import KnownKeys
from weeklog_api.mcp.lazy import LazyMcp
from weeklog_api.mcp.routes import mcp_route
from weeklog_api.observe import Observe
from weeklog_api.oidc.provider import Provider
from weeklog_api.operations import operations
from weeklog_api.page import Page
from weeklog_api.parts import Parts
from weeklog_api.proxies import Proxies
from weeklog_api.realtime.hub import open_hub
from weeklog_api.realtime.open_connections import OpenConnections
from weeklog_api.realtime.tickets import Tickets
from weeklog_api.request_lines import RequestLines
from weeklog_api.request_rates import RequestRates
from weeklog_api.routing import Routing
from weeklog_api.server import GatewayState
from weeklog_api.settings import ApiSettings
from weeklog_api.signatures import routes as signatures
from weeklog_api.sites import routes as sites
from weeklog_api.suggestions import routes as suggestions
from weeklog_api.webhooks import routes as webhooks

SYSTEM_POOL = 4

Lifespan = Callable[[FastAPI], AbstractAsyncContextManager[None]]


def create_app(settings: ApiSettings) -> FastAPI:
    lines, mcp = RequestLines(settings), LazyMcp()
    app = DescribedApi(
        title="weeklog",
        version="1",
        summary="A worklog that writes its own Friday",
        description="Errors are `application/problem+json` (RFC 9457). Lists are `{items, next_cursor}`.",
        docs_url=None,  # its assets come from elsewhere: `reference` draws the page here
        redoc_url=None,
        lifespan=_lifespan(settings, lines, mcp),
        telemetry={
            "tracing": False,
            "metrics": False,
            "logs": False,
        },  # of validation errors, with what people wrote
        webhooks=webhooks.posted,
        middleware=[
            Middleware(Proxies, trusted=settings.forwarded_allow_ips),
            Middleware(Observe, lines=lines),
            *_cross_origin(settings),
            Middleware(BodyLimit, most=_most_bytes(settings)),
        ],
    )
    app.state.server_state = GatewayState(stalled_seconds=1.5 * settings.ping_seconds)
    problems.install(app)
    app.router.routes.extend(operations().routes)
    app.router.routes.append(mcp_route(mcp))
    app.router.middleware_stack = Routing(app.routes, app.router.middleware_stack)
    if settings.web_root is not None:
        app.router.default = Page(settings.web_root, otherwise=app.router.default)
    return app


def _cross_origin(settings: ApiSettings) -> list[Middleware]:
    """For pages of others, which use a token: the session's cookie stays the own page's."""
    if not settings.cors_origin_list:
        return []
    return [
        Middleware(
            CORSMiddleware,
            allow_origins=settings.cors_origin_list,
            allow_methods=["GET", "POST", "PUT", "PATCH", "DELETE"],
            allow_headers=["Authorization", "Content-Type", "Idempotency-Key", "If-Match", "Last-Event-ID"],
            expose_headers=[
                "ETag",
                "Location",
                "RateLimit",
                "RateLimit-Policy",
                "Retry-After",
                "X-Request-Id",
            ],
            max_age=600,
        )
    ]


def _most_bytes(settings: ApiSettings) -> dict[str, int]:
    # Files are counted where they are read; what goes beyond that is stopped here.
    file = settings.artifact_bytes + MOST_JSON_BYTES
    return {
        sites.IMPORT_PATH: MOST_IMPORT_BYTES,
        artifacts.ADD_PATH: file,
        artifacts.REVISE_PATH: file,
        archive.IMPORT_PATH: settings.account_bytes + MOST_JSON_BYTES,
        suggestions.CALENDAR_PATH: MOST_CALENDAR_BYTES,
        signatures.API_PATH: signatures.MOST_BYTES,
        signatures.PAGE_PATH: signatures.MOST_BYTES + MOST_JSON_BYTES,
    }


def _lifespan(settings: ApiSettings, lines: RequestLines, mcp: LazyMcp) -> Lifespan:
    @asynccontextmanager
    async def open_parts(app: FastAPI) -> AsyncGenerator[None]:
        async with AsyncExitStack() as stack:
            stack.callback(lines.flush)
            app.state.parts = await _open(settings, stack)
            stack.push_async_callback(mcp.close)
            stack.enter_context(listening(settings, lambda: True))
            freeze_gc()
            await checkpoint()  # anyio imports its backend at first use, which would hold the first request
            await stack.enter_async_context(watched_loop())  # last: to start takes as long as it takes
            yield

    return open_parts


async def _open(settings: ApiSettings, stack: AsyncExitStack) -> Parts:
    """Opens every part, and leaves with `stack` how to close them, the last first."""
    database = await _database(settings, APP_ROLE, settings.database_pool, stack)
    system_database = await _database(settings, SYSTEM_ROLE, SYSTEM_POOL, stack)
    redis = connect(settings.redis_url)
    stack.push_async_callback(redis.aclose)
    await check_server(redis)
    publisher = PersonStreams(redis)
    publisher.start()
    stack.push_async_callback(publisher.stop)
    versions = open_versions(settings, system_database)
    if versions is not None:
        stack.push_async_callback(versions.close)
        await stack.enter_async_context(versions.permission.renewed())
    store = Store(database, publisher, versions)
    identities = Identities(system_database, settings.identity_seconds)
    await stack.enter_async_context(identities.listening())
    blobs = open_blobs(settings)
    if blobs is not None:
        stack.push_async_callback(end_task, asyncio.create_task(sweep_always(blobs, system_database)))
    open_connections = OpenConnections(identities, settings.streams_per_person)
    await stack.enter_async_context(open_connections.looked_after())
    return Parts(
        settings=settings,
        redis=redis,
        store=store,
        system_database=system_database,
        system_store=Store(system_database, publisher, versions),
        identities=identities,
        answers=AnswerCache(redis, settings.cache_seconds),
        versions=versions,
        attempts=Attempts(settings.sign_in_attempts),
        request_rates=RequestRates(settings.requests_per_person, settings.requests_per_token),
        provider=await _provider(settings, stack),
        checks=Rate(settings.checks_per_minute),
        known_keys=KnownKeys(system_database),
        signer=Signer(system_database, settings.secret_keys),
        typesetter=Typesetter(),
        calendars=CalendarReader(),
        archive_imports=asyncio.Semaphore(archive.AT_ONCE),
        blobs=blobs,
        tickets=Tickets(redis, store),
        open_connections=open_connections,
        hub=await stack.enter_async_context(open_hub(settings.redis_url, store)),
    )


async def _provider(settings: ApiSettings, stack: AsyncExitStack) -> Provider | None:
    if settings.oidc_issuer is None or settings.oidc_client_id is None or settings.oidc_client_secret is None:
        return None
    client = await stack.enter_async_context(httpx2.AsyncClient(follow_redirects=False))
    return Provider(settings.oidc_issuer, settings.oidc_client_id, settings.oidc_client_secret, client)


async def _database(settings: ApiSettings, role: str, size: int, stack: AsyncExitStack) -> Database:
    database = Database.of(settings, role, size, name="weeklog api")
    await database.open()
    stack.push_async_callback(database.close)
    return database
