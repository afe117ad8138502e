"""The link that stops one kind of mail without signing in. It does nothing else, and never expires."""

import base64
import hashlib
import hmac
from collections.abc import Sequence
from typing import Final, get_args
from uuid import UUID

from weeklog.vocabulary import MailKind

_PROOF_BYTES: Final = 16
_ID_BYTES: Final = 16


def unsubscribe_token(secret_key: str, person_id: UUID, kind: MailKind) -> str:
    place = get_args(MailKind).index(kind)
    what = person_id.bytes + bytes([place])
    return base64.urlsafe_b64encode(what + _proof(secret_key, person_id, kind)).decode().rstrip("=")


def read_unsubscribe(secret_keys: Sequence[str], token: str) -> tuple[UUID, MailKind] | None:
    """None of what none of the keys has made."""
    try:
        read = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
    except ValueError:
        return None
    kinds: tuple[MailKind, ...] = get_args(MailKind)
    if len(read) != _ID_BYTES + 1 + _PROOF_BYTES or read[_ID_BYTES] >= len(kinds):
        return None
    person_id, kind, proof = UUID(bytes=read[:_ID_BYTES]), kinds[read[_ID_BYTES]], read[_ID_BYTES + 1 :]
    good = any(hmac.compare_digest(proof, _proof(key, person_id, kind)) for key in secret_keys)
    return (person_id, kind) if good else None


def _proof(secret_key: str, person_id: UUID, kind: str) -> bytes:
    message = b"weeklog unsubscribe\n" + person_id.bytes + kind.encode()
    return hmac.new(secret_key.encode(), message, hashlib.sha256).digest()[:_PROOF_BYTES]
