"""People under other names: the same person has the same one in every table, and without the key nobody can tell whose
it is."""

import hmac
from hashlib import sha256
from typing import Final

_CHARACTERS: Final = 32


class Pseudonyms:
    """`secret` is the instance's; with another one everybody has another pseudonym."""

    def __init__(self, secret: str) -> None:
        self._key = hmac.digest(secret.encode(), b"weeklog warehouse pseudonyms", sha256)
        self._known: dict[str, str] = {}

    @property
    def fingerprint(self) -> str:
        """Of the key: tells that it was changed."""
        return self._name("fingerprint")

    def of(self, person_id: str) -> str:
        if (known := self._known.get(person_id)) is None:
            known = self._known[person_id] = self._name(f"person {person_id}")
        return known

    def _name(self, of: str) -> str:
        return hmac.new(self._key, of.encode(), sha256).hexdigest()[:_CHARACTERS]
