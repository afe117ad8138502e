"""Codes of an authenticator (TOTP, RFC 6238: SHA-1, six digits, thirty seconds, as all of them do). Pure."""

import base64
import hmac
import secrets
from typing import Final
from urllib.parse import quote, urlencode

STEP_SECONDS: Final = 30
_DIGITS: Final = 6
_SECRET_BYTES: Final = 20


def new_secret() -> str:
    """In base32, as people type it."""
    return base64.b32encode(secrets.token_bytes(_SECRET_BYTES)).decode()


def address_of(secret: str, email: str, issuer: str) -> str:
    """What an authenticator reads from a picture."""
    label = quote(f"{issuer}:{email}", safe="")
    return f"otpauth://totp/{label}?{urlencode({'secret': secret, 'issuer': issuer})}"


def code_at(secret: str, step: int) -> str:
    """RFC 4226 of the step's number."""
    digest = hmac.digest(base64.b32decode(secret), step.to_bytes(8), "sha1")
    at = digest[-1] & 0x0F
    number = int.from_bytes(digest[at : at + 4]) & 0x7FFF_FFFF
    return f"{number % 10**_DIGITS:0{_DIGITS}d}"


def step_of(secret: str, code: str, seconds: float) -> int | None:
    """The step that the code is of, now or one before or after: clocks differ. None when it is of none of them."""
    now = int(seconds) // STEP_SECONDS
    return next(
        (
            step
            for step in (now, now - 1, now + 1)
            if hmac.compare_digest(code_at(secret, step).encode(), code.encode())
        ),
        None,
    )
