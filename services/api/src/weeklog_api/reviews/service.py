"""The round of a review: each move is checked, written, noted with its reason, and told. An approval is signed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from weeklog import access
from weeklog.db.engine import Database
from weeklog.db.rows import values_of
from weeklog.errors import Conflict, NotAllowed, NotFound
from weeklog.ids import new_id
from weeklog.jobs.catalogue import SEND_SUPERVISOR_MAIL, SendSupervisorMail
from weeklog.reviews.approval import Approval, sign_approval
from weeklog.reviews.moves import find_opening, insert_move, open_review
from weeklog.reviews.round import RULES, Move, refusal
from weeklog.reviews.storing import changes_since, read_sources, stored_sources
from weeklog.reviews.tables import ReviewRow, move_review, refresh_sources
from weeklog.signing.keys import Signer
from weeklog.supervisors.tables import list_alive_supervisors
from weeklog.unit_of_work import UnitOfWork
from weeklog_api.identity import Identity
from weeklog_api.reviews.reading import find, is_answered, party_of, read_review, say_changes
from weeklog_api.reviews.schemas import Approved, Refusal, ReviewRead
from weeklog_api.reviews.telling import readers_of, tell


class Changed(Conflict):
    """The week has changed since the review was made."""


@dataclass(frozen=True)
class Signing:
    """With what approvals are signed; `instance` is the address at which people reach this installation."""

    signer: Signer
    instance: str | None


async def move(
    work: UnitOfWork,
    identity: Identity,
    system: Database,
    signing: Signing,
    review_id: UUID,
    wanted: Move,
    now: datetime,
    *,
    reason: str = "",
    although_changed: bool = False,
) -> ReviewRead:
    row = await find(work, identity, review_id, hold=True)
    _require(identity, row, wanted)
    changed = await changes_since(work, row)
    answered = await is_answered(work, row)
    why = refusal(wanted, row.state, party_of(row, identity), changed=bool(changed), answered=answered)
    if why is not None:
        raise Conflict(f"the review of week {row.week} cannot be moved: {why}")
    if wanted == "submit" and changed and not although_changed:
        raise Changed(
            f"the week has changed since the review was made ({say_changes(changed)}): look at it, draft it again, "
            "or submit it with `although_changed`"
        )
    await _write(work, identity, row, wanted, now, reason)
    if wanted == "approve":
        await sign_approval(work, system, signing.signer, _approval(identity, signing, row, now))
    if wanted == "submit":
        await _mail_supervisors(work, row, now)
    review = await read_review(work, identity, review_id)
    tell(work, review, await readers_of(system, row.programme_id, row.person_id))
    return review


async def _mail_supervisors(work: UnitOfWork, row: ReviewRow, now: datetime) -> None:
    """To those from outside who were invited to the person's reviews."""
    this = {"person_id": row.person_id, "programme_id": row.programme_id}
    for one in await work.all(list_alive_supervisors, **this, now=now):
        mail = SendSupervisorMail(supervisor_id=one.id, review_id=row.id)
        await work.enqueue(SEND_SUPERVISOR_MAIL, mail)


async def note_opened(work: UnitOfWork, identity: Identity, review_id: UUID, now: datetime) -> None:
    """That who asks has this version of somebody else's review before them."""
    row = await find(work, identity, review_id)
    if row.person_id == identity.person_id:
        return
    this = {"review_id": review_id, "person_id": row.person_id, "programme_id": row.programme_id}
    await work.run(open_review, **this, reader_id=identity.person_id, version=row.version, at=now)


def _approval(identity: Identity, signing: Signing, row: ReviewRow, now: datetime) -> Approval:
    return Approval(
        review=row,
        programme_name=identity.own_programme.name,
        week=identity.week(row.week),
        instance=signing.instance,
        at=now,
    )


async def approve_together(
    work: UnitOfWork, identity: Identity, system: Database, signing: Signing, ids: list[UUID], now: datetime
) -> Approved:
    """Those that who asks has opened, as they are now; each of the others is refused with its reason."""
    approved: list[UUID] = []
    refused: list[Refusal] = []
    for review_id in dict.fromkeys(ids):
        try:
            await _check_opened(work, identity, review_id)
            await move(work, identity, system, signing, review_id, "approve", now)
        except (Conflict, NotFound, NotAllowed) as error:
            refused.append(Refusal(id=review_id, why=str(error)))
        else:
            approved.append(review_id)
    return Approved(approved=approved, refused=refused)


async def _check_opened(work: UnitOfWork, identity: Identity, review_id: UUID) -> None:
    row = await find(work, identity, review_id, hold=True)
    opened = await work.value(find_opening, review_id=review_id, reader_id=identity.person_id)
    if opened != row.version:
        was = "you have not opened it" if opened is None else "it was changed since you opened it"
        raise Conflict(f"{was}: read it, then approve it")


def _require(identity: Identity, row: ReviewRow, wanted: Move) -> None:
    if row.programme_id != identity.own_programme.id:  # of one that they left, or do not work in now
        raise NotFound("review")
    own = row.person_id == identity.person_id
    if own and "owner" not in RULES[wanted].by:
        raise NotAllowed("nobody answers their own review: a mentor, a substitute or the lead does")
    if not own and "reviewer" not in RULES[wanted].by:
        raise NotAllowed("only its owner may do this: send it back with a reason instead")
    access.require(identity.standing, "write worklog" if own else "answer review", of=row.person_id)


async def _write(
    work: UnitOfWork, identity: Identity, row: ReviewRow, wanted: Move, now: datetime, reason: str
) -> None:
    after = values_of(row, *_MOMENTS) | _moments(wanted, identity, now)
    await work.run(move_review, review_id=row.id, state=RULES[wanted].after, **after)
    if wanted in ("submit", "approve"):  # what is submitted or approved speaks of the week as it is now
        await work.run(
            refresh_sources, review_id=row.id, sources=stored_sources(await read_sources(work, row))
        )
    this = values_of(row, "person_id", "programme_id", "version")
    await work.run(
        insert_move,
        id=new_id(),
        review_id=row.id,
        **this,
        move=wanted,
        by=identity.person_id,
        reason=reason,
        at=now,
    )


_MOMENTS = ("submitted_at", "sent_back_at", "approved_at", "approved_by", "published_at")


def _moments(wanted: Move, identity: Identity, now: datetime) -> dict[str, Any]:
    not_approved: dict[str, Any] = {"approved_at": None, "approved_by": None, "published_at": None}
    match wanted:
        case "submit":
            return {"submitted_at": now, "sent_back_at": None}
        case "take-back":
            return {"submitted_at": None}
        case "send-back" | "reopen":
            return {"submitted_at": None, "sent_back_at": now} | not_approved
        case "approve":
            return {"approved_at": now, "approved_by": identity.person_id}
        case "publish":
            return {"published_at": now}
