"""Who signs in with a provider: found by their account there, or by the address that the provider has
verified; new where a group of theirs has a role here."""

import base64
import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from pydantic import TypeAdapter, ValidationError

from weeklog.db.engine import Database
from weeklog.ids import PersonId, new_id
from weeklog.oidc.groups import roles_of
from weeklog.oidc.tables import audit_link, find_provider_account, link_provider_account
from weeklog.people.tables import find_by_email, insert_person, insert_session
from weeklog.programmes.memberships import find_member, find_other_lead, join_programme
from weeklog.programmes.roles import give_role
from weeklog.programmes.tables import hold_programme
from weeklog.unit_of_work import Store, UnitOfWork
from weeklog.vocabulary import Role
from weeklog_api.oidc.pending import Begun
from weeklog_api.oidc.provider import Provider
from weeklog_api.oidc.refusals import SignInRefused
from weeklog_api.settings import ApiSettings
from weeklog_api.sign_in.service import new_session

Claims = Mapping[str, Any]
_NAME_CHARACTERS = 200
_NAMES = TypeAdapter(list[str])


async def address_at(provider: Provider, begun: Begun, scopes: str, redirect_uri: str) -> str:
    """Where the browser goes."""
    challenge = base64.urlsafe_b64encode(hashlib.sha256(begun.pending.verifier.encode()).digest())
    asked = {
        "response_type": "code",
        "client_id": provider.client_id,
        "redirect_uri": redirect_uri,
        "scope": scopes,
        "state": begun.state,
        "nonce": begun.pending.nonce,
        "code_challenge": challenge.rstrip(b"=").decode(),
        "code_challenge_method": "S256",
    }
    endpoint = (await provider.describe()).authorization_endpoint
    return f"{endpoint}{'&' if '?' in endpoint else '?'}{urlencode(asked)}"


async def sign_in(
    database: Database, store: Store, settings: ApiSettings, claims: Claims, now: datetime
) -> str:
    """The secret of the new session."""
    account = {"issuer": settings.oidc_issuer, "subject": claims["sub"]}
    roles = roles_of(_groups(claims, settings.oidc_groups_claim), settings.oidc_group_roles)
    known = await database.one(find_provider_account, **account)
    email = None if known is not None else _verified_email(claims)
    by_address = None if email is None else await database.one(find_by_email, email=email)
    if known is None and by_address is None and not roles:
        raise SignInRefused("unknown", "nobody here has this address: ask your lead for an invitation")
    person_id = known.person_id if known else PersonId(by_address.id if by_address else new_id())
    session = new_session(person_id, settings.session_lifetime)
    async with store.begin(person_id) as work:
        if email is not None and by_address is None:
            await work.run(
                insert_person, id=person_id, email=email, name=_name(claims, email), password_hash=None, zone=None,
                language="en",
            )  # fmt: skip
        if known is None:
            await _link(work, person_id, account)
        for programme_id, role in roles.items():
            await _take_role(work, programme_id, person_id, role, now)
        await work.run(insert_session, **session.row)
    return session.secret


async def _link(work: UnitOfWork, person_id: PersonId, account: dict[str, Any]) -> None:
    if await work.value(link_provider_account, **account, person_id=person_id) is None:
        raise SignInRefused("expired", "another sign-in of yours came first: begin again")
    await work.run(audit_link, person_id=person_id)


async def _take_role(
    work: UnitOfWork, programme_id: UUID, person_id: PersonId, role: Role, now: datetime
) -> None:
    """The last lead stays one."""
    if await work.value(hold_programme, programme_id=programme_id) is None:
        return  # the setting names a programme that is gone
    this = {"programme_id": programme_id, "member_id": person_id}
    member = await work.one(find_member, **this)
    if member is None:
        await work.run(
            join_programme, programme_id=programme_id, person_id=person_id, role=role, joined_at=now
        )
    elif member.role != role and (
        member.role != "lead" or await work.value(find_other_lead, **this) is not None
    ):
        await give_role(work, programme_id, person_id, role)


def _verified_email(claims: Claims) -> str:
    email = claims.get("email")
    if not isinstance(email, str) or "@" not in email:
        raise SignInRefused(
            "unverified", "the provider names no e-mail address of yours: it must give the scope `email`"
        )
    if claims.get("email_verified") not in (True, "true"):
        raise SignInRefused(
            "unverified", "the provider has not verified your e-mail address: verify it there first"
        )
    return email.strip().lower()


def _groups(claims: Claims, name: str) -> list[str]:
    """Nothing where the claim is no list of names."""
    try:
        return _NAMES.validate_python(claims.get(name))
    except ValidationError:
        return []


def _name(claims: Claims, email: str) -> str:
    said = claims.get("name")
    return (
        said.strip()[:_NAME_CHARACTERS] if isinstance(said, str) and said.strip() else email.partition("@")[0]
    )
