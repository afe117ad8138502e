"""Edits of lines: what the writer decides, applied without touching any other line."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from weeklog.hugo.read.source import bare, line_end


@dataclass(frozen=True, slots=True)
class LineEdit:
    """Lines `start` to `end` (excluded, from 0) become `lines`, which carry no line ends. `start == end` inserts."""

    start: int
    end: int
    lines: tuple[str, ...]


def apply_edits(lines: Sequence[str], edits: Sequence[LineEdit], newline: str) -> tuple[str, ...]:
    """A replaced line keeps its own line end; a file without a last line end keeps being one."""
    result = list(lines)
    open_ended = bool(result) and not line_end(result[-1])
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end), reverse=True):
        ends = [line_end(line) or newline for line in result[edit.start : edit.end]]
        fresh = [text + (ends[i] if i < len(ends) else newline) for i, text in enumerate(edit.lines)]
        if edit.start and fresh and not line_end(result[edit.start - 1]):
            result[edit.start - 1] += newline
        result[edit.start : edit.end] = fresh
    if open_ended and result:
        result[-1] = bare(result[-1])
    return tuple(result)


def kept_in_order(origins: Sequence[int | None]) -> frozenset[int]:
    """The longest run of origins that still stand in their old order; all others have been moved."""
    lasts: list[int] = []  # the smallest end of a run of each length
    before: dict[int, int | None] = {}
    for origin in origins:
        if origin is not None:
            length = bisect_left(lasts, origin)
            before[origin] = lasts[length - 1] if length else None
            lasts[length : length + 1] = [origin]
    kept: set[int] = set()
    step = lasts[-1] if lasts else None
    while step is not None:
        kept.add(step)
        step = before[step]
    return frozenset(kept)
