"""The address of a database, read once for everybody: the services and the migrations connect by the same words."""

from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import asyncpg

CONNECT_SECONDS = 5.0


def is_address(url: str) -> bool:
    return urlsplit(url).scheme.partition("+")[0] in {"postgresql", "postgres"}


def connection_arguments(url: str, **defaults: str) -> dict[str, Any]:
    """How asyncpg connects to `url`. Its query may say all that libpq's may (`sslmode`, `application_name`,
    `options`, …), and wins over `defaults`, which are settings of the server. The driver of SQLAlchemy's addresses
    and its `ssl` are understood."""
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    if "ssl" in query:
        query.setdefault("sslmode", _SSL_MODES.get(query["ssl"], query["ssl"]))
        del query["ssl"]
    dsn = parts._replace(scheme="postgresql", query=urlencode(query)).geturl()
    settings = {name: value for name, value in defaults.items() if name not in query}
    return {"dsn": dsn, "server_settings": settings, "timeout": CONNECT_SECONDS}


_SSL_MODES = {"true": "require", "false": "disable"}


async def connect(url: str, **defaults: str) -> "asyncpg.Connection[asyncpg.Record]":
    return await asyncpg.connect(**connection_arguments(url, **defaults))


def without_password(url: str) -> str:
    """As it may be shown to an operator."""
    parts = urlsplit(url)
    return f"{parts.hostname or ''}:{parts.port or 5432}{parts.path}"
