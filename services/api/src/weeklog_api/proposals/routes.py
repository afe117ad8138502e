from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from weeklog_api.dependencies import CurrentIdentity, CurrentSettings, Work
from weeklog_api.proposals import decisions, service
from weeklog_api.proposals.schemas import Proposal, ProposalEdit, ProposalFilters
from weeklog_api.rights import needs
from weeklog_api.schemas import Items

router = APIRouter(prefix="/v1/proposals", tags=["chat"])


@router.get("")
@needs("read")
async def list_proposals(
    filters: Annotated[ProposalFilters, Query()], identity: CurrentIdentity, work: Work
) -> Items[Proposal]:
    """What the assistant proposed, the latest first. A reply carries its own as well."""
    return await service.list_proposals(work, identity, filters.state)


@router.post("/{proposal_id}/accept")
@needs("write")
async def accept_proposal(
    proposal_id: UUID,
    identity: CurrentIdentity,
    work: Work,
    settings: CurrentSettings,
    edit: ProposalEdit | None = None,
) -> Proposal:
    """Writes it, as proposed or as edited here. Accepted twice, it is written once."""
    return await decisions.accept(work, identity, proposal_id, edit or ProposalEdit(), settings.clock)


@router.post("/{proposal_id}/dismiss")
@needs("write")
async def dismiss_proposal(proposal_id: UUID, identity: CurrentIdentity, work: Work) -> Proposal:
    return await decisions.dismiss(work, identity, proposal_id)
