from uuid import UUID

from fastapi import APIRouter, Request

from weeklog_api.code_hosts import service
from weeklog_api.code_hosts.receiving import Receiver
from weeklog_api.code_hosts.schemas import CodeHostList, CodeHostMade, CodeHostNew
from weeklog_api.dependencies import CurrentIdentity, CurrentSettings, SystemWork
from weeklog_api.idempotency import idempotent
from weeklog_api.origins import public_address
from weeklog_api.parts import parts_of
from weeklog_api.rights import needs, public

router = APIRouter(prefix="/v1", tags=["suggestions"])


@router.get("/programme/code-hosts")
@needs("read", action="run programme")
async def list_code_hosts(identity: CurrentIdentity, work: SystemWork) -> CodeHostList:
    """The repositories and groups of GitHub and GitLab that post to your programme, for its lead."""
    return await service.listed(work, identity)


@router.post("/programme/code-hosts", status_code=201)
@needs("write", action="run programme")
@idempotent(secret=True)
async def add_code_host(
    new: CodeHostNew,
    request: Request,
    identity: CurrentIdentity,
    work: SystemWork,
    settings: CurrentSettings,
) -> CodeHostMade:
    """Makes the address and the secret to enter at GitHub or GitLab. What members push and merge there is suggested to
    them from then on."""
    return await service.add(work, identity, new, settings, public_address(request))


@router.delete("/programme/code-hosts/{code_host_id}", status_code=204)
@needs("write", action="run programme")
async def remove_code_host(code_host_id: UUID, identity: CurrentIdentity, work: SystemWork) -> None:
    """What was suggested stays."""
    await service.remove(work, identity, code_host_id)


@router.post("/code-hosts/{code_host_id}/events", status_code=204)
@public
async def receive_from_code_host(code_host_id: UUID, request: Request) -> None:
    """For GitHub (`X-Hub-Signature-256`) and GitLab (`X-Gitlab-Token`): pushes, and merged requests. Anything else is
    taken and let be. The same body again does nothing."""
    parts = parts_of(request)
    receiver = Receiver(parts.settings, parts.system_database, parts.store)
    await receiver.receive(code_host_id, request.headers, await request.body())
