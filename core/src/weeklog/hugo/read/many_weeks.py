"""One file that holds several weeks: each `Week N` heading of one level opens a page of its own; or, where
headings are days, each one that a calendar puts into another week.

The parts in their order are the file again, byte for byte.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Final, TypeAlias

from weeklog.hugo.read.front_matter import read_front_matter
from weeklog.hugo.read.outline import BOLD_LEVEL, Block, read_outline
from weeklog.hugo.read.own_days import is_day
from weeklog.hugo.read.path_days import names_a_day
from weeklog.hugo.read.reader import read_page
from weeklog.hugo.read.source import count_lines, is_too_large, read_source, to_bytes
from weeklog.hugo.read.week_number import week_from_name, week_from_path
from weeklog.hugo.read.words import section_role

WeeksOfDays: TypeAlias = Callable[[Sequence[str]], Sequence[int | None]]
"""The programme's week of each of these headings, which are days; None where it cannot be told."""
_OPENS_A_WEEK: Final = frozenset({"unknown", "objectives", "tasks", "achievements"})
_FEWEST: Final = 2


def split_weeks(
    raw: bytes, path: str, weeks_of_days: WeeksOfDays | None = None
) -> tuple[tuple[int, bytes], ...]:
    """Each week's number and bytes, in the order of the file; empty for a page of one week. A path or a title that
    names a week is believed, and so is a path that names a day."""
    if is_too_large(raw) or week_from_path(path) is not None or names_a_day(path):
        return ()
    source = read_source(raw)
    front_matter = read_front_matter(source.lines)
    if week_from_name(front_matter.title or "") is not None or (front_matter.week or "").isdigit():
        return ()
    first = count_lines(front_matter.raw)
    blocks = read_outline(source.lines, first).blocks
    opened = _opened(blocks, _named_weeks) or (
        _opened(blocks, _weeks_of(weeks_of_days)) if weeks_of_days else []
    )
    starts = [0, *(line for _, line in opened[1:]), len(source.lines)]
    parts = [
        (week, to_bytes(source.lines[start:end], bom=source.bom and start == 0))
        for (week, _), (start, end) in zip(opened, pairwise(starts), strict=False)
    ]
    return tuple(parts) if sum(bool(read_page(part).rows) for _, part in parts) >= _FEWEST else ()


def _named_weeks(blocks: Sequence[Block]) -> list[int | None]:
    return [
        week_from_name(block.text) if section_role(block.text) in _OPENS_A_WEEK else None for block in blocks
    ]


def _weeks_of(weeks_of_days: WeeksOfDays) -> Callable[[Sequence[Block]], Sequence[int | None]]:
    def weeks(blocks: Sequence[Block]) -> Sequence[int | None]:
        days = [block.text if is_day(block.text) else "" for block in blocks]
        return weeks_of_days(days) if any(days) else [None] * len(days)

    return weeks


def _opened(
    blocks: Sequence[Block], weeks_of: Callable[[Sequence[Block]], Sequence[int | None]]
) -> list[tuple[int, int]]:
    """Weeks and the lines that open them, where the weeks of a level only go up, or only go down."""
    for level in range(1, BOLD_LEVEL + 1):
        headings = [block for block in blocks if block.kind in {"heading", "bold"} and block.level == level]
        found: list[tuple[int, int]] = []
        for block, week in zip(headings, weeks_of(headings), strict=True):
            if week is not None and (not found or found[-1][0] != week):
                found.append((week, block.start))
        if len(found) >= _FEWEST:
            return found if _is_ordered([week for week, _ in found]) else []
    return []


def _is_ordered(weeks: Sequence[int]) -> bool:
    return weeks in (sorted(set(weeks)), sorted(set(weeks), reverse=True))
