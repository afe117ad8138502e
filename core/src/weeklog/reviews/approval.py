"""What an approval signs: the lines with who wrote them and what stands behind them, the comments, what
supervisors from outside said, the round so far."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from weeklog.calendar import Week
from weeklog.comments.tables import ReviewCommentRow, list_review_comments
from weeklog.db.engine import Database
from weeklog.ids import new_id
from weeklog.people.tables import list_names
from weeklog.reviews.lines import StoredLine
from weeklog.reviews.moves import MoveRow, list_moves
from weeklog.reviews.signed_file import Json, canonical, write_signed
from weeklog.reviews.snapshots import insert_snapshot
from weeklog.reviews.storing import read_lines
from weeklog.reviews.tables import ReviewRow
from weeklog.signing.keys import Signer
from weeklog.supervisors.tables import RemarkRow, list_remarks
from weeklog.unit_of_work import UnitOfWork

Names = Mapping[UUID, str]


@dataclass(frozen=True)
class Approval:
    """Of which review of which week; `instance` is the address at which people reach this installation."""

    review: ReviewRow  # held by the caller, its approval noted already
    programme_name: str
    week: Week
    instance: str | None
    at: datetime


async def sign_approval(work: UnitOfWork, system: Database, signer: Signer, approval: Approval) -> None:
    """Keeps the review as `work.person_id` approves it now."""
    snapshot = await _snapshot(work, system, approval)
    key, row = await signer.key(), approval.review
    await work.run(
        insert_snapshot,
        id=new_id(),
        review_id=row.id,
        person_id=row.person_id,
        programme_id=row.programme_id,
        version=row.version,
        approved_by=work.person_id,
        key_id=key.id,
        sha256=hashlib.sha256(canonical(snapshot)).hexdigest(),
        file=write_signed(snapshot, key).decode(),
        at=approval.at,
    )


async def _snapshot(work: UnitOfWork, system: Database, approval: Approval) -> Json:
    row, week = approval.review, approval.week
    lines = read_lines(row.lines)
    comments = await work.all(list_review_comments, review_id=row.id)
    moves = await work.all(list_moves, review_id=row.id)
    remarks = await work.all(list_remarks, review_id=row.id)
    names = await _names(system, work.person_id, row, lines, comments, moves)
    return {
        "approved": {"at": _moment(approval.at), "by": _person(work.person_id, names)},
        "comments": [_comment(one, names) for one in comments],
        "instance": approval.instance,
        "lines": [_line(one, names) for one in lines],
        "person": _person(row.person_id, names),
        "programme": {"id": str(row.programme_id), "name": approval.programme_name},
        "remarks": [_remark(one) for one in remarks],
        "review": str(row.id),
        "round": [_move(one, names) for one in moves],
        "version": row.version,
        "week": {
            "number": week.number,
            "first_day": week.first.isoformat(),
            "last_day": week.last.isoformat(),
        },
    }


async def _names(
    system: Database,
    approver: UUID,
    row: ReviewRow,
    lines: Sequence[StoredLine],
    comments: Sequence[ReviewCommentRow],
    moves: Sequence[MoveRow],
) -> Names:
    wanted: set[UUID | None] = {approver, row.person_id}
    wanted |= {line.by for line in lines} | {one.author_id for one in comments} | {one.by for one in moves}
    found = await system.all(list_names, ids=[one for one in wanted if one is not None])
    return {one.id: one.name for one in found}


def _line(line: StoredLine, names: Names) -> Json:
    return {
        "id": str(line.id),
        "section": line.section,
        "text": line.text,
        "author": line.author,
        "by": _person(line.by, names),
        "at": _moment(line.at),
        "certainty": line.certainty,
        "evidence": [str(one) for one in line.evidence],
    }


def _comment(row: ReviewCommentRow, names: Names) -> Json:
    return {
        "id": str(row.id),
        "line": None if row.line_id is None else str(row.line_id),
        "by": _person(row.author_id, names),
        "at": _moment(row.created_at),
        "text": row.text,
    }


def _remark(row: RemarkRow) -> Json:
    """Of somebody without an account: they have a name and no id."""
    return {
        "name": row.name,
        "kind": row.kind,
        "version": row.version,
        "at": _moment(row.at),
        "text": row.text,
    }


def _move(row: MoveRow, names: Names) -> Json:
    return {
        "move": row.move,
        "by": _person(row.by, names),
        "at": _moment(row.at),
        "version": row.version,
        "text": row.reason,
    }


def _person(person_id: UUID | None, names: Names) -> dict[str, Any] | None:
    """None of a line that the draft wrote, and of somebody whose account is gone."""
    return None if person_id is None else {"id": str(person_id), "name": names.get(person_id, "")}


def _moment(at: datetime) -> str:
    """In UTC, as in 2026-10-09T11:00:00Z."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")
