"""What a code host posts becomes suggestions for those whose work it is.

Each author's suggestions are a unit of work of their own, and the delivery is noted last: what fails in between is
posted again, and an item is suggested once.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID
from zoneinfo import ZoneInfo

import orjson
from pydantic import ValidationError

from weeklog.calendar import Week
from weeklog.code_hosts.events import Done, work_of
from weeklog.code_hosts.signatures import EVENT_HEADER, is_signed
from weeklog.code_hosts.tables import (
    SEALED_AS,
    ReceivingRow,
    count_delivery,
    find_receiving,
    insert_delivery,
    list_authors,
    list_logins,
    put_login,
    secret_place,
    was_received,
)
from weeklog.db.engine import Database
from weeklog.errors import Invalid, NotFound
from weeklog.ids import PersonId
from weeklog.programmes.tables import list_weeks
from weeklog.secrets_box import CannotOpen, SecretsBox
from weeklog.suggestions.items import Item
from weeklog.suggestions.suggesting import suggest
from weeklog.unit_of_work import Store
from weeklog_api.settings import ApiSettings


@dataclass(frozen=True)
class Receiver:
    settings: ApiSettings
    database: Database  # of the system
    store: Store  # of people

    async def receive(self, code_host_id: UUID, headers: Mapping[str, str], body: bytes) -> None:
        """Raises NotFound, also where the secret is another, and Invalid."""
        row = await self.database.one(find_receiving, code_host_id=code_host_id)
        if row is None or not self._is_signed(code_host_id, row, headers, body):
            raise NotFound("code host of this secret: enter the one that was shown when it was added")
        this = {"code_host_id": code_host_id, "body_hash": hashlib.sha256(body).digest()}
        if await self.database.value(was_received, **this) is None:
            done = _read(row, headers, body)
            by_person = await self._by_person(code_host_id, row.programme_id, done)
            await self._suggest(row, by_person)
            counts = {"more_suggested": sum(map(len, by_person.values()))}
            counts["more_unknown"] = len(done) - counts["more_suggested"]
            if await self.database.value(insert_delivery, **this) is not None:
                await self.database.run(count_delivery, code_host_id=code_host_id, **counts)

    def _is_signed(
        self, code_host_id: UUID, row: ReceivingRow, headers: Mapping[str, str], body: bytes
    ) -> bool:
        box = SecretsBox(self.settings.secret_keys, SEALED_AS)
        try:
            secret = box.open(row.secret_box, secret_place(code_host_id))
        except CannotOpen:  # the operator has given up the key that sealed it
            return False
        return is_signed(row.kind, secret, body, headers)

    async def _by_person(
        self, code_host_id: UUID, programme_id: UUID, done: Sequence[Done]
    ) -> dict[PersonId, list[Item]]:
        """By the address under which a member signs in, else by a name that came with such an address once."""
        here = {"code_host_id": code_host_id, "programme_id": programme_id}
        emails = sorted({one.email for one in done if one.email})
        found = await self.database.all(list_authors, programme_id=programme_id, emails=emails)
        people = {row.email: row.person_id for row in found}
        for login, person in {(one.login, people.get(one.email)) for one in done if one.login}:
            if person is not None:
                await self.database.run(put_login, code_host_id=code_host_id, login=login, person_id=person)
        named = await self.database.all(list_logins, **here, logins=sorted({one.login for one in done}))
        logins = {row.login: row.person_id for row in named}
        items: dict[PersonId, list[Item]] = {}
        for one in done:
            if (person := people.get(one.email) or logins.get(one.login)) is not None:
                items.setdefault(person, []).append(one.item)
        return items

    async def _suggest(self, row: ReceivingRow, by_person: Mapping[PersonId, Sequence[Item]]) -> None:
        if not by_person:
            return
        rows = await self.database.all(list_weeks, programme_id=row.programme_id)
        weeks = tuple(Week(week.number, week.first_day, week.last_day) for week in rows)
        for person, items in by_person.items():
            async with self.store.begin(person) as work:
                await suggest(work, row.programme_id, weeks, row.kind, items)


def _read(row: ReceivingRow, headers: Mapping[str, str], body: bytes) -> list[Done]:
    event = headers.get(EVENT_HEADER[row.kind], "")
    try:
        return work_of(row.kind, event, orjson.loads(body), ZoneInfo(row.zone))
    except orjson.JSONDecodeError:
        raise Invalid.field("body", "is no JSON: choose the content type application/json there") from None
    except ValidationError:
        raise Invalid.field("body", f"is not what {row.kind} posts as {event!r}") from None
