"""Sections and their items. A section ends where a heading of its level, a higher one, or one with a role begins."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from weeklog.hugo.model import Item, Place, Section, SectionRole
from weeklog.hugo.read.outline import BOLD_LEVEL, Block
from weeklog.hugo.read.source import bare
from weeklog.hugo.read.task_lines import TaskLine
from weeklog.hugo.read.typed import typed_in_item
from weeklog.hugo.read.words import section_role

_CHECKBOX = re.compile(r"\[[ xX]\]\s+")
_LISTED: frozenset[SectionRole] = frozenset({"objectives", "tasks", "achievements"})

_CLOSED: frozenset[SectionRole] = frozenset({"next_week", "assessment", "challenges", "lessons", "summary"})


class _Heading(NamedTuple):
    block: Block
    role: SectionRole


def find_sections(blocks: Sequence[Block], last: int) -> tuple[Section, ...]:
    """`last` is the number of lines. Bold lines count as headings only for the three main sections, and only where the
    page has no real heading for them."""
    headings = [_Heading(block, section_role(block.text)) for block in blocks if block.kind == "heading"]
    missing = _LISTED - {heading.role for heading in headings}
    bold = [_Heading(block, section_role(block.text)) for block in blocks if block.kind == "bold"]
    headings += [heading for heading in bold if heading.role in missing]
    headings.sort(key=lambda heading: heading.block.start)
    headings = _without_chapters(headings)
    return tuple(
        Section(role, block.text, block.level, Place(block.start + 1, end))
        for (block, role), end in zip(headings, _ends(headings, last), strict=True)
    )


def _without_chapters(headings: Sequence[_Heading]) -> list[_Heading]:
    """A chapter of the author's reflections or plans opens no list of objectives, tasks or achievements."""
    found: list[_Heading] = []
    closed_at: int | None = None
    for block, role in headings:
        if closed_at is not None and block.level <= closed_at:
            closed_at = None
        inside = closed_at is not None and role in _LISTED
        found.append(_Heading(block, "unknown" if inside else role))
        if closed_at is None and role in _CLOSED:
            closed_at = block.level
    return found


def _ends(headings: Sequence[_Heading], last: int) -> list[int]:
    """A deeper heading ends a section only where it opens another of the three main ones: authors skip levels, and
    achievements have chapters of their own."""
    next_of_level = [last] * (BOLD_LEVEL + 1)
    next_listed = last
    ends: list[int] = []
    for block, role in reversed(headings):
        ends.append(min(next_listed, *next_of_level[: block.level + 1]))
        next_of_level[block.level] = block.start
        next_listed = block.start if role in _LISTED else next_listed
    return ends[::-1]


def items_of(
    role: SectionRole, sections: Sequence[Section], blocks: Sequence[Block], lines: Sequence[str]
) -> tuple[Item, ...]:
    """List items of the role's sections; where they hold no list, their paragraphs."""
    lines_of_role: set[int] = set()
    for section in sections:
        if section.role == role:
            lines_of_role.update(range(section.place.line, section.place.end_line))
    inside = [block for block in blocks if block.start in lines_of_role]
    items = [block for block in inside if block.kind == "item" and block.start >= 0]
    return tuple(
        read_item(block, lines) for block in items or [block for block in inside if block.kind == "paragraph"]
    )


def read_item(block: Block, lines: Sequence[str], task: TaskLine | None = None) -> Item:
    """`task` is its first line behind the box, where that says more than a text."""
    box = box_of(block)
    first, ends, more = block.text[len(box) :].partition("\n")
    task = task or TaskLine(first)
    first = first[len(task.head) + len(task.sign.lead if task.sign else "") :]
    column = max(bare(lines[block.start]).rstrip().rfind(first), 0) + 1
    done = (box[1] != " ") if box else None
    place = Place(block.start + 1, block.end, column)
    return Item(typed_in_item(task.text + ends + more), done, place, block.level, task.head, task.sign)


def box_of(block: Block) -> str:
    """With the space behind it; empty without one."""
    box = _CHECKBOX.match(block.text) if block.kind == "item" else None
    return box[0] if box else ""
