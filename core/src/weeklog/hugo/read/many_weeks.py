"""One file that holds several weeks: each `Week N` heading of one level opens a page of its own.

The parts in their order are the file again, byte for byte.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from weeklog.hugo.read.front_matter import read_front_matter
from weeklog.hugo.read.outline import BOLD_LEVEL, Block, read_outline
from weeklog.hugo.read.reader import read_page
from weeklog.hugo.read.source import MAX_BYTES, count_lines, read_source, to_bytes
from weeklog.hugo.read.week_number import week_from_name, week_from_path
from weeklog.hugo.read.words import section_role

_OPENS_A_WEEK: Final = frozenset({"unknown", "objectives", "tasks", "achievements"})
_FEWEST: Final = 2


def split_weeks(raw: bytes, path: str) -> tuple[tuple[int, bytes], ...]:
    """Each week's number and bytes; empty for a page of one week. A path or a title that names a week is believed."""
    if len(raw) > MAX_BYTES or week_from_path(path) is not None:
        return ()
    source = read_source(raw)
    front_matter = read_front_matter(source.lines)
    if week_from_name(front_matter.title or "") is not None:
        return ()
    first = count_lines(front_matter.raw)
    opened = _opened(read_outline(source.lines, first).blocks)
    starts = [0, *(line for _, line in opened[1:]), len(source.lines)]
    parts = [
        (week, to_bytes(source.lines[start:end], bom=source.bom and start == 0))
        for (week, _), (start, end) in zip(opened, pairwise(starts), strict=False)
    ]
    return tuple(parts) if sum(bool(read_page(part).rows) for _, part in parts) >= _FEWEST else ()


def _opened(blocks: Sequence[Block]) -> list[tuple[int, int]]:
    """Weeks and the lines that open them, where the weeks of a level only go up."""
    for level in range(1, BOLD_LEVEL + 1):
        found: list[tuple[int, int]] = []
        for block in blocks:
            if (
                block.kind not in {"heading", "bold"}
                or block.level != level
                or section_role(block.text) not in _OPENS_A_WEEK
            ):
                continue
            week = week_from_name(block.text)
            if week is not None and (not found or found[-1][0] != week):
                found.append((week, block.start))
        if len(found) >= _FEWEST:
            return found if all(one[0] < other[0] for one, other in pairwise(found)) else []
    return []
