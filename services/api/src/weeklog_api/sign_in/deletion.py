"""Somebody deletes their account, and with it everything that they wrote."""

from weeklog.db.engine import Database
from weeklog.errors import Conflict, Invalid
from weeklog.people.deletion import (
    close_programme,
    delete_person,
    delete_programme,
    list_led_alone,
)
from weeklog.people.tables import find_person
from weeklog.unit_of_work import Store
from weeklog_api.attempts import Attempts
from weeklog_api.identity import Identity
from weeklog_api.sign_in.service import proves


async def delete_account(
    database: Database, store: Store, identity: Identity, password: str, attempts: Attempts, sender: str
) -> None:
    """Programmes that nobody else was ever in go, too; one that others have only left is archived."""
    person = await database.one(find_person, id=identity.person_id)
    stored = None if person is None else person.password_hash
    if not await proves(password, stored, attempts, identity.email, sender):
        raise Invalid.field(
            "password", "is not your password: ask your lead for a password link if it is lost"
        )
    async with store.begin(identity.person_id) as work:
        led = await work.all(list_led_alone, person_id=identity.person_id)
        if needed := [one.name for one in led if one.others]:
            raise Conflict(_hand_over_first(needed))
        for one in led:
            end = close_programme if one.former else delete_programme
            await work.run(end, programme_id=one.programme_id)
        await work.run(delete_person, person_id=identity.person_id)


def _hand_over_first(names: list[str]) -> str:
    return (
        f"nobody else leads {', '.join(names)}, and others are in it: remove them, or "
        "hand over first with POST /v1/programme/hand-over"
    )
