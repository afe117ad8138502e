"""Sign-ins that have gone to the provider and not yet come back. Each comes back once, to the browser that
began it."""

import secrets
from dataclasses import dataclass
from typing import Final

from pydantic import BaseModel
from redis.asyncio import Redis
from redis.exceptions import RedisError

from weeklog.errors import Unavailable
from weeklog.people.credentials import hash_secret
from weeklog_api.oidc.refusals import SignInRefused

PENDING_SECONDS: Final = 600
_AWAY: Final = "signing in with a provider is away: try again in a moment"


class Pending(BaseModel):
    nonce: str
    verifier: str  # of PKCE
    browser_hash: str  # of the secret in the browser's cookie


@dataclass(frozen=True)
class Begun:
    state: str
    browser: str
    pending: Pending


async def begin(redis: "Redis") -> Begun:
    state, browser = secrets.token_urlsafe(24), secrets.token_urlsafe(24)
    pending = Pending(
        nonce=secrets.token_urlsafe(24),
        verifier=secrets.token_urlsafe(48),
        browser_hash=hash_secret(browser).hex(),
    )
    try:
        await redis.set(_key(state), pending.model_dump_json(), ex=PENDING_SECONDS)
    except (RedisError, OSError, TimeoutError) as error:
        raise Unavailable(_AWAY) from error
    return Begun(state, browser, pending)


async def take(redis: "Redis", state: str, browser: str | None) -> Pending:
    """Raises SignInRefused when it is unknown, used, too old, or another browser's."""
    try:
        found = await redis.getdel(_key(state))
    except (RedisError, OSError, TimeoutError) as error:
        raise Unavailable(_AWAY) from error
    pending = None if found is None else Pending.model_validate_json(found)
    if pending is None or browser is None or hash_secret(browser).hex() != pending.browser_hash:
        raise SignInRefused(
            "expired", "this sign-in was used, took too long or began in another browser: begin again"
        )
    return pending


def _key(state: str) -> str:
    return f"wl:oidc:{hash_secret(state).hex()}"
