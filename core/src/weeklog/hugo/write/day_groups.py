"""Pages that name a day and then what was done on it: an entry stands below its own day, in a new group in the
author's style and order where the page has none for that day."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby, pairwise
from typing import Final, TypeAlias

from weeklog.hugo.model import DayGroup, Item, Page
from weeklog.hugo.read.content import ContentItem, ContentRow
from weeklog.hugo.read.source import bare
from weeklog.hugo.write.day_words import redated
from weeklog.hugo.write.edits import LineEdit
from weeklog.hugo.write.item_prefix import Prefix, prefix_of
from weeklog.hugo.write.row_style import order_of

_BEHIND: Final = 0.75
Place: TypeAlias = "tuple[int | None, date | None]"
"""Of a row: its index on the page, None for a new one, and its first day."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a row belongs: `rank` counts the page's groups from 0, -1 is above them all, a half is a new group behind
    the one before, and what stands behind that in no group is `_BEHIND`."""

    rank: float
    stays: bool


def in_day_order(page: Page, places: Sequence[Place]) -> list[int]:
    """The order in which the page will have its rows."""
    if not page.layout.day_groups:
        return list(range(len(places)))
    spots = [spot_of(page, *place) for place in places]
    return sorted(range(len(places)), key=lambda at: (*_key(page, spots[at], places[at][1]), at))


def _key(page: Page, spot: Spot, day: date | None) -> tuple[float, int, bool]:
    """What is new to a group stands behind what stays in it; new groups stand by their days."""
    new = not spot.stays and not spot.rank.is_integer()
    return (spot.rank, _direction(page) * day.toordinal() if day and new else 0, not spot.stays)


def spot_of(page: Page, origin: int | None, day: date | None) -> Spot:
    groups = page.layout.day_groups
    if origin is not None and origin < len(page.layout.task_items):
        here = _group_at(groups, page.layout.task_items[origin])
        if _stays(page, origin, here, day):
            return Spot(here, stays=True)
    same = next((number for number, group in enumerate(groups) if group.day == day), None)
    if day is None or same is not None:
        return Spot(float(len(groups) - 1 if same is None else same), stays=False)
    sign = _direction(page)
    before = [n for n, group in enumerate(groups) if group.day and sign * (day - group.day).days > 0]
    rank = before[-1] if before else -1
    new = group_words(page, rank, day) is not None
    return Spot(rank + 0.5 if new else float(max(rank, 0)), stays=False)


def _stays(page: Page, origin: int, here: float, day: date | None) -> bool:
    """It has its day still, or a day that its group does not say."""
    groups, item = page.layout.day_groups, page.layout.task_items[origin]
    grouped = here >= 0 and here.is_integer() and groups[int(here)].day and not item.head
    return not grouped or day in {None, page.rows[origin].start}


def _group_at(groups: Sequence[DayGroup], item: Item) -> float:
    above = [n for n, group in enumerate(groups) if group.line < item.place.line]
    if not above:
        return -1.0
    return above[-1] + (0.0 if item.place.line <= groups[above[-1]].end else _BEHIND)


def _direction(page: Page) -> int:
    """1 where later days stand below, -1 where they stand above."""
    days = [group.day for group in page.layout.day_groups if group.day]
    steps = [(later - earlier).days for earlier, later in pairwise(days)]
    return -1 if sum(step < 0 for step in steps) > sum(step > 0 for step in steps) else 1


def group_words(page: Page, rank: int, day: date) -> str | None:
    """The line that opens a new group, in the form of its neighbour; None where that form cannot say the day."""
    model = page.layout.day_groups[max(rank, 0)]
    line = bare(page.layout.lines[model.line])
    fresh = redated(model.label, day, day, order_of(page))
    return line.replace(model.label, fresh, 1) if fresh and model.label in line else None


def group_edits(
    page: Page, placed: Sequence[tuple[ContentRow, ContentItem]], removed: Sequence[LineEdit]
) -> list[LineEdit]:
    """For rows in day order that stand in groups where no item of the page stays."""
    ranks = groupby(placed, key=lambda one: spot_of(page, one[0].origin, one[0].start).rank)
    return [_clear_of(removed, _group_edit(page, rank, list(rows))) for rank, rows in ranks]


def _clear_of(removed: Sequence[LineEdit], edit: LineEdit) -> LineEdit:
    """Nothing is written within lines that go."""
    around = (one.start for one in removed if not one.lines and one.start < edit.start < one.end)
    at = next(around, edit.start)
    return LineEdit(at, at, edit.lines)


def _group_edit(page: Page, rank: float, rows: Sequence[tuple[ContentRow, ContentItem]]) -> LineEdit:
    groups, number = page.layout.day_groups, int(rank // 1)
    if rank == number:
        written = _with_gap(page, groups[number], [item for _, item in rows])
        return LineEdit(groups[number].line + 1, groups[number].line + 1, tuple(written))
    above, below = _blanks_before(page, groups), number < 0
    at = groups[0].line if below else _end_of(page, groups[number])
    lines: list[str] = []
    for day, same_day in groupby(rows, key=lambda one: one[0].start):
        opener = group_words(page, number, day) if day else None
        body = [opener or "", *_with_gap(page, groups[max(number, 0)], [item for _, item in same_day])]
        blanks = [""] * above
        lines += [*body, *blanks] if below else [*blanks, *body]
    return LineEdit(at, at, tuple(lines))


def _with_gap(page: Page, group: DayGroup, items: Sequence[ContentItem]) -> list[str]:
    """The items, as far from the line that opens the group as the page has its others."""
    prefix = _prefix(page)
    gap = _gap(page) if group.is_heading else 0
    written = [prefix.counted_on(at).write(item) for at, item in enumerate(items)]
    body = [line for lines in written for line in (lines if prefix.mark else ("", *lines))]
    return [*[""] * gap, *(body if prefix.mark else body[1:])]


def _prefix(page: Page) -> Prefix:
    """That of the first item in a group, by preference of one with a bullet or a number."""
    groups = page.layout.day_groups
    inside = [item for item in page.layout.task_items if _group_at(groups, item) >= 0] or [
        *page.layout.task_items
    ]
    found = [prefix_of(bare(page.layout.lines[item.place.line - 1]), item) for item in inside]
    best = next((one for one in found if one.mark), found[0])
    return replace(best, mark=f"1{best.mark[-1]}") if best.mark[:1].isdigit() else best


def _gap(page: Page) -> int:
    """Blank lines between a heading and what stands below it, as most groups have them."""
    groups, lines = page.layout.day_groups, page.layout.lines
    gaps = [
        _blank_run(lines, group.line + 1)
        for group in groups
        if group.is_heading and _end_of(page, group) > group.line + 1
    ]
    return max(set(gaps), key=gaps.count) if gaps else 0


def _blanks_before(page: Page, groups: Sequence[DayGroup]) -> int:
    model = groups[-1]
    count = 0
    while model.line - count > 0 and not page.layout.lines[model.line - count - 1].strip():
        count += 1
    return max(count, 1) if model.is_heading else count


def _blank_run(lines: Sequence[str], at: int) -> int:
    count = 0
    while at + count < len(lines) and not lines[at + count].strip():
        count += 1
    return count


def _end_of(page: Page, group: DayGroup) -> int:
    """Behind the last line of the group that says something."""
    end = group.end
    while end > group.line + 1 and not page.layout.lines[end - 1].strip():
        end -= 1
    return end
