"""Passwords, personal access tokens and session secrets. Only hashes are ever stored."""

import hashlib
import hmac
import re
import secrets
import unicodedata
from dataclasses import dataclass
from functools import cache

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

_passwords = PasswordHash((Argon2Hasher(),))
_TOKEN = re.compile(r"wl_pat_(?P<id>[a-z0-9]{12})_(?P<secret>[A-Za-z0-9_-]{32,64})")
_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"


@dataclass(frozen=True)
class Token:
    """`wl_pat_<id>_<secret>`: the id finds the row, the secret proves it. The secret is random, so SHA-256 is
    enough."""

    id: str
    secret: str

    @property
    def text(self) -> str:
        return f"wl_pat_{self.id}_{self.secret}"

    @property
    def secret_hash(self) -> bytes:
        return hash_secret(self.secret)

    def proves(self, secret_hash: bytes) -> bool:
        return hmac.compare_digest(self.secret_hash, secret_hash)


def new_token() -> Token:
    return Token("".join(secrets.choice(_LETTERS) for _ in range(12)), secrets.token_urlsafe(32))


def read_token(text: str) -> Token | None:
    match = _TOKEN.fullmatch(text)
    return Token(match["id"], match["secret"]) if match else None


def hash_secret(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()


def normalised(password: str) -> str:
    """RFC 8265, OpaqueString: keyboards write the same letters and spaces in several ways, and people cannot see
    which."""
    spaced = "".join(" " if unicodedata.category(one) == "Zs" else one for one in password)
    return unicodedata.normalize("NFC", spaced)


def hash_password(password: str) -> str:
    return _passwords.hash(normalised(password))


def password_matches(password: str, stored: str | None) -> bool:
    """Takes as long for an unknown person as for a known one, so that the time does not tell who has an account.

    A hash from before passwords were normalised is of what was sent then.
    """
    hashed = stored or _hash_of_nobody()
    known = any(_passwords.verify(form, hashed) for form in dict.fromkeys((normalised(password), password)))
    return known and stored is not None


@cache
def _hash_of_nobody() -> str:
    return hash_password(secrets.token_urlsafe(16))
