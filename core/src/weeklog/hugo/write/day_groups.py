"""Pages that name a day and then what was done on it: an entry stands below its own day, in a new group in the
author's style and order where the page has none for that day."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import accumulate, groupby, pairwise
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
Placed: TypeAlias = "tuple[ContentRow, ContentItem]"


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
    return DayGroups(page).order(places)


class DayGroups:
    """Those of a page that has some. Nothing here looks at all of them for one row."""

    def __init__(self, page: Page) -> None:
        self._page, self._all = page, page.layout.day_groups
        self._lines = [group.line for group in self._all]
        dated = [(group.day, number) for number, group in enumerate(self._all) if group.day]
        self._first = dict(reversed(dated))
        steps = [(later - earlier).days for (earlier, _), (later, _) in pairwise(dated)]
        # 1 where later days stand below, -1 where they stand above.
        self._direction = -1 if sum(step < 0 for step in steps) > sum(step > 0 for step in steps) else 1
        by_day = sorted((self._direction * day.toordinal(), number) for day, number in dated)
        self._days = [day for day, _ in by_day]
        self._lowest = list(accumulate((number for _, number in by_day), max))

    def order(self, places: Sequence[Place]) -> list[int]:
        spots = [self.spot(*place) for place in places]
        return sorted(range(len(places)), key=lambda at: (*self._key(spots[at], places[at][1]), at))

    def spot(self, origin: int | None, day: date | None) -> Spot:
        if origin is not None and origin < len(self._page.layout.task_items):
            here = self._rank_at(self._page.layout.task_items[origin])
            if self._stays(origin, here, day):
                return Spot(here, stays=True)
        if day is None or day in self._first:
            return Spot(float(self._first[day] if day else len(self._all) - 1), stays=False)
        earlier = bisect_left(self._days, self._direction * day.toordinal())
        rank = self._lowest[earlier - 1] if earlier else -1
        is_new = self._opener(rank, day) is not None
        return Spot(rank + 0.5 if is_new else float(max(rank, 0)), stays=False)

    def edits(self, placed: Sequence[Placed], removed: Sequence[LineEdit]) -> list[LineEdit]:
        """For rows in day order that stand in groups where no item of the page stays."""
        gone = sorted((one.start, one.end) for one in removed if not one.lines)
        ranks = groupby(placed, key=lambda one: self.spot(one[0].origin, one[0].start).rank)
        return [_clear_of(gone, self._group_edit(rank, list(rows))) for rank, rows in ranks]

    def _key(self, spot: Spot, day: date | None) -> tuple[float, int, bool]:
        """What is new to a group stands behind what stays in it; new groups stand by their days."""
        new = not spot.stays and not spot.rank.is_integer()
        return (spot.rank, self._direction * day.toordinal() if day and new else 0, not spot.stays)

    def _stays(self, origin: int, here: float, day: date | None) -> bool:
        """It has its day still, or a day that its group does not say."""
        item = self._page.layout.task_items[origin]
        grouped = here >= 0 and here.is_integer() and self._all[int(here)].day and not item.head
        return not grouped or day in {None, self._page.rows[origin].start}

    def _rank_at(self, item: Item) -> float:
        above = bisect_left(self._lines, item.place.line) - 1
        if above < 0:
            return -1.0
        return above + (0.0 if item.place.line <= self._all[above].end else _BEHIND)

    def _opener(self, rank: int, day: date) -> str | None:
        """The line that opens a new group, in the form of its neighbour; None where that form cannot say the day."""
        model = self._all[max(rank, 0)]
        line = bare(self._page.layout.lines[model.line])
        fresh = redated(model.label, day, day, order_of(self._page))
        is_line = not line.lstrip().startswith("{{")  # a shortcode would need its end, too
        return line.replace(model.label, fresh, 1) if fresh and is_line and model.label in line else None

    def _group_edit(self, rank: float, rows: Sequence[Placed]) -> LineEdit:
        number = int(rank // 1)
        if rank == number:
            at = self._all[number].line + 1
            return LineEdit(at, at, tuple(self._with_gap(self._all[number], [item for _, item in rows])))
        below = number < 0
        at = self._all[0].line if below else self._end_of(self._all[number])
        blanks, lines = [""] * self._blanks_before, list[str]()
        for day, same_day in groupby(rows, key=lambda one: one[0].start):
            opener = self._opener(number, day) if day else None
            body = [
                opener or "",
                *self._with_gap(self._all[max(number, 0)], [item for _, item in same_day]),
            ]
            lines += [*body, *blanks] if below else [*blanks, *body]
        return LineEdit(at, at, tuple(lines))

    def _with_gap(self, group: DayGroup, items: Sequence[ContentItem]) -> list[str]:
        """The items, as far from the line that opens the group as the page has its others."""
        prefix = self._prefix
        written = [prefix.counted_on(at).write(item) for at, item in enumerate(items)]
        body = [line for lines in written for line in (lines if prefix.mark else ("", *lines))]
        return [*[""] * (self._gap if group.is_heading else 0), *(body if prefix.mark else body[1:])]

    @cached_property
    def _prefix(self) -> Prefix:
        """That of the first item in a group, by preference of one with a bullet or a number."""
        items, lines = self._page.layout.task_items, self._page.layout.lines
        inside = [item for item in items if self._rank_at(item) >= 0] or [*items]
        found = [prefix_of(bare(lines[item.place.line - 1]), item) for item in inside]
        best = next((one for one in found if one.mark), found[0])
        return replace(best, mark=f"1{best.mark[-1]}") if best.mark[:1].isdigit() else best

    @cached_property
    def _gap(self) -> int:
        """Blank lines between a heading and what stands below it, as most groups have them."""
        gaps = [
            self._blank_run(group.line + 1)
            for group in self._all
            if group.is_heading and self._end_of(group) > group.line + 1
        ]
        return Counter(gaps).most_common(1)[0][0] if gaps else 0

    @cached_property
    def _blanks_before(self) -> int:
        model, count = self._all[-1], 0
        while model.line - count > 0 and not self._page.layout.lines[model.line - count - 1].strip():
            count += 1
        return max(count, 1) if model.is_heading else count

    def _blank_run(self, at: int) -> int:
        lines, count = self._page.layout.lines, 0
        while at + count < len(lines) and not lines[at + count].strip():
            count += 1
        return count

    def _end_of(self, group: DayGroup) -> int:
        """Behind the last line of the group that says something."""
        end = group.end
        while end > group.line + 1 and not self._page.layout.lines[end - 1].strip():
            end -= 1
        return end


def _clear_of(gone: Sequence[tuple[int, int]], edit: LineEdit) -> LineEdit:
    """Nothing is written within lines that go."""
    before = bisect_left(gone, (edit.start, -1)) - 1
    at = gone[before][0] if before >= 0 and edit.start < gone[before][1] else edit.start
    return LineEdit(at, at, edit.lines)
