"""Who signs for this instance: an Ed25519 key, made when it is first needed and sealed under `WEEKLOG_SECRET_KEY`.

A key that can no longer be opened, because the secret has changed and the former one is not listed in
`WEEKLOG_OLD_SECRET_KEYS`, is retired and replaced. `python -m weeklog.signing.rotate` does the same on purpose.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from weeklog.db.engine import Database
from weeklog.errors import Unavailable
from weeklog.logs import logger
from weeklog.secrets_box import CannotOpen, SecretsBox
from weeklog.signing.tables import ActiveKeyRow, find_active_key, insert_key, retire_key

log = logger(__name__)

KEY_ID_CHARACTERS = 16
_ATTEMPTS = 3


@dataclass(frozen=True)
class SigningKey:
    private: Ed25519PrivateKey

    @property
    def public(self) -> bytes:
        return self.private.public_key().public_bytes_raw()

    @property
    def id(self) -> str:
        return key_id(self.public)

    def sign(self, message: bytes) -> bytes:
        return self.private.sign(message)


def key_id(public_key: bytes) -> str:
    return hashlib.sha256(public_key).hexdigest()[:KEY_ID_CHARACTERS]


class Signer:
    """`database` runs under the system role."""

    def __init__(self, database: Database, secret_keys: Sequence[str]) -> None:
        self._database = database
        self._box = SecretsBox(secret_keys, "signing key")

    async def key(self) -> SigningKey:
        """The one that signs now; made when there is none."""
        for _ in range(_ATTEMPTS):
            row = await self._database.one(find_active_key)
            if row is None:
                await self._make()
            elif (opened := self._open(row)) is not None:
                return opened
            else:
                log.warning("signing key retired: WEEKLOG_SECRET_KEY does not open it", key=row.id)
                await self._database.run(retire_key, key_id=row.id)
        raise Unavailable("the key that signs is being replaced: try again in a moment")

    async def rotate(self) -> SigningKey:
        """Retires the key that signs now, and makes another."""
        row = await self._database.one(find_active_key)
        if row is not None:
            await self._database.run(retire_key, key_id=row.id)
        return await self.key()

    async def _make(self) -> None:
        key = SigningKey(Ed25519PrivateKey.generate())
        box = self._box.seal(key.private.private_bytes_raw().hex(), key.id.encode())
        await self._database.run(insert_key, id=key.id, public_key=key.public, private_box=box)

    def _open(self, row: ActiveKeyRow) -> SigningKey | None:
        if row.private_box is None:
            return None
        try:
            secret = self._box.open(row.private_box, row.id.encode())
        except CannotOpen:
            return None
        return SigningKey(Ed25519PrivateKey.from_private_bytes(bytes.fromhex(secret)))
