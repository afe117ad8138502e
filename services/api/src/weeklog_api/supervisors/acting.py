"""What a supervisor from outside does with a review: ask for a code, and with it say something.

To open the link does nothing, and neither does whatever a program sends to it: programs that look at every
address of a mail open and post. Only the code, which goes to the supervisor's own address, lets somebody act.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from weeklog.errors import Conflict, NotFound, TooMany
from weeklog.ids import new_id
from weeklog.jobs.catalogue import SEND_SUPERVISOR_MAIL, SendSupervisorMail
from weeklog.supervisors.links import CODE_LIFETIME, is_code
from weeklog.supervisors.tables import (
    CodeRow,
    SupervisedReviewRow,
    hold_supervisor,
    insert_remark,
    list_supervised,
    set_code,
)
from weeklog.unit_of_work import UnitOfWork
from weeklog.vocabulary import SupervisorRemarkKind

BETWEEN_CODES: Final = timedelta(minutes=1)
MOST_CODES: Final = 10  # in a day
MOST_FAILURES: Final = 5  # then a code is good for nothing


class ChangedSince(Conflict):
    """The review is not the one that was on their screen: nobody agrees with what they have not read."""


@dataclass(frozen=True)
class Said:
    kind: SupervisorRemarkKind
    text: str
    code: str
    version: int  # of the review that they read


async def reviews(work: UnitOfWork, supervisor_id: UUID, now: datetime) -> list[SupervisedReviewRow]:
    """The latest week first; none when the link is good for nothing any more."""
    return await work.all(list_supervised, supervisor_id=supervisor_id, now=now)


async def ask_for_code(work: UnitOfWork, supervisor_id: UUID, now: datetime) -> None:
    """Works on behalf of the person whose reviews they read, as all of this does."""
    row = await _hold(work, supervisor_id, now)
    asked = row.codes_asked if row.code_asked_at and row.code_asked_at.date() == now.date() else 0
    if row.code_asked_at is not None and now - row.code_asked_at < BETWEEN_CODES:
        wait = (row.code_asked_at + BETWEEN_CODES - now).total_seconds()
        raise TooMany("a code was mailed a moment ago: look for it, or ask again in a minute", wait)
    if asked >= MOST_CODES:
        raise TooMany("too many codes were asked for today: try again tomorrow", 3600.0)
    await work.run(
        set_code,
        supervisor_id=supervisor_id,
        new_code_nonce=secrets.token_bytes(16),
        new_code_until=now + CODE_LIFETIME,
        new_code_failures=0,
        new_code_asked_at=now,
        new_codes_asked=asked + 1,
    )
    await work.enqueue(
        SEND_SUPERVISOR_MAIL,
        SendSupervisorMail(supervisor_id=supervisor_id, review_id=None),
    )


async def act(
    work: UnitOfWork, keys: Sequence[str], supervisor_id: UUID, week: int, said: Said, now: datetime
) -> bool:
    """False when the code is not good. A code stays good where what was said cannot be kept."""
    allowed = await _is_allowed(work, keys, supervisor_id, said.code, now)
    if allowed:
        await _remark(work, supervisor_id, week, said, now)
    return allowed


async def _is_allowed(
    work: UnitOfWork, keys: Sequence[str], supervisor_id: UUID, code: str, now: datetime
) -> bool:
    """Uses the code up: it is good once. Each one that is wrong counts, and the caller keeps that."""
    row = await _hold(work, supervisor_id, now)
    nonce, until = row.code_nonce, row.code_until
    alive = nonce is not None and until is not None and until > now and row.code_failures < MOST_FAILURES
    good = alive and nonce is not None and is_code(keys, supervisor_id, nonce, code)
    await work.run(
        set_code,
        supervisor_id=supervisor_id,
        new_code_nonce=None if good else nonce,
        new_code_until=until,
        new_code_failures=row.code_failures + (not good),
        new_code_asked_at=row.code_asked_at,
        new_codes_asked=row.codes_asked,
    )
    return good


async def _remark(work: UnitOfWork, supervisor_id: UUID, week: int, said: Said, now: datetime) -> None:
    row = await _hold(work, supervisor_id, now)
    review = next((one for one in await reviews(work, supervisor_id, now) if one.week == week), None)
    if review is None:
        raise NotFound("review")
    if review.archived:
        raise Conflict("the programme is archived: it can be read, not changed")
    if review.version != said.version:
        raise ChangedSince("the review has changed since it was read")
    await work.run(
        insert_remark,
        id=new_id(),
        supervisor_id=supervisor_id,
        review_id=review.id,
        person_id=row.person_id,
        programme_id=row.programme_id,
        name=row.name,
        kind=said.kind,
        version=review.version,
        text=said.text,
        at=now,
    )


async def _hold(work: UnitOfWork, supervisor_id: UUID, now: datetime) -> CodeRow:
    row = await work.one(hold_supervisor, id=supervisor_id, now=now)
    if row is None:
        raise NotFound("supervisor")
    return row
