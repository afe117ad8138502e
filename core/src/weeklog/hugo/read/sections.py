"""Sections and their items. A section ends where a heading of its level, a higher one, or one with a role begins."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from weeklog.hugo.model import Item, Place, Section, SectionRole
from weeklog.hugo.read.outline import Block
from weeklog.hugo.read.source import bare
from weeklog.hugo.read.typed import typed_in_item
from weeklog.hugo.read.words import section_role

_CHECKBOX = re.compile(r"\[(?P<mark>[ xX])\]\s+")
_LISTED: frozenset[SectionRole] = frozenset({"objectives", "tasks", "achievements"})


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
    return tuple(
        Section(role, block.text, block.level, Place(block.start + 1, _end(headings, number, last)))
        for number, (block, role) in enumerate(headings)
    )


def _end(headings: Sequence[_Heading], number: int, last: int) -> int:
    """A deeper heading ends a section only where it opens another of the three main ones: authors skip levels, and
    achievements have chapters of their own."""
    for later in range(number + 1, len(headings)):
        block, role = headings[later]
        if block.level <= headings[number].block.level or role in _LISTED:
            return block.start
    return last


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
        _item(block, lines) for block in items or [block for block in inside if block.kind == "paragraph"]
    )


def _item(block: Block, lines: Sequence[str]) -> Item:
    box = _CHECKBOX.match(block.text)
    done = None if box is None or block.kind != "item" else box["mark"] != " "
    text = block.text[box.end() :] if box and done is not None else block.text
    first = text.split("\n", 1)[0]
    column = max(bare(lines[block.start]).rstrip().rfind(first), 0) + 1
    return Item(typed_in_item(text), done, Place(block.start + 1, block.end, column), block.level)
