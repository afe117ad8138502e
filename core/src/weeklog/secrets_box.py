"""Keeps secrets that must be used again, such as a programme's key for its language model.

Sealed with AES-GCM under a key derived from `WEEKLOG_SECRET_KEY`, and bound to its place: a box that is moved to
another row opens there as little as in another installation. What was sealed under a former key still opens while
that key is listed in `WEEKLOG_OLD_SECRET_KEYS`; it is sealed anew when it is next set.
"""

import os
from collections.abc import Sequence
from contextlib import suppress

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_VERSION = b"\x01"
_NONCE_BYTES = 12


class CannotOpen(ValueError):
    """It was sealed under a key that is not known here, or in another place."""


class SecretsBox:
    """`purpose` keeps boxes of different kinds apart: none opens as another."""

    def __init__(self, keys: Sequence[str], purpose: str) -> None:
        """The first of `keys` seals; all of them open."""
        self._ciphers = [AESGCM(_derive(key, purpose)) for key in keys]

    def seal(self, secret: str, place: bytes) -> bytes:
        nonce = os.urandom(_NONCE_BYTES)
        return _VERSION + nonce + self._ciphers[0].encrypt(nonce, secret.encode(), place)

    def open(self, sealed: bytes, place: bytes) -> str:
        """Raises CannotOpen."""
        if sealed[:1] == _VERSION:
            nonce, rest = sealed[1 : 1 + _NONCE_BYTES], sealed[1 + _NONCE_BYTES :]
            for cipher in self._ciphers:
                with suppress(InvalidTag, ValueError):
                    return cipher.decrypt(nonce, rest, place).decode()
        raise CannotOpen("it was sealed under another WEEKLOG_SECRET_KEY: set it again")


def _derive(key: str, purpose: str) -> bytes:
    return HKDF(SHA256(), length=32, salt=None, info=f"weeklog {purpose}".encode()).derive(key.encode())
