"""The link that a supervisor from outside is mailed, and the code that they are mailed when they want to act. Pure.

The link names the invitation and proves that this instance made it; whether it still holds stands in its row.
A code is made from a secret key and a nonce of the row each time that it is needed, so that it is kept
nowhere.
"""

import base64
import hashlib
import hmac
from collections.abc import Sequence
from datetime import timedelta
from typing import Final
from uuid import UUID

CODE_LIFETIME: Final = timedelta(minutes=15)
CODE_DIGITS: Final = 6
_PROOF_BYTES: Final = 16
_ID_BYTES: Final = 16


def supervisor_token(secret_key: str, supervisor_id: UUID) -> str:
    told = supervisor_id.bytes + _proof(secret_key, b"link", supervisor_id.bytes)[:_PROOF_BYTES]
    return base64.urlsafe_b64encode(told).decode().rstrip("=")


def read_supervisor_token(secret_keys: Sequence[str], token: str) -> UUID | None:
    """None of what none of the keys has made."""
    try:
        read = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
    except ValueError:
        return None
    if len(read) != _ID_BYTES + _PROOF_BYTES:
        return None
    told, proof = read[:_ID_BYTES], read[_ID_BYTES:]
    good = any(hmac.compare_digest(proof, _proof(key, b"link", told)[:_PROOF_BYTES]) for key in secret_keys)
    return UUID(bytes=told) if good else None


def code_of(secret_key: str, supervisor_id: UUID, nonce: bytes) -> str:
    """Six digits."""
    number = int.from_bytes(_proof(secret_key, b"code", supervisor_id.bytes + nonce)[:8])
    return f"{number % 10**CODE_DIGITS:0{CODE_DIGITS}}"


def is_code(secret_keys: Sequence[str], supervisor_id: UUID, nonce: bytes, given: str) -> bool:
    """Spaces in what was given do not count. A code of a key that was renewed meanwhile is good."""
    plain = "".join(given.split()).encode()
    found = [hmac.compare_digest(plain, code_of(key, supervisor_id, nonce).encode()) for key in secret_keys]
    return any(found)


def _proof(secret_key: str, purpose: bytes, about: bytes) -> bytes:
    message = b"weeklog supervisor " + purpose + b"\n" + about
    return hmac.new(secret_key.encode(), message, hashlib.sha256).digest()
