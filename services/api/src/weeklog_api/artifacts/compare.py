"""What differs between two texts, line by line. Pure.

Lines that each text has once are where they hold together; between those, the shortest way from one to the other
is looked for, as far as it is short. So the worst of texts takes a third of a second, where a search for the best
answer takes a quarter of a minute.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final, TypeAlias

from weeklog_api.artifacts.schemas import DiffLine

MOST_BYTES: Final = 512 * 1024
MOST_LINES: Final = 4000  # of each
MOST_CHANGES: Final = 400  # between two lines that hold together: what differs in more is another text

Pairs: TypeAlias = "list[tuple[int, int]]"  # places of lines that are the same, both rising


def line_diff(before: str, after: str) -> list[DiffLine] | None:
    """None when they are too long."""
    left, right = before.splitlines(), after.splitlines()
    if max(len(left), len(right)) > MOST_LINES:
        return None
    numbers: dict[str, int] = {}  # long lines are compared once
    same = _same(*([numbers.setdefault(line, len(numbers)) for line in lines] for lines in (left, right)))
    return list(_lines(left, right, same))


def _lines(left: Sequence[str], right: Sequence[str], same: Pairs) -> Iterator[DiffLine]:
    here = there = 0
    for at, at_right in [*same, (len(left), len(right))]:
        for place in range(here, at):
            yield DiffLine(change="removed", left=place + 1, right=None, text=left[place])
        for place in range(there, at_right):
            yield DiffLine(change="added", left=None, right=place + 1, text=right[place])
        if at < len(left):
            yield DiffLine(change="same", left=at + 1, right=at_right + 1, text=left[at])
        here, there = at + 1, at_right + 1


def _same(left: Sequence[int], right: Sequence[int]) -> Pairs:
    same: Pairs = []
    here = there = 0
    for at, at_right in [*_held(left, right), (len(left), len(right))]:
        between = _shortest_way(left[here:at], right[there:at_right])
        same += [(here + one, there + other) for one, other in between]
        if at < len(left):
            same.append((at, at_right))
        here, there = at + 1, at_right + 1
    return same


def _held(left: Sequence[int], right: Sequence[int]) -> Pairs:
    """Of the lines that each text has once, the most that stand in the same order in both."""
    once = [{line for line, times in Counter(text).items() if times == 1} for text in (left, right)]
    both = once[0] & once[1]
    place = {line: at for at, line in enumerate(right) if line in both}
    shared = [(at, place[line]) for at, line in enumerate(left) if line in both]
    ends: list[int] = []  # by length of a run, the least place at which one ends
    last: list[int] = []  # which of `shared` that is
    before: list[int | None] = []
    for index, (_, at) in enumerate(shared):
        length = bisect_left(ends, at)
        before.append(last[length - 1] if length else None)
        ends[length : length + 1], last[length : length + 1] = [at], [index]
    held: Pairs = []
    one = last[-1] if last else None
    while one is not None:
        held.append(shared[one])
        one = before[one]
    return held[::-1]


def _shortest_way(left: Sequence[int], right: Sequence[int]) -> Pairs:
    """Myers' greedy search (1986), up to `MOST_CHANGES`; beyond them nothing is the same.

    A diagonal is a place of the left minus one of the right; `reached` tells how far on the left each of them gets.
    """
    reached, steps = {1: 0}, list[dict[int, int]]()
    for changes in range(min(len(left) + len(right), MOST_CHANGES) + 1):
        steps.append(dict(reached))
        for diagonal in range(-changes, changes + 1, 2):
            at = _stepped(reached, diagonal, changes)
            while at < len(left) and at - diagonal < len(right) and left[at] == right[at - diagonal]:
                at += 1
            reached[diagonal] = at
            if at >= len(left) and at - diagonal >= len(right):
                return _way_back(steps, len(left), len(right))
    return []


def _stepped(reached: dict[int, int], diagonal: int, changes: int) -> int:
    """Where a diagonal begins after one more change: a line of the right is added, or one of the left removed."""
    if diagonal == -changes or (diagonal != changes and reached[diagonal - 1] < reached[diagonal + 1]):
        return reached[diagonal + 1]
    return reached[diagonal - 1] + 1


def _way_back(steps: Sequence[dict[int, int]], at: int, at_right: int) -> Pairs:
    same: Pairs = []
    for changes in range(len(steps) - 1, -1, -1):
        diagonal = at - at_right
        begin = _stepped(steps[changes], diagonal, changes)
        while at > begin:
            at, at_right = at - 1, at_right - 1
            same.append((at, at_right))
        if begin == steps[changes].get(diagonal + 1):
            at_right -= 1
        else:
            at -= 1
    return same[::-1]
