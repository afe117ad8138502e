"""A second factor beside the password: codes of an authenticator, each taken once, and recovery codes for
when it is lost."""

import hashlib
import secrets
import time
from typing import Final
from uuid import UUID

import segno

from weeklog.db.engine import Database
from weeklog.errors import Conflict, Invalid, NotSignedIn, SecondFactorNeeded
from weeklog.people.second_factor import (
    audit_second_factor,
    begin_second_factor,
    count_recovery_codes,
    delete_recovery_codes,
    delete_second_factor,
    find_second_factor,
    insert_recovery_code,
    use_recovery_code,
    use_step,
)
from weeklog.people.tables import find_person
from weeklog.people.totp import address_of, new_secret, step_of
from weeklog.secrets_box import SecretsBox
from weeklog.unit_of_work import Store
from weeklog_api.attempts import Attempts
from weeklog_api.identity import Identity
from weeklog_api.settings import ApiSettings
from weeklog_api.sign_in.schemas import RecoveryCodes, SecondFactorBegun, SecondFactorState
from weeklog_api.sign_in.service import proves

_RECOVERY_CODES: Final = 10
_NOT_GOOD: Final = "is not the authenticator's present code, or was used before: wait for the next one"


class SecondFactor:
    """Codes that are not good are counted for each person, whoever tries them from wherever."""

    def __init__(self, database: Database, settings: ApiSettings, attempts: Attempts) -> None:
        self._database, self._attempts = database, attempts
        self._box = SecretsBox(settings.secret_keys, "second factor")

    async def state(self, person_id: UUID) -> SecondFactorState:
        row = await self._database.one(find_second_factor, person_id=person_id)
        left: int = await self._database.value(count_recovery_codes, person_id=person_id)
        confirmed_at = None if row is None else row.confirmed_at
        return SecondFactorState(on=confirmed_at is not None, since=confirmed_at, recovery_codes=left)

    async def require(self, person_id: UUID, code: str | None) -> None:
        """Of whoever has proved the password. Raises SecondFactorNeeded, and NotSignedIn where the code is
        not good."""
        row = await self._database.one(find_second_factor, person_id=person_id)
        if row is None or row.confirmed_at is None:
            return
        if not code:
            raise SecondFactorNeeded(
                "send `code`: what your authenticator shows, or one of your recovery codes"
            )
        if not await self._takes(person_id, row.secret_box, code):
            raise NotSignedIn(f"the code {_NOT_GOOD}")

    async def begin(self, identity: Identity, password: str, sender: str) -> SecondFactorBegun:
        await self._require_password(identity, password, sender)
        secret = new_secret()
        sealed = self._box.seal(secret, identity.person_id.bytes)
        if (
            await self._database.value(begin_second_factor, person_id=identity.person_id, secret_box=sealed)
            is None
        ):
            raise Conflict("your second factor is on: turn it off first, to use another authenticator")
        address = address_of(secret, identity.email, "weeklog")
        return SecondFactorBegun(
            secret=secret, address=address, picture=segno.make(address).svg_data_uri(scale=4)
        )

    async def confirm(self, store: Store, identity: Identity, code: str) -> RecoveryCodes:
        row = await self._database.one(find_second_factor, person_id=identity.person_id)
        if row is None or row.confirmed_at is not None:
            raise Conflict("begin with POST /v1/me/second-factor: there is nothing to confirm")
        if not await self._takes(identity.person_id, row.secret_box, code, recovers=False):
            raise Invalid.field("code", _NOT_GOOD)
        codes = [_new_code() for _ in range(_RECOVERY_CODES)]
        async with store.begin(identity.person_id) as work:
            await work.run(delete_recovery_codes, person_id=identity.person_id)
            await work.run_many(
                insert_recovery_code,
                [
                    {"code_hash": _hash(identity.person_id, one), "person_id": identity.person_id}
                    for one in codes
                ],
            )
            await work.run(audit_second_factor, person_id=identity.person_id, action="second_factor.on")
        return RecoveryCodes(items=codes)

    async def end(self, store: Store, identity: Identity, password: str, code: str, sender: str) -> None:
        await self._require_password(identity, password, sender)
        row = await self._database.one(find_second_factor, person_id=identity.person_id)
        if row is None or row.confirmed_at is None:
            raise Conflict("your second factor is off already")
        if not await self._takes(identity.person_id, row.secret_box, code):
            raise Invalid.field("code", _NOT_GOOD)
        async with store.begin(identity.person_id) as work:
            await work.run(delete_second_factor, person_id=identity.person_id)
            await work.run(delete_recovery_codes, person_id=identity.person_id)
            await work.run(audit_second_factor, person_id=identity.person_id, action="second_factor.off")

    async def _takes(self, person_id: UUID, sealed: bytes, code: str, *, recovers: bool = True) -> bool:
        """Whether the code is good. It is used up then, and counted when it is not."""
        whose = str(person_id)
        self._attempts.check(whose, whose)
        given = code.replace(" ", "").replace("-", "").lower()
        step = step_of(self._box.open(sealed, person_id.bytes), given, time.time())
        if step is not None:
            taken = await self._database.value(use_step, person_id=person_id, step=step)
        elif recovers:
            taken = await self._database.value(
                use_recovery_code, person_id=person_id, code_hash=_hash(person_id, given)
            )
        else:
            taken = None
        if taken is None:
            self._attempts.failed(whose, whose)
        return taken is not None

    async def _require_password(self, identity: Identity, password: str, sender: str) -> None:
        person = await self._database.one(find_person, id=identity.person_id)
        stored = None if person is None else person.password_hash
        if not await proves(password, stored, self._attempts, identity.email, sender):
            raise Invalid.field(
                "password", "is not your password: ask your lead for a password link if it is lost"
            )


def _new_code() -> str:
    """Eighty bits, in two words."""
    return f"{secrets.token_hex(5)}-{secrets.token_hex(5)}"


def _hash(person_id: UUID, code: str) -> bytes:
    return hashlib.sha256(person_id.bytes + code.replace("-", "").encode()).digest()
