"""The log's line for each request, in the form of every other line, written many at a time.

A line by way of the logging machinery costs as much as the insert that it tells about. These are made at once and
written within a twentieth of a second, in one write.
"""

import asyncio
import sys
from datetime import UTC, datetime

import orjson

from weeklog.logs import logger
from weeklog.settings import Settings

log = logger("weeklog_api.requests")

WITHIN_SECONDS = 0.05


class RequestLines:
    def __init__(self, settings: Settings) -> None:
        self._wanted = settings.log_level in ("debug", "info")
        self._as_json = settings.log_format == "json"
        self._waiting: list[bytes] = []

    def write(self, method: str, route: str, status: int, milliseconds: float, request_id: str) -> None:
        if not self._wanted:
            return
        told = {"method": method, "route": route, "status": status, "ms": round(milliseconds, 1)}
        if not self._as_json:
            log.info("answered", **told)  # every such line names the request
            return
        if not self._waiting:
            asyncio.get_running_loop().call_later(WITHIN_SECONDS, self.flush)
        self._waiting.append(
            orjson.dumps(
                told | _EVERY_LINE | {"request_id": request_id, "timestamp": datetime.now(UTC)}, option=_FORM
            )
        )

    def flush(self) -> None:
        if self._waiting:
            lines, self._waiting = self._waiting, []
            sys.stdout.write(b"".join(lines).decode())
            sys.stdout.flush()


_EVERY_LINE = {"event": "answered", "process": "api", "level": "info", "logger": "weeklog_api.requests"}
_FORM = orjson.OPT_APPEND_NEWLINE | orjson.OPT_UTC_Z
