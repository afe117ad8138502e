"""Below which heading the tasks stand, on a page where no heading says so."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from weeklog.hugo.model import Choice, Place, Section, Table
from weeklog.hugo.read.notes import Notes
from weeklog.hugo.read.outline import Block
from weeklog.hugo.read.sections import box_of
from weeklog.hugo.read.task_lines import read_task_line
from weeklog.hugo.read.week_number import week_from_name
from weeklog.hugo.read.words import plain

_KEY: Final = "section:tasks"
_MOST: Final = 12  # that can be chosen from
_MAY_HOLD_TASKS: Final = frozenset({"unknown", "summary"})


def with_named_section(sections: Sequence[Section], notes: Notes) -> tuple[Section, ...]:
    name = notes.settlements.get(_KEY)
    return tuple(
        replace(section, role="tasks") if name and plain(section.heading) == name else section
        for section in sections
    )


def with_week_section(sections: Sequence[Section]) -> tuple[Section, ...]:
    """Where no heading says tasks, what stands below the week's own heading is them: `## Week 3: the pond`."""
    return tuple(
        replace(section, role="tasks")
        if section.role == "unknown" and week_from_name(section.heading) is not None
        else section
        for section in sections
    )


def with_day_section(sections: Sequence[Section], blocks: Sequence[Block]) -> tuple[Section, ...]:
    """On the page of one day, what stands below its first heading, or above it, is what was done on that day."""
    tasks = [replace(section, role="tasks") for section in sections[:1] if section.role == "unknown"]
    first = sections[0].place.line - 1 if sections else max((block.end for block in blocks), default=0)
    above = Section("tasks", "", 0, Place(0, first))
    return (above, *tasks, *sections[len(tasks) :])


def with_dated_lists(sections: Sequence[Section], blocks: Sequence[Block]) -> tuple[Section, ...]:
    """Where nothing says tasks at all, a list most of whose items say their day is them."""
    items = [block for block in blocks if block.kind == "item" and block.level == 0 and block.start >= 0]
    starts = [item.start for item in items]
    said = [bool(read_task_line(item.text[len(box_of(item)) :].partition("\n")[0]).head) for item in items]

    def says_days(place: Place) -> bool:
        its = said[bisect_left(starts, place.line) : bisect_left(starts, place.end_line)]
        return 2 * sum(its) > len(its)

    first = sections[0].place.line - 1 if sections else max((block.end for block in blocks), default=0)
    return tuple(
        replace(section, role="tasks") if section.role == "unknown" and says_days(section.place) else section
        for section in (Section("unknown", "", 0, Place(0, first)), *sections)
    )


def ask_for_section(
    sections: Sequence[Section], blocks: Sequence[Block], tables: Sequence[Table], notes: Notes
) -> None:
    """Nothing is asked where no heading has anything below it that could be a task."""
    written = {block.start for block in blocks if block.kind in {"item", "paragraph"}}
    written |= {table.header for table in tables if table.rows}
    found = {
        plain(section.heading): section
        for section in sections
        if section.role in _MAY_HOLD_TASKS and plain(section.heading)
        if not written.isdisjoint(range(section.place.line, section.place.end_line))
    }
    if not found:
        return
    last = max(section.place.end_line for section in found.values())
    notes.add(
        "task_section",
        _KEY,
        Place(min(section.place.line for section in found.values()), last),
        question="No task was found on this page. Below which heading do the week's tasks stand?",
        choices=tuple(Choice(name, section.heading) for name, section in list(found.items())[:_MOST]),
        chosen=None,
        confidence=0.3,
        scopes=("page", "site"),
    )
