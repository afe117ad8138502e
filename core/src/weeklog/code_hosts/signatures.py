"""How a code host says that it is the one that posts."""

import hashlib
import hmac
from collections.abc import Mapping
from typing import Final

from weeklog.vocabulary import CodeHostKind

EVENT_HEADER: Final[Mapping[CodeHostKind, str]] = {"github": "x-github-event", "gitlab": "x-gitlab-event"}


def is_signed(kind: CodeHostKind, secret: str, body: bytes, headers: Mapping[str, str]) -> bool:
    """Compared in constant time. GitHub signs the body; GitLab sends the secret itself."""
    if kind == "github":
        expected = "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
        return _same(headers.get("x-hub-signature-256", ""), expected)
    return _same(headers.get("x-gitlab-token", ""), secret)


def _same(sent: str, expected: str) -> bool:
    return hmac.compare_digest(sent.encode(), expected.encode())
