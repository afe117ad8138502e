"""How a review's lines change: a draft is made again, or its owner edits it. Pure.

- A draft that nobody has touched is replaced as a whole.
- Once somebody has, a new draft changes lines that nobody touched, and offers the rest as differences.
- What a person deleted stays deleted: its key is remembered, and never drafted nor offered again.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from weeklog.errors import Invalid
from weeklog.ids import new_id
from weeklog.reviews.lines import PERSON, Line, StoredLine, line_id, stored

MOST_LINES = 500


class Offer(BaseModel):
    """What a new draft would say otherwise, for the owner to accept or to decline."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: UUID  # of the line that it would add, change or remove
    kind: Literal["add", "change", "remove"]
    line: Line  # as the draft says it; of a removal, as it stands


@dataclass(frozen=True)
class Document:
    review_id: UUID
    lines: tuple[StoredLine, ...] = ()
    offers: tuple[Offer, ...] = ()
    deleted: frozenset[str] = field(default_factory=frozenset[str])  # keys
    touched: bool = False  # by a person, at any time


@dataclass(frozen=True)
class LineEdit:
    """`id` of a line that is there, or none for a new one; what is none stays as it is."""

    id: UUID | None = None
    text: str | None = None
    section: str | None = None
    evidence: tuple[UUID, ...] | None = None
    after: UUID | None = None  # behind which line it stands
    first: bool = False  # before all lines
    delete: bool = False


def redraft(document: Document, drafted: Sequence[Line], at: datetime) -> Document:
    """With what a new draft says."""
    new = [stored(document.review_id, line, at) for line in drafted if line.key not in document.deleted]
    if not document.touched:
        known = {line.id: line for line in document.lines}
        return replace(document, lines=tuple(_unchanged(known.get(line.id), line) for line in new), offers=())
    return _merged(document, new)


def _unchanged(before: StoredLine | None, now: StoredLine) -> StoredLine:
    """The line as it was, when a reader sees no difference: its time is when it was written."""
    return before if before is not None and before.said == now.said else now


def _merged(document: Document, new: Sequence[StoredLine]) -> Document:
    drafts = {line.id: line for line in new}
    lines = tuple(
        line if line.touched else _unchanged(line, drafts[line.id])
        for line in document.lines
        if line.touched or line.id in drafts
    )
    here = {line.id for line in lines}
    added = [Offer(id=line.id, kind="add", line=_line(line)) for line in new if line.id not in here]
    return replace(document, lines=lines, offers=(*_offers(lines, drafts), *added))


def _offers(lines: Iterable[StoredLine], drafts: dict[UUID, StoredLine]) -> Iterable[Offer]:
    for line in lines:
        if not line.touched or line.drafted is None:  # a line that a person added was never the draft's
            continue
        draft = drafts.get(line.id)
        if draft is None:
            yield Offer(id=line.id, kind="remove", line=_line(line))
        elif draft.text not in (line.drafted, line.text):
            yield Offer(id=line.id, kind="change", line=_line(draft))


def _line(line: StoredLine) -> Line:
    return Line.model_validate(line.model_dump(include=set(Line.model_fields)))


def edit(document: Document, edits: Sequence[LineEdit], by: UUID, at: datetime) -> Document:
    """With all of the edits, in their order; none when one of them is wrong. Raises Invalid, naming it."""
    lines = list(document.lines)
    deleted = set(document.deleted)
    for index, one in enumerate(edits):
        place = _place(lines, one, index)
        if one.delete:
            deleted.add(lines.pop(place).key)
            continue
        line = _written(document.review_id, lines.pop(place) if one.id else None, one, index, by, at)
        lines.insert(_target(lines, one, place, index), line)
    if len(lines) > MOST_LINES:
        raise Invalid.field("lines", f"makes {len(lines)} lines: a review has at most {MOST_LINES}")
    return replace(document, lines=tuple(lines), deleted=frozenset(deleted), touched=True)


def accept(document: Document, wanted: Iterable[UUID], at: datetime) -> Document:
    """With offers taken in. A line that was accepted is the draft's again, until it is touched once more."""
    by_id = {offer.id: offer for offer in document.offers}
    lines = list(document.lines)
    taken: set[UUID] = set()
    for index, one in enumerate(wanted):
        offer = by_id.get(one)
        if offer is None:
            raise Invalid.field(f"accept.{index}", "is no offer of this review: read it again")
        taken.add(one)
        line = stored(document.review_id, offer.line, at)
        at_place = next((place for place, there in enumerate(lines) if there.id == one), None)
        if offer.kind == "add":
            lines.insert(_end_of_section(lines, line.section), line)
        elif at_place is not None:
            lines[at_place : at_place + 1] = [] if offer.kind == "remove" else [line]
    return replace(document, lines=tuple(lines), offers=_without(document, taken), touched=True)


