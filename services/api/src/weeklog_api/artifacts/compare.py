"""What differs between two texts, line by line. Pure."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final

from weeklog_api.artifacts.schemas import DiffLine

MOST_BYTES: Final = 512 * 1024
MOST_LINES: Final = 4000  # of each: beyond it, comparing takes seconds


def line_diff(before: str, after: str) -> list[DiffLine] | None:
    """None when they are too long."""
    left, right = before.splitlines(), after.splitlines()
    if max(len(left), len(right)) > MOST_LINES:
        return None
    return list(_lines(left, right))


def _lines(left: Sequence[str], right: Sequence[str]) -> Iterator[DiffLine]:
    for change, from_, to, from_right, to_right in SequenceMatcher(None, left, right).get_opcodes():
        if change == "equal":
            for offset in range(to - from_):
                place = from_ + offset
                yield DiffLine(change="same", left=place + 1, right=from_right + offset + 1, text=left[place])
            continue
        for place in range(from_, to):
            yield DiffLine(change="removed", left=place + 1, right=None, text=left[place])
        for place in range(from_right, to_right):
            yield DiffLine(change="added", left=None, right=place + 1, text=right[place])
