"""Where somebody is signed in."""

from weeklog.errors import NotFound
from weeklog.people.tables import delete_session, list_sessions
from weeklog.unit_of_work import UnitOfWork
from weeklog_api.identity import Identity
from weeklog_api.sign_in.schemas import SessionState

_SHOWN = 8  # bytes of the hash of its secret: they name a session, and open none


async def list_open(work: UnitOfWork, identity: Identity) -> list[SessionState]:
    rows = await work.all(list_sessions, person_id=work.person_id)
    return [
        SessionState(
            id=_id(row.secret_hash),
            created_at=row.created_at,
            last_used_at=row.last_used_at,
            expires_at=row.expires_at,
            current=identity.credential == f"session:{row.secret_hash.hex()}",
        )
        for row in rows
    ]


async def end(work: UnitOfWork, identity: Identity, session_id: str) -> None:
    rows = await work.all(list_sessions, person_id=identity.person_id)
    found = next((row.secret_hash for row in rows if _id(row.secret_hash) == session_id), None)
    if found is None:
        raise NotFound("session")
    await work.run(delete_session, secret_hash=found)


def _id(secret_hash: bytes) -> str:
    return secret_hash[:_SHOWN].hex()
