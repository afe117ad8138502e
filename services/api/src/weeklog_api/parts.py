"""The parts of this process, opened by `app.py` and handed to whoever serves a request."""

import asyncio
import time
from dataclasses import dataclass, field
from typing import Annotated

from fastapi import Depends
from redis.asyncio import Redis
from starlette.requests import HTTPConnection

from weeklog.artifacts.blobs import Blobs
from weeklog.calendars.process import CalendarReader
from weeklog.db.engine import Database
from weeklog.kept.versions import PersonVersions
from weeklog.signing.keys import Signer
from weeklog.unit_of_work import Store
from weeklog_api.answer_cache import AnswerCache
from weeklog_api.attempts import Attempts
from weeklog_api.check_rate import Rate
from weeklog_api.documents.typeset import Typesetter
from weeklog_api.identities import Identities
from weeklog_api.known_keys import KnownKeys
from weeklog_api.oidc.provider import Provider
from weeklog_api.realtime.hub import Hub
from weeklog_api.realtime.open_connections import OpenConnections
from weeklog_api.realtime.tickets import Tickets
from weeklog_api.request_rates import RequestRates
from weeklog_api.settings import ApiSettings


@dataclass
class Parts:
    settings: ApiSettings
    redis: Redis
    store: Store
    system_database: Database
    system_store: Store
    identities: Identities
    answers: AnswerCache
    versions: PersonVersions | None  # of what people's worklogs hold; none = nothing is kept
    attempts: Attempts
    request_rates: RequestRates
    provider: Provider | None  # of sign-ins; none = passwords alone
    checks: Rate  # of signed files
    known_keys: KnownKeys
    signer: Signer
    typesetter: Typesetter
    calendars: CalendarReader
    archive_imports: asyncio.Semaphore  # each holds a connection until its archive has been read
    blobs: Blobs | None  # None: this installation keeps no files
    tickets: Tickets
    open_connections: OpenConnections
    hub: Hub
    opened: float = field(default_factory=time.monotonic)


def parts_of(connection: HTTPConnection) -> Parts:
    """Of the application that serves this request or socket."""
    return connection.app.state.parts


# A coroutine, although it waits for nothing: FastAPI would run a plain function in a thread.
async def _parts(connection: HTTPConnection) -> Parts:
    return parts_of(connection)


CurrentParts = Annotated[Parts, Depends(_parts)]
