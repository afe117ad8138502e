import asyncio
from typing import Literal

import orjson
from fastapi import APIRouter, Request
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from pydantic import BaseModel
from redis.exceptions import RedisError
from starlette.responses import Response

from weeklog.db.engine import LOST
from weeklog.errors import Unavailable

router = APIRouter(tags=["health"])

CHECK_SECONDS = 1.0


class Liveness(BaseModel):
    status: Literal["alive"] = "alive"


class Readiness(BaseModel):
    status: Literal["ready", "not ready"]
    database: Literal["ok", "away"]
    streams: Literal["ok", "away"]


@router.get("/livez")
async def livez() -> Liveness:
    return Liveness()


@router.get("/readyz", response_model=Readiness, responses={503: {"model": Readiness}})
async def readyz(request: Request) -> Response:
    """Whether requests can be served: the database and Valkey answer within a second."""
    database, streams = await asyncio.gather(_database(request), _streams(request))
    ready = database and streams
    state = {
        "status": "ready" if ready else "not ready",
        "database": "ok" if database else "away",
        "streams": "ok" if streams else "away",
    }
    return Response(orjson.dumps(state), 200 if ready else 503, media_type="application/json")


@router.get("/metrics", response_class=Response)
async def metrics() -> Response:
    return Response(generate_latest(), headers={"Content-Type": CONTENT_TYPE_LATEST})


async def _database(request: Request) -> bool:
    try:
        async with asyncio.timeout(CHECK_SECONDS):
            await request.app.state.system_database.one("select 1")
    except (*LOST, Unavailable):
        return False
    return True


async def _streams(request: Request) -> bool:
    try:
        async with asyncio.timeout(CHECK_SECONDS):
            await request.app.state.redis.ping()
    except (RedisError, OSError, TimeoutError):
        return False
    return True
