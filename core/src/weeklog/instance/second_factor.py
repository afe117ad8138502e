"""For who has lost the authenticator and the recovery codes: whoever operates the instance takes the second factor
off."""

from weeklog.db.engine import Database
from weeklog.instance.errors import InstanceError
from weeklog.instance.status import as_system
from weeklog.people.profile import end_sessions
from weeklog.people.second_factor import (
    audit_reset,
    delete_recovery_codes,
    delete_second_factor,
    find_second_factor,
)
from weeklog.people.tables import find_by_email


async def reset_second_factor(url: str, email: str, *, pooled: bool) -> None:
    """Their sessions end with it: whoever is signed in may be somebody else. Raises InstanceError."""
    async with as_system(url, pooled=pooled) as database:
        await _reset(database, email.strip().lower())


async def _reset(database: Database, email: str) -> None:
    person = await database.one(find_by_email, email=email)
    if person is None:
        raise InstanceError(f"Nobody signs in with {email}: look for a misspelling.")
    mine = {"person_id": person.id}
    if await database.one(find_second_factor, **mine) is None:
        raise InstanceError(
            f"{email} has no second factor: a password link of their lead lets them in again."
        )
    async with database.transaction() as connection:
        for query in (delete_second_factor, delete_recovery_codes, audit_reset):
            await connection.execute(query.sql, *query.arguments(mine))
        await connection.execute(end_sessions.sql, *end_sessions.arguments({**mine, "but": None}))
