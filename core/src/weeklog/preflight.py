"""What a process finds out before it opens anything: a server that will never do is told in one sentence.

One that is away is no reason to end here: it may be up by the time that it is needed.
"""

import asyncio
import ssl
import sys
from pathlib import Path
from typing import TypeVar
from urllib.parse import parse_qsl, urlsplit

import asyncpg
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from weeklog.database_address import without_password
from weeklog.db.base import APP_ROLE
from weeklog.db.engine import LOST, Database, WrongRoleError
from weeklog.errors import Unavailable
from weeklog.events.redis import ServerRefusedError, check_server, connect
from weeklog.settings import Settings

S = TypeVar("S", bound=Settings)


def read_settings(kind: type[S]) -> S:
    """Ends the process, with one line for each variable that is missing or wrong, and no value of any."""
    try:
        return kind.from_environment()
    except ValidationError as wrong:
        sys.exit("\n".join(_in_words(one) for one in wrong.errors(include_input=False, include_url=False)))


def _in_words(error: ErrorDetails) -> str:
    """What is wrong with several variables together names them itself."""
    said = error["msg"].removeprefix("Value error, ")
    if not error["loc"]:
        return said
    name = str(error["loc"][0])
    return f"{name if name.isupper() else f'WEEKLOG_{name.upper()}'}: {said}"


def refuse_unusable_servers(settings: Settings) -> None:
    """Ends the process, with one sentence, when the database or Valkey is not one that can be used."""
    try:
        _check_authority(settings.redis_url)
        asyncio.run(_check(settings))
    except ServerRefusedError as refused:
        sys.exit(str(refused))


async def _check(settings: Settings) -> None:
    await asyncio.gather(_check_database(settings), _check_streams(settings.redis_url))


async def _check_database(settings: Settings) -> None:
    database = Database.of(settings, APP_ROLE, 1, "weeklog preflight")
    try:
        await database.open()
    except (*LOST, Unavailable, asyncpg.PostgresError) as error:
        if why := _why_never(error, without_password(settings.database_url)):
            raise ServerRefusedError(f"WEEKLOG_DATABASE_URL: {why}") from None
    else:
        await database.close()


def _why_never(error: Exception, server: str) -> str | None:
    """What waiting will not mend."""
    match error:
        case ssl.SSLCertVerificationError():
            return (
                f"the certificate of {server} is not trusted ({error.verify_message}): name who signed it with "
                "?sslmode=verify-full&sslrootcert=FILE"
            )
        case asyncpg.InvalidAuthorizationSpecificationError():
            return (
                f"{server} refuses this user or password: run `python -m weeklog.db.migrate`, which sets it, or "
                "correct the address"
            )
        case asyncpg.InvalidCatalogNameError():
            return f"{server} is not there: run `python -m weeklog.db.migrate`, which makes it"
        case WrongRoleError() | asyncpg.ClientConfigurationError():
            return str(error)
        case _:
            return None


def _check_authority(url: str) -> None:
    authority = dict(parse_qsl(urlsplit(url).query)).get("ssl_ca_certs")
    if authority and not Path(authority).is_file():
        raise ServerRefusedError(f"WEEKLOG_REDIS_URL: there is no file {authority}, which ssl_ca_certs names")


async def _check_streams(url: str) -> None:
    redis = connect(url, connections=1)
    try:
        await check_server(redis)
    finally:
        await redis.aclose()
