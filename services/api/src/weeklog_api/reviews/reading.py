"""A review as it is answered: found, readable by who asks, with what stands around it."""

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from weeklog import access
from weeklog.audit.adding import add_to_audit
from weeklog.comments.tables import find_answer
from weeklog.db.rows import values_of
from weeklog.entries.tables import list_week_entries
from weeklog.errors import Conflict, NotFound
from weeklog.ids import PersonId
from weeklog.reviews.freshness import WeekChange
from weeklog.reviews.markdown import review_markdown
from weeklog.reviews.moves import list_moves
from weeklog.reviews.round import Party, moves
from weeklog.reviews.run_words import run_words
from weeklog.reviews.runs import list_runs
from weeklog.reviews.snapshots import describe_snapshot, find_snapshot
from weeklog.reviews.storing import changes_since, document_of
from weeklog.reviews.tables import ReviewRow, find_review, list_reviews, lock_review
from weeklog.supervisors.tables import list_remarks
from weeklog.unit_of_work import Store, UnitOfWork
from weeklog.vocabulary import SHOWN_REVIEWS
from weeklog_api.identity import Identity
from weeklog_api.reviews.schemas import (
    Check,
    Review,
    ReviewMove,
    ReviewRead,
    ReviewRun,
    Signature,
    SupervisorRemark,
)

_AS_STORED = (
    "id", "person_id", "week", "state", "version", "facts", "due_at", "drafted_at", "touched_at", "submitted_at",
    "sent_back_at", "approved_at", "approved_by", "published_at",
)  # fmt: skip


async def reviews(work: UnitOfWork, identity: Identity, person_id: PersonId) -> list[Review]:
    """The latest week first."""
    theirs = {"person_id": person_id, "programme_id": identity.own_programme.id}
    rows = await work.all(list_reviews, **theirs, asker=identity.person_id)
    return [review_of(row, identity) for row in rows]


async def runs(work: UnitOfWork, identity: Identity, person_id: PersonId) -> list[ReviewRun]:
    """The latest first."""
    theirs = {"person_id": person_id, "programme_id": identity.own_programme.id}
    return [
        ReviewRun(**values_of(row), text=run_words(row.reason, identity.language))
        for row in await work.all(list_runs, **theirs)
    ]


async def read_review(work: UnitOfWork, identity: Identity, review_id: UUID) -> ReviewRead:
    row = await find(work, identity, review_id)
    changed = await changes_since(work, row)
    told = [
        ReviewMove.model_validate(one, from_attributes=True)
        for one in await work.all(list_moves, review_id=review_id)
    ]
    own = row.person_id == identity.person_id
    may = moves(
        row.state,
        party_of(row, identity),
        changed=bool(changed),
        answered=await is_answered(work, row),
    )
    return ReviewRead(
        **review_of(row, identity).model_dump(),
        changes=changed,
        moves=told,
        signature=await _signature(work, row, changed=bool(changed)),
        remarks=[
            SupervisorRemark.model_validate(one, from_attributes=True)
            for one in await work.all(list_remarks, review_id=review_id)
        ],
        may=may if _may_move(row, identity) else [],
        checks=await _checks(work, row) if own and row.drafted_at else [],
    )


async def find(work: UnitOfWork, identity: Identity, review_id: UUID, *, hold: bool = False) -> ReviewRow:
    """One's own, or one that somebody whom one follows has submitted. `hold`: until the unit of work ends."""
    row = await work.one(find_review, id=review_id)
    if row is None:
        raise NotFound("review")
    if hold:  # only what may be changed can be held: what cannot is refused by its state
        row = await work.one(lock_review, id=review_id) or row
    own = row.person_id == identity.person_id
    if not own and (
        row.state not in SHOWN_REVIEWS or not access.may(identity.standing, "read worklog", of=row.person_id)
    ):
        raise NotFound("review")
    return row


@dataclass(frozen=True)
class SignedFile:
    week: int
    sha256: str
    file: str


async def note_export(
    system_store: Store, identity: Identity, row: ReviewRow, form: Literal["md", "pdf", "signed"]
) -> None:
    """In the audit log, where the review is somebody else's."""
    if row.person_id == identity.person_id:
        return
    async with system_store.begin(identity.person_id) as work:
        await add_to_audit(work, row.programme_id, "review.exported", row.person_id, week=row.week, form=form)


async def snapshot(work: UnitOfWork, identity: Identity, review_id: UUID) -> SignedFile:
    """As it was approved last."""
    row = await find(work, identity, review_id)
    signed = await work.one(find_snapshot, review_id=review_id)
    if signed is None:
        raise Conflict(f"the review of week {row.week} is not signed: only its approval signs it")
    return SignedFile(row.week, signed.sha256, signed.file)


async def _signature(work: UnitOfWork, row: ReviewRow, *, changed: bool) -> Signature | None:
    signed = await work.one(describe_snapshot, review_id=row.id)
    if signed is None:
        return None
    return Signature(**values_of(signed), current=row.approved_at is not None and not changed)


def party_of(row: ReviewRow, identity: Identity) -> Party:
    return "owner" if row.person_id == identity.person_id else "reviewer"


async def is_answered(work: UnitOfWork, row: ReviewRow) -> bool:
    """Whether somebody else has said something about it since it was submitted."""
    if row.submitted_at is None:
        return False
    since = {"since": row.submitted_at, "owner": row.person_id}
    return await work.value(find_answer, review_id=row.id, **since) is not None


def review_of(row: ReviewRow, identity: Identity) -> Review:
    document = document_of(row)
    drafted = row.drafted_at is not None
    own = row.person_id == identity.person_id
    return Review(
        **values_of(row, *_AS_STORED),
        lines=list(document.lines),
        offers=list(document.offers) if own else [],
        markdown=review_markdown(row.week, document.lines, identity.language) if drafted else None,
    )


def say_changes(changed: list[WeekChange]) -> str:
    """In a few words, for a refusal."""
    said = [f"{one.what} {one.kind}: “{_short(one.was or one.text)}”" for one in changed[:_MOST_SAID]]
    more = len(changed) - len(said)
    return "; ".join(said) + (f"; and {more} more" if more else "")


_MOST_SAID = 5
_LONGEST_SAID = 90  # characters


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST_SAID else text[: _LONGEST_SAID - 1] + "…"


def _may_move(row: ReviewRow, identity: Identity) -> bool:
    if row.person_id == identity.person_id:
        return access.may(identity.standing, "write worklog")
    return access.may(identity.standing, "answer review", of=row.person_id)


async def _checks(work: UnitOfWork, row: ReviewRow) -> list[Check]:
    document = document_of(row)
    used = {entry for line in document.lines for entry in line.evidence}
    this = values_of(row, "person_id", "programme_id", "week")
    unused = [one for one in await work.all(list_week_entries, **this) if one.id not in used]
    checks = [
        Check(kind="entry_unused", id=one.id, message=f"no line speaks of “{_short(one.text)}”")
        for one in unused
    ]
    for line in document.lines:
        if line.certainty == "unsure":
            asked = line.text if line.section == "check" else f"please confirm: {line.text}"
            checks.append(Check(kind="unsure", id=line.id, message=_short(asked)))
        elif line.section == "achievements" and not line.evidence:
            checks.append(
                Check(
                    kind="no_evidence",
                    id=line.id,
                    message=f"not linked to an entry yet: “{_short(line.text)}”",
                )
            )
    return checks + [
        Check(kind="offer", id=one.id, message=f"the draft says otherwise now: “{_short(one.line.text)}”")
        for one in document.offers
    ]
