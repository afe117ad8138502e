"""What a comment is about: whose it is, and what it says now."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from weeklog import access
from weeklog.comments.anchors import ArtifactAnchorRow, LineAnchorRow, ReviewAnchorRow, find_anchor
from weeklog.errors import Invalid, NotFound
from weeklog.ids import PersonId
from weeklog.reviews.lines import StoredLine
from weeklog.reviews.storing import read_lines
from weeklog.unit_of_work import UnitOfWork
from weeklog.vocabulary import SHOWN_REVIEWS
from weeklog_api.comments.schemas import AnchorNew
from weeklog_api.identity import Identity

MOST_TEXT = 300  # characters kept of what it said


@dataclass(frozen=True)
class Anchored:
    owner: PersonId
    week: int | None
    revision: int | None
    text: str
    line: int | None = None
    line_id: UUID | None = None


async def anchored(work: UnitOfWork, identity: Identity, anchor: AnchorNew) -> Anchored:
    """Raises NotFound for what the asker may not read, Invalid for a line or revision that it does not have."""
    row = await work.one(find_anchor[anchor.kind], id=anchor.id, programme_id=identity.own_programme.id)
    if row is None:
        raise NotFound(anchor.kind)
    try:
        access.require(identity.standing, "comment", of=row.person_id)
    except NotFound:
        raise NotFound(anchor.kind) from None
    _check(anchor)
    match row:
        case ReviewAnchorRow():
            return _review(row, anchor, own=row.person_id == identity.person_id)
        case ArtifactAnchorRow():
            return _artifact(row, anchor)
        case LineAnchorRow():
            return Anchored(row.person_id, row.week, None, _short(row.text))


def _check(anchor: AnchorNew) -> None:
    if (anchor.line is not None or anchor.line_id is not None) and anchor.kind != "review":
        named = "anchor.line" if anchor.line is not None else "anchor.line_id"
        raise Invalid.field(named, f"is of a review: leave it out for an {anchor.kind}")
    if anchor.revision is not None and anchor.kind != "artifact":
        raise Invalid.field("anchor.revision", "is of an artifact: leave it out")


def _review(row: ReviewAnchorRow, anchor: AnchorNew, *, own: bool) -> Anchored:
    readable = row.drafted_at is not None if own else row.state in SHOWN_REVIEWS
    if not readable:
        raise NotFound("review")
    if anchor.line is None and anchor.line_id is None:
        return Anchored(row.person_id, row.week, row.version, "")
    lines = read_lines(row.lines)
    place = _line(lines, anchor)
    return Anchored(row.person_id, row.week, row.version, _short(lines[place].text), place, lines[place].id)


def _line(lines: Sequence[StoredLine], anchor: AnchorNew) -> int:
    """Where the line stands; its id says which it is, its place only where it stands now."""
    if anchor.line_id is not None:
        found = next((at for at, line in enumerate(lines) if line.id == anchor.line_id), None)
        if found is None:
            raise Invalid.field("anchor.line_id", "is no line of the review as it is now: read it again")
        return found
    assert anchor.line is not None  # one of the two is given
    if anchor.line >= len(lines):
        raise Invalid.field(
            "anchor.line", f"must be from 0 to {len(lines) - 1}: the review has {len(lines)} lines"
        )
    return anchor.line


def _artifact(row: ArtifactAnchorRow, anchor: AnchorNew) -> Anchored:
    if anchor.revision is not None and anchor.revision > row.revision:
        raise Invalid.field("anchor.revision", f"must be from 1 to {row.revision}, its latest revision")
    return Anchored(row.person_id, row.week, anchor.revision, _short(row.title or row.name))


def _short(text: str) -> str:
    return text if len(text) <= MOST_TEXT else text[: MOST_TEXT - 1] + "…"
