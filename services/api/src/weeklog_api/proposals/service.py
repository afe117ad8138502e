from collections.abc import Sequence
from uuid import UUID

from weeklog.proposals.tables import ProposalRow, list_reply_proposals
from weeklog.proposals.tables import list_proposals as list_rows
from weeklog.unit_of_work import UnitOfWork
from weeklog.vocabulary import ProposalState
from weeklog_api.identity import Identity
from weeklog_api.proposals.schemas import Proposal
from weeklog_api.schemas import Items


def shown(row: ProposalRow) -> Proposal:
    return Proposal.model_validate(row, from_attributes=True)


async def list_proposals(work: UnitOfWork, identity: Identity, state: ProposalState) -> Items[Proposal]:
    rows = await work.all(
        list_rows, person_id=identity.person_id, programme_id=identity.own_programme.id, state=state
    )
    return Items(items=[shown(row) for row in rows])


async def of_replies(work: UnitOfWork, reply_ids: Sequence[UUID]) -> dict[UUID, list[Proposal]]:
    found: dict[UUID, list[Proposal]] = {}
    for row in await work.all(list_reply_proposals, reply_ids=list(reply_ids)):
        found.setdefault(row.reply_id, []).append(shown(row))
    return found
