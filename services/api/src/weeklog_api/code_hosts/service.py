"""A programme's code hosts. It runs as the system: people's own role has no right on the tables
(`weeklog.code_hosts.tables`)."""

import secrets
from typing import Any
from uuid import UUID

from weeklog import access
from weeklog.code_hosts.tables import (
    SEALED_AS,
    delete_code_host,
    insert_code_host,
    list_code_hosts,
    secret_place,
)
from weeklog.db.rows import values_of
from weeklog.errors import Conflict, NotFound
from weeklog.ids import new_id
from weeklog.secrets_box import SecretsBox
from weeklog.unit_of_work import UnitOfWork
from weeklog_api.code_hosts.schemas import CodeHost, CodeHostList, CodeHostMade, CodeHostNew
from weeklog_api.identity import Identity
from weeklog_api.settings import ApiSettings

MOST = 50  # of a programme
SECRET_BYTES = 32


async def listed(work: UnitOfWork, identity: Identity) -> CodeHostList:
    rows = await work.all(list_code_hosts, **_programme(identity))
    return CodeHostList(items=[CodeHost(**values_of(row)) for row in rows])


async def add(
    work: UnitOfWork, identity: Identity, new: CodeHostNew, settings: ApiSettings, page: str
) -> CodeHostMade:
    programme, code_host_id = _programme(identity), new_id()
    if len(await work.all(list_code_hosts, **programme)) >= MOST:
        raise Conflict(f"the programme has {MOST} code hosts already: remove one first")
    secret = secrets.token_urlsafe(SECRET_BYTES)
    box = SecretsBox(settings.secret_keys, SEALED_AS)
    row = await work.one(
        insert_code_host,
        **programme,
        **new.model_dump(),
        id=code_host_id,
        secret_box=box.seal(secret, secret_place(code_host_id)),
    )
    if row is None:
        raise Conflict(f"the programme has a code host named {new.name!r} already: give it another name")
    url = f"{page.rstrip('/')}/v1/code-hosts/{code_host_id}/events"
    return CodeHostMade(**values_of(row), url=url, secret=secret)


async def remove(work: UnitOfWork, identity: Identity, code_host_id: UUID) -> None:
    this = {**_programme(identity), "code_host_id": code_host_id}
    if await work.value(delete_code_host, **this) is None:
        raise NotFound("code host")


def _programme(identity: Identity) -> dict[str, Any]:
    access.require(identity.standing, "run programme")
    return {"programme_id": identity.own_programme.id}
