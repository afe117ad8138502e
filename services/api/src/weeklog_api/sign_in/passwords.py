"""Other passwords: changed by who knows the old one, or chosen anew by who holds a link of their lead.

A link is kept nowhere. It is sealed under the installation's key together with the password it replaces, so that it is
good for once: whatever changes the password makes every link from before worthless.
"""

import base64
import binascii
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID

from weeklog.access import require
from weeklog.audit.adding import add_to_audit
from weeklog.audit.tables import audit_of_person
from weeklog.db.engine import Database
from weeklog.errors import Conflict, Invalid, NotFound
from weeklog.ids import PersonId
from weeklog.notices.taken_over import tell_of_password_link
from weeklog.people.profile import LedRow, change_password, end_sessions, end_tokens, list_leads_of
from weeklog.people.tables import PersonRow, find_person, insert_session
from weeklog.programmes.memberships import find_member
from weeklog.secrets_box import CannotOpen, SecretsBox
from weeklog.unit_of_work import Store, UnitOfWork
from weeklog_api.attempts import Attempts
from weeklog_api.identity import Identity
from weeklog_api.operators import keep_for_operator
from weeklog_api.settings import ApiSettings
from weeklog_api.sign_in.schemas import PasswordChange, PasswordLinkMade, PasswordLinkSeen, PasswordNew
from weeklog_api.sign_in.service import hashed, new_session, proves

GOOD_FOR: Final = timedelta(days=1)
LINK: Final = "open password link"  # unknown, used, too old and no longer backed by a lead look the same
MEANWHILE: Final = "the password was changed a moment ago: sign in with the new one"


@dataclass(frozen=True)
class Link:
    person_id: PersonId
    before: str | None  # the hash of the password that it replaces
    seen: PasswordLinkSeen
    lead_id: UUID  # who made it


async def change(
    database: Database,
    store: Store,
    identity: Identity,
    given: PasswordChange,
    attempts: Attempts,
    sender: str,
) -> None:
    person = await database.one(find_person, id=identity.person_id)
    before = None if person is None else person.password_hash
    if not await proves(given.old, before, attempts, identity.email, sender):
        raise Invalid.field("old", "is not your password: ask your lead for a password link if it is lost")
    password_hash = await hashed(given.new, "new", (identity.name, identity.email))
    async with store.begin(identity.person_id) as work:
        await _set(work, identity.person_id, before, password_hash)
        await _end_others(work, identity, keep_tokens=given.keep_tokens)


async def make_link(
    work: UnitOfWork, identity: Identity, member_id: UUID, settings: ApiSettings, page: str
) -> PasswordLinkMade:
    """Of a member of this programme alone: who has the link can be that member, and must not reach beyond it."""
    require(identity.standing, "run programme")
    if member_id == identity.person_id:
        raise Invalid.field("person_id", "is you: change your own password with POST /v1/me/password")
    member = await work.one(find_member, programme_id=identity.own_programme.id, member_id=member_id)
    if member is None:
        raise NotFound("member")
    person = await work.one(find_person, id=member_id)
    assert person is not None  # members are people
    keep_for_operator(settings, person.email)
    led = await work.all(list_leads_of, person_id=member_id, lead_id=identity.person_id)
    if not _leads_all(led):
        raise Conflict(
            "they are in a programme that you do not lead, and a link would open that too: only who leads all of "
            "them may make one"
        )
    expires_at = (datetime.now(UTC) + GOOD_FOR).replace(microsecond=0)
    sealed = _box(settings).seal(f"{identity.person_id} {expires_at.isoformat()}", _place(person))
    secret = base64.urlsafe_b64encode(member_id.bytes + sealed).rstrip(b"=").decode()
    await add_to_audit(work, identity.own_programme.id, "password_link.made", member_id)
    # Behind `#`: browsers send it to nobody, and no log of an address holds it.
    return PasswordLinkMade(secret=secret, url=f"{page}#password={secret}", expires_at=expires_at)


async def look(database: Database, secret: str, settings: ApiSettings) -> Link:
    person_id, sealed = _parts(secret)
    person = await database.one(find_person, id=person_id)
    if person is None:
        raise NotFound(LINK)
    try:
        lead_id, expiry = _box(settings).open(sealed, _place(person)).split(" ")
    except CannotOpen:
        raise NotFound(LINK) from None
    expires_at = datetime.fromisoformat(expiry)
    led = await database.all(list_leads_of, person_id=person_id, lead_id=UUID(lead_id))
    if expires_at <= datetime.now(UTC) or not _leads_all(led):
        raise NotFound(LINK)
    seen = PasswordLinkSeen(name=person.name, email=person.email, expires_at=expires_at)
    return Link(person_id, person.password_hash, seen, UUID(lead_id))


async def use_link(store: Store, link: Link, new: PasswordNew, lifetime: timedelta, now: datetime) -> str:
    """The secret of the person's new session."""
    password = new.password
    password_hash = await hashed(password, "password", (link.seen.name, link.seen.email))
    session = new_session(link.person_id, lifetime)
    async with store.begin(link.person_id) as work:
        await _set(work, link.person_id, link.before, password_hash)
        await work.run(end_sessions, person_id=link.person_id, but=None)
        if not new.keep_tokens:
            await work.run(end_tokens, person_id=link.person_id, but=None)
        await work.run(insert_session, **session.row)
        await work.run(audit_of_person, person_id=link.person_id)
        lead = await work.one(find_person, id=link.lead_id)
        await tell_of_password_link(work, link.person_id, link.seen.name, lead.name if lead else "?", now)
    return session.secret


async def _set(work: UnitOfWork, person_id: PersonId, before: str | None, password_hash: str) -> None:
    if await work.value(change_password, id=person_id, before=before, password_hash=password_hash) is None:
        raise Conflict(MEANWHILE)


async def _end_others(work: UnitOfWork, identity: Identity, *, keep_tokens: bool) -> None:
    """All that the old password may have opened, but what asks."""
    kind, _, name = identity.credential.partition(":")
    kept_session = bytes.fromhex(name) if kind == "session" else None
    await work.run(end_sessions, person_id=identity.person_id, but=kept_session)
    if not keep_tokens:
        kept_token = name if kind == "token" else None
        await work.run(end_tokens, person_id=identity.person_id, but=kept_token)


def _leads_all(rows: list[LedRow]) -> bool:
    return bool(rows) and all(row.lead_id is not None for row in rows)


def _parts(secret: str) -> tuple[PersonId, bytes]:
    with suppress(binascii.Error, ValueError):
        raw = base64.urlsafe_b64decode(secret + "=" * (-len(secret) % 4))
        return PersonId(UUID(bytes=raw[:16])), raw[16:]
    raise NotFound(LINK)


def _box(settings: ApiSettings) -> SecretsBox:
    return SecretsBox(settings.secret_keys, "password link")


def _place(person: PersonRow) -> bytes:
    return f"{person.id} {person.password_hash or ''}".encode()
