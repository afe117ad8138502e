"""Accepting writes what was proposed, through the same rules as everything that a person writes."""

from typing import Any
from uuid import UUID

from pydantic import ValidationError

from weeklog import access
from weeklog.errors import Conflict, Fault, Invalid, NotFound, Stale
from weeklog.proposals.catalogue import (
    EntryProposed,
    ObjectiveProposed,
    ObjectiveStateProposed,
    Proposed,
    ReviewLineProposed,
    ReviewProposed,
    StatusProposed,
    read_proposed,
)
from weeklog.proposals.tables import ProposalRow, decide_proposal, hold_proposal
from weeklog.settings import Clock
from weeklog.unit_of_work import UnitOfWork
from weeklog.vocabulary import ProposalState
from weeklog_api.entries import service as entries
from weeklog_api.entries.schemas import EntryNew, EntryPatch
from weeklog_api.identity import Identity
from weeklog_api.proposals.schemas import Proposal, ProposalEdit
from weeklog_api.proposals.service import shown
from weeklog_api.reviews.editing import edit_review
from weeklog_api.reviews.schemas import LineChange, ReviewPatch
from weeklog_api.weeks import objectives
from weeklog_api.weeks import service as weeks
from weeklog_api.weeks.schemas import ObjectiveNew, ObjectivePatch


async def accept(
    work: UnitOfWork, identity: Identity, proposal_id: UUID, edit: ProposalEdit, clock: Clock
) -> Proposal:
    access.require(identity.standing, "write worklog")
    row = await _held(work, identity, proposal_id)
    if row.state == "accepted":
        return shown(row)
    if row.state == "dismissed":
        raise Conflict("it was dismissed: ask the assistant again")
    proposed = _edited(row, edit)
    result_id = await _write(work, identity, proposed, clock)
    return await _decide(work, row, "accepted", proposed, result_id)


async def dismiss(work: UnitOfWork, identity: Identity, proposal_id: UUID) -> Proposal:
    row = await _held(work, identity, proposal_id)
    if row.state == "dismissed":
        return shown(row)
    if row.state == "accepted":
        raise Conflict("it was accepted: undo what it wrote instead")
    return await _decide(work, row, "dismissed", read_proposed(row.kind, row.content), None)


async def _held(work: UnitOfWork, identity: Identity, proposal_id: UUID) -> ProposalRow:
    """Of the programme that they work in: what is accepted is written there."""
    row = await work.one(hold_proposal, id=proposal_id, programme_id=identity.own_programme.id)
    if row is None:
        raise NotFound("proposal")
    return row


def _edited(row: ProposalRow, edit: ProposalEdit) -> Proposed:
    changes = edit.model_dump(exclude_unset=True, mode="json")
    if row.kind == "review":
        changes = _of_its_line(row, changes)
    if row.kind == "entry" and "start_on" in changes and "end_on" not in changes:
        changes["end_on"] = max(changes["start_on"], row.content["end_on"])
    if unknown := changes.keys() - row.content.keys():
        raise Invalid(*(Fault(name, f"is no part of this {row.kind}: leave it out") for name in unknown))
    try:
        return read_proposed(row.kind, row.content | changes)
    except ValidationError as error:
        faults = (Fault(".".join(map(str, one["loc"][1:])), one["msg"]) for one in error.errors())
        raise Invalid(*faults) from None


def _of_its_line(row: ProposalRow, changes: dict[str, Any]) -> dict[str, Any]:
    """Of an edit of a review only what its one line says may be worded otherwise."""
    lines = row.content["lines"]
    if wrong := changes.keys() - {"text"}:
        raise Invalid(*(Fault(name, "is no part of this review's edit: leave it out") for name in wrong))
    if not changes:
        return changes
    if len(lines) != 1 or not lines[0]["text"]:
        raise Invalid.field("text", "stands for one new line: accept the edit as it is, then edit the review")
    return {"lines": [lines[0] | changes]}


async def _write(work: UnitOfWork, identity: Identity, proposed: Proposed, clock: Clock) -> UUID:
    today = identity.today(clock)
    match proposed:
        case EntryProposed():
            new = EntryNew.model_validate(proposed.model_dump(exclude={"kind"}))
            return (await entries.log_entry(work, identity, new, today)).id
        case StatusProposed(entry_id=entry_id, status=status):
            patch = EntryPatch(status=status)
            return (await entries.edit_entry(work, identity, entry_id, patch, None, today)).id
        case ObjectiveProposed(week=week, text=text):
            return await _add_objective(work, identity, week, text)
        case ObjectiveStateProposed(objective_id=objective_id, state=state):
            patch = ObjectivePatch(state=state)
            return (await objectives.change_one(work, identity, objective_id, patch)).id
        case ReviewProposed():
            return await _edit_review(work, identity, proposed, clock)


async def _edit_review(work: UnitOfWork, identity: Identity, proposed: ReviewProposed, clock: Clock) -> UUID:
    patch = ReviewPatch(lines=tuple(map(_line, proposed.lines)))
    try:
        return (await edit_review(work, identity, proposed.review_id, patch, proposed.version, clock())).id
    except Stale:
        raise Conflict("the review was changed since: ask the assistant again") from None


def _line(one: ReviewLineProposed) -> LineChange:
    match one.change:
        case "remove":
            return LineChange(id=one.id, delete=True)
        case "add":
            return LineChange(
                text=one.text, section=one.section, after=one.after, evidence=one.evidence or None
            )
        case "change":
            return LineChange(id=one.id, text=one.text)
        case "move":
            is_same = one.text == one.was
            return LineChange(
                id=one.id, text=None if is_same else one.text, section=one.section, after=one.after
            )


async def _decide(
    work: UnitOfWork, row: ProposalRow, state: ProposalState, proposed: Proposed, result_id: UUID | None
) -> Proposal:
    decided = await work.one(
        decide_proposal,
        proposal_id=row.id,
        new_state=state,
        new_content=proposed.model_dump(mode="json", exclude={"kind"}),
        result=result_id,
    )
    assert decided is not None  # it is held
    return shown(decided)


async def _add_objective(work: UnitOfWork, identity: Identity, week: int, text: str) -> UUID:
    now = await weeks.read_week(work, identity, identity.person_id, week)
    kept = [ObjectiveNew(id=one.id, text=one.text) for one in now.objectives]
    lines = await objectives.put_all(work, identity, week, [*kept, ObjectiveNew(text=text)])
    return lines[-1].id