def decline(document: Document, refused: Iterable[UUID]) -> Document:
    """Offers that are not wanted: what would be added counts as deleted, what would be changed or removed stays."""
    gone = set(refused)
    declined = [offer for offer in document.offers if offer.id in gone]
    deleted = {offer.line.key for offer in declined if offer.kind == "add"}
    kept = {offer.id: offer.line.text for offer in declined if offer.kind == "change"}
    orphaned = {offer.id for offer in declined if offer.kind == "remove"}
    lines = tuple(
        line.model_copy(update={"drafted": None if line.id in orphaned else kept.get(line.id, line.drafted)})
        for line in document.lines
    )
    return replace(
        document,
        lines=lines,
        offers=_without(document, gone),
        deleted=document.deleted | deleted,
        touched=True,
    )


def _without(document: Document, ids: set[UUID]) -> tuple[Offer, ...]:
    return tuple(offer for offer in document.offers if offer.id not in ids)


def _place(lines: Sequence[StoredLine], one: LineEdit, index: int) -> int:
    if one.id is None:
        if one.delete or one.text is None:
            raise Invalid.field(f"lines.{index}.text", "must not be left out: a new line has a text")
        return len(lines)
    found = next((place for place, line in enumerate(lines) if line.id == one.id), None)
    if found is None:
        raise Invalid.field(f"lines.{index}.id", "is no line of this review: read it again")
    return found


def _written(
    review_id: UUID, before: StoredLine | None, one: LineEdit, index: int, by: UUID, at: datetime
) -> StoredLine:
    if before is None:
        key = f"person:{new_id()}"
        return StoredLine(
            key=key, section=one.section or "notes", text=one.text or "", evidence=one.evidence or (),
            author=PERSON, id=line_id(review_id, key), touched=True, by=by, at=at,
        )  # fmt: skip
    if one.text is not None and not one.text.strip():
        raise Invalid.field(f"lines.{index}.text", "must not be empty: send `delete` to remove the line")
    said: dict[str, object] = {
        name: value
        for name, value in (("text", one.text), ("section", one.section), ("evidence", one.evidence))
        if value is not None
    }
    if not said:  # moved only
        return before
    drafted = before.drafted if before.touched else before.text
    return before.model_copy(
        update={
            **said,
            "author": PERSON,
            "certainty": "sure",
            "touched": True,
            "drafted": drafted,
            "by": by,
            "at": at,
        }
    )


def _target(lines: Sequence[StoredLine], one: LineEdit, place: int, index: int) -> int:
    if one.first:
        return 0
    if one.after is not None:
        found = next((at for at, line in enumerate(lines) if line.id == one.after), None)
        if found is None:
            raise Invalid.field(f"lines.{index}.after", "is no line of this review: read it again")
        return found + 1
    return place if one.id else _end_of_section(lines, one.section or "notes")


def _end_of_section(lines: Sequence[StoredLine], section: str) -> int:
    """Behind the last line of the section; behind all lines when it has none."""
    return next((at + 1 for at in range(len(lines) - 1, -1, -1) if lines[at].section == section), len(lines))


@dataclass(frozen=True)
class LineChange:
    kind: Literal["added", "changed", "removed", "moved"]
    id: UUID
    before: StoredLine | None
    after: StoredLine | None


def difference(before: Sequence[StoredLine], after: Sequence[StoredLine]) -> list[LineChange]:
    """Line by line, in the order of what is there now; then what is gone."""
    was = {line.id: line for line in before}
    now = {line.id for line in after}
    order = {line.id: at for at, line in enumerate(line for line in before if line.id in now)}
    changes: list[LineChange] = []
    highest = -1
    for line in after:
        old = was.get(line.id)
        if old is None:
            changes.append(LineChange("added", line.id, None, line))
            continue
        if old.said != line.said:
            changes.append(LineChange("changed", line.id, old, line))
        elif order[line.id] < highest:
            changes.append(LineChange("moved", line.id, old, line))
        highest = max(highest, order[line.id])
    return changes + [LineChange("removed", line.id, line, None) for line in before if line.id not in now]
