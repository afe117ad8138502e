"""Tasks that stand in no table: lists and prose below a heading for tasks, below a day, or behind a checkbox."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from weeklog.hugo.model import DayGroup, Item, Section, SectionRole
from weeklog.hugo.read.dates import RawDate
from weeklog.hugo.read.days import read_day
from weeklog.hugo.read.languages import any_word, words_for
from weeklog.hugo.read.order import DatedRow
from weeklog.hugo.read.outline import Block
from weeklog.hugo.read.own_days import is_day, with_range
from weeklog.hugo.read.sections import box_of, read_item
from weeklog.hugo.read.task_lines import TaskLine, read_task_line
from weeklog.hugo.read.task_tables import roles_by_line
from weeklog.hugo.read.words import plain

_PERIOD: Final = re.compile(rf"\W*(?:{any_word(words_for('period'))})\W*:", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ListedTask:
    item: Item
    day: str  # the author's words for the day; empty without any


@dataclass(slots=True)
class _Day:
    """The day that what follows belongs to. `level` is that of the item that named it, -1 for a heading."""

    label: str = ""
    level: int = -1


def find_listed_tasks(
    blocks: Sequence[Block], sections: Sequence[Section], lines: Sequence[str]
) -> tuple[ListedTask, ...]:
    """Each outermost item with what is nested in it. Paragraphs count where the same section has no list."""
    found = list(_candidates(blocks, roles_by_line(sections, len(lines)), lines))
    with_lists = {group for group, block, _ in found if block.kind == "item"}
    kept = [(block, task) for group, block, task in found if block.kind == "item" or group not in with_lists]
    return tuple(task for _, task in kept)


def _candidates(
    blocks: Sequence[Block], roles: Sequence[SectionRole], lines: Sequence[str]
) -> Iterator[tuple[int, Block, ListedTask]]:
    day, group, index = _Day(), 0, 0
    while index < len(blocks):
        block = blocks[index]
        nested = _nested(blocks, index)
        index += 1
        if block.kind in {"heading", "bold"}:
            day, group = _Day(block.text if is_day(block.text) else ""), group + 1
            continue
        first, _, rest = block.text.partition("\n")
        if is_day(first):
            day = _Day(first.strip(" *_"), block.level)
            if rest.strip():
                yield group, block, ListedTask(_below(block, rest, lines), day.label)
            continue
        if day.level >= block.level:
            day = _Day()
        role = roles[block.start]
        wanted = role == "tasks" or (role == "unknown" and (day.label or box_of(block)))
        if not wanted or block.start < 0 or _PERIOD.match(plain_line(first)):
            continue
        box = box_of(block)
        line = read_task_line(first[len(box) :], ticked=bool(box.strip("[] ")))
        yield group, block, ListedTask(_with_nested(block, nested, lines, line), line.label or day.label)
        index += len(nested)


def find_day_groups(
    blocks: Sequence[Block], sections: Sequence[Section], lines: Sequence[str]
) -> tuple[DayGroup, ...]:
    """What names a day that the tasks below it belong to."""
    roles, found = roles_by_line(sections, len(lines)), list[DayGroup]()
    opener: Block | None = None
    for block in blocks:
        heading = block.kind in {"heading", "bold"}
        words = block.text if heading else block.text.partition("\n")[0]
        opens = is_day(words)
        level = -1 if opener is None or opener.kind in {"heading", "bold"} else opener.level
        if opener is not None and (heading or opens or level >= block.level):
            found[-1] = replace(found[-1], end=block.start)
            opener = None
        if opens and roles[block.start] in {"tasks", "unknown"}:
            opener = block
            found.append(DayGroup(block.start, len(lines), words.strip(" *_"), heading))
    return tuple(found)


def dated_tasks(listed: Sequence[ListedTask], blocks: Sequence[Block]) -> list[DatedRow]:
    """A single task without a day of its own takes the days of the page."""
    if len(listed) == 1 and not listed[0].day and (period := find_period(blocks)):
        return [DatedRow(0, read_day(""), period[:1], period[1:])]
    return [dated_label(task.day, index) for index, task in enumerate(listed)]


def dated_label(day: str, index: int) -> DatedRow:
    dates = with_range(day)
    return DatedRow(index, read_day(day), dates[:1], dates[-1:])


def weekdays_within(span: tuple[date, date], weekdays: Sequence[int]) -> tuple[date | None, date | None]:
    """The first and the last of a week's days; of days that do not follow one another in it, the first."""
    start, end = (_weekday_within(span, weekday) for weekday in (weekdays[0], weekdays[-1]))
    return start, end if start and end and end > start else start


def _weekday_within(span: tuple[date, date], weekday: int) -> date | None:
    day = span[0] + timedelta(days=(weekday - span[0].weekday()) % 7)
    return day if day <= span[1] else None


def find_period(blocks: Sequence[Block]) -> tuple[RawDate, ...]:
    """The first and the last day that a line such as `Period: 19-25 October` gives; empty without one."""
    for block in blocks:
        for line in block.text.split("\n")[:20]:
            if _PERIOD.match(plain_line(line)) and len(dates := with_range(line)) > 1:
                return dates[0], dates[-1]
    return ()


def plain_line(text: str) -> str:
    return plain(text[:200]) + (":" if text.rstrip("*_ ").endswith(":") else "")


def _nested(blocks: Sequence[Block], index: int) -> Sequence[Block]:
    """The items within this one, and the paragraphs below them."""
    end = index + 1
    while end < len(blocks) and blocks[index].kind == "item" and blocks[end].kind in {"item", "paragraph"}:
        if blocks[end].level <= blocks[index].level:
            break
        end += 1
    return blocks[index + 1 : end]


def _with_nested(block: Block, nested: Sequence[Block], lines: Sequence[str], line: TaskLine) -> Item:
    item = read_item(block, lines, line)
    if not nested:
        return replace(item, level=0)
    inner = [
        "  " * (one.level - block.level - 1) + "- " + one.text if one.kind == "item" else f"\n{one.text}"
        for one in nested
    ]
    place = replace(item.place, end_line=nested[-1].end)
    return replace(item, text="\n".join([item.text, *inner]), place=place, level=0)


def _below(block: Block, rest: str, lines: Sequence[str]) -> Item:
    """What stands in the same item below its day."""
    text = rest.lstrip("\n")
    start = block.start + 1 + len(rest) - len(text)
    return replace(read_item(replace(block, start=start, text=text), lines), level=0)
