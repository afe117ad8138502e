"""The document: drafted again, edited line by line, compared with what it was."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from weeklog import access
from weeklog.entries.tables import list_provable
from weeklog.errors import Conflict, Invalid, NotFound
from weeklog.ids import new_id
from weeklog.jobs.catalogue import DRAFT_REVIEW, DraftReview
from weeklog.reviews.document import LineEdit, accept, decline, difference, edit
from weeklog.reviews.lines import StoredLine
from weeklog.reviews.round import EDITABLE
from weeklog.reviews.storing import document_of, read_lines, save_document
from weeklog.reviews.tables import ask_for_review, hold_review, redraft_review
from weeklog.reviews.versions import find_version, list_versions
from weeklog.unit_of_work import UnitOfWork
from weeklog_api.identity import Identity
from weeklog_api.reviews.reading import find, read_review
from weeklog_api.reviews.schemas import (
    Difference,
    LineChange,
    LineDifference,
    ReviewPatch,
    ReviewRead,
    Version,
    VersionRead,
)
from weeklog_api.reviews.telling import tell
from weeklog_api.versions import check_version

LIVE = ("queued", "running")  # states of a job that will still come to an end
REDRAFTED = ("pending", *EDITABLE)


async def draft_now(work: UnitOfWork, identity: Identity, number: int) -> ReviewRead:
    """Makes the week's review, or drafts it again; while a draft is being made, asks for no second one."""
    mine = {"person_id": identity.person_id, "programme_id": identity.own_programme.id}
    this = mine | {"week": identity.week(number).number}
    await work.run(ask_for_review, id=new_id(), **this)
    review = await work.one(hold_review, **this)
    assert review is not None  # made above, or there before
    if review.state not in REDRAFTED:
        state = review.state.replace("_", " ")
        raise Conflict(f"the review of week {number} is {state}: it is no longer drafted")
    if review.job_state not in LIVE:
        job_id = await work.enqueue(DRAFT_REVIEW, DraftReview(review_id=review.id))
        await work.run(redraft_review, review_id=review.id, job_id=job_id)
    return await read_review(work, identity, review.id)


async def edit_review(
    work: UnitOfWork,
    identity: Identity,
    review_id: UUID,
    patch: ReviewPatch,
    meant: int | None,
    now: datetime,
) -> ReviewRead:
    row = await find(work, identity, review_id, hold=True)
    access.require(identity.standing, "write worklog", of=row.person_id)
    if row.programme_id != identity.own_programme.id:  # of one that they left, or do not work in now
        raise NotFound("review")
    if row.state not in EDITABLE:
        state = row.state.replace("_", " ")
        raise Conflict(f"the review of week {row.week} is {state}: take it back or reopen it to edit it")
    check_version(row.version, meant)
    await _check_evidence(work, identity, patch.lines)
    document = accept(document_of(row), patch.accept, now)
    document = decline(document, patch.decline)
    document = edit(document, [_line_edit(one) for one in patch.lines], identity.person_id, now)
    await save_document(work, row, document, why="edited", by=identity.person_id, at=now)
    review = await read_review(work, identity, review_id)
    tell(work, review, [identity.person_id])
    return review


async def list_all_versions(work: UnitOfWork, identity: Identity, review_id: UUID) -> list[Version]:
    """The latest first."""
    await find(work, identity, review_id)
    return [
        Version.model_validate(row, from_attributes=True)
        for row in await work.all(list_versions, review_id=review_id)
    ]


async def read_version(work: UnitOfWork, identity: Identity, review_id: UUID, version: int) -> VersionRead:
    await find(work, identity, review_id)
    return VersionRead(version=version, lines=list(await _lines(work, review_id, version)))


async def compare(
    work: UnitOfWork, identity: Identity, review_id: UUID, before: int | None, after: int | None
) -> Difference:
    """By default the latest version with the one before it."""
    row = await find(work, identity, review_id)
    to = row.version if after is None else after
    since = max(1, to - 1) if before is None else before
    changes = difference(await _lines(work, review_id, since), await _lines(work, review_id, to))
    return Difference(
        from_version=since,
        to_version=to,
        lines=[
            LineDifference(kind=one.kind, id=one.id, before=one.before, after=one.after) for one in changes
        ],
    )


async def _lines(work: UnitOfWork, review_id: UUID, version: int) -> tuple[StoredLine, ...]:
    row = await work.one(find_version, review_id=review_id, version=version)
    if row is None:
        raise NotFound("version")
    return read_lines(row.lines)


async def _check_evidence(work: UnitOfWork, identity: Identity, lines: Sequence[LineChange]) -> None:
    named = {entry for line in lines for entry in line.evidence or ()}
    if not named:
        return
    mine = {"person_id": identity.person_id, "programme_id": identity.own_programme.id}
    known = {row.id for row in await work.all(list_provable, **mine, ids=list(named))}
    for index, line in enumerate(lines):
        for place, entry in enumerate(line.evidence or ()):
            if entry not in known:
                raise Invalid.field(f"lines.{index}.evidence.{place}", "is no entry of yours: leave it out")


def _line_edit(one: LineChange) -> LineEdit:
    return LineEdit(
        id=one.id,
        text=None if one.text is None else one.text.strip(),
        section=one.section,
        evidence=one.evidence,
        after=one.after,
        first=one.first,
        delete=one.delete,
    )
