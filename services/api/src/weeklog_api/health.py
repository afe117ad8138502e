import asyncio
import time
from collections.abc import Mapping
from typing import Literal

import orjson
from fastapi import APIRouter, Request
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from pydantic import BaseModel
from redis.exceptions import RedisError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from weeklog.errors import Unavailable
from weeklog.events.redis import ping
from weeklog.jobs import canaries
from weeklog.jobs.catalogue import QUEUES
from weeklog_api.parts import parts_of
from weeklog_api.rights import public

router = APIRouter(tags=["health"])

CHECK_SECONDS = 1.0


class Liveness(BaseModel):
    status: Literal["alive"] = "alive"


class Readiness(BaseModel):
    status: Literal["ready", "degraded", "not ready", "leaving"]
    database: Literal["ok", "away"]
    streams: Literal["ok", "away"]
    queues: dict[str, Literal["ok", "late"]]  # late: no job of it was done for minutes


@router.get("/livez")
@public
async def livez() -> Liveness:
    return Liveness()


@router.get("/readyz", response_model=Readiness, responses={503: {"model": Readiness}})
@public
async def readyz(request: Request) -> Response:
    """Whether requests can be served: the database answers within a second. Without Valkey, or while nobody works on a
    queue, the gateway is degraded and still ready: what is written is saved, and the rest comes later. One that was
    told to end says that it is leaving, and still serves for `WEEKLOG_LEAVE_SECONDS`."""
    queues, streams = await asyncio.gather(_queues(request), _streams(request))
    leaving: bool = request.app.state.server_state.is_leaving
    state = {
        "status": _status(queues=queues, streams=streams, leaving=leaving),
        "database": "away" if queues is None else "ok",
        "streams": "ok" if streams else "away",
        "queues": queues or {},
    }
    good = queues is not None and not leaving
    return Response(orjson.dumps(state), 200 if good else 503, media_type="application/json")


def _status(*, queues: Mapping[str, str] | None, streams: bool, leaving: bool) -> str:
    if leaving:
        return "leaving"
    if queues is None:
        return "not ready"
    return "ready" if streams and "late" not in queues.values() else "degraded"


@router.get("/metrics", response_class=Response)
@public
async def metrics(request: Request) -> Response:
    """For who looks at this machine itself; elsewhere on `WEEKLOG_METRICS_PORT`."""
    if not _is_at_home(request):
        raise HTTPException(404)
    return Response(generate_latest(), headers={"Content-Type": CONTENT_TYPE_LATEST})


def _is_at_home(request: Request) -> bool:
    asker = request.client.host if request.client else ""
    passed_on = any(
        name in request.headers for name in ("forwarded", "x-forwarded-for", "x-forwarded-host", "via")
    )
    return asker in ("127.0.0.1", "::1") and not passed_on


async def _queues(request: Request) -> dict[str, str] | None:
    """None when the database does not answer in time."""
    parts = parts_of(request)
    try:
        async with asyncio.timeout(CHECK_SECONDS):
            ages = await canaries.ages(parts.system_database)
    except (Unavailable, TimeoutError):
        return None
    up = time.monotonic() - parts.opened
    return {queue: "late" if canaries.is_late(ages.get(queue), up) else "ok" for queue in QUEUES}


async def _streams(request: Request) -> bool:
    try:
        async with asyncio.timeout(CHECK_SECONDS):
            await ping(parts_of(request).redis)
    except (RedisError, OSError, TimeoutError):
        return False
    return True
