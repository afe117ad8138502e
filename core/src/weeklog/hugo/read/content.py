"""What of a page can be edited as data, and how a wanted content is matched to the page's own items."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import SequenceMatcher

from weeklog.hugo.model import NOTHING, Item, Page, Resource
from weeklog.hugo.sign import Sign


@dataclass(frozen=True, slots=True)
class ContentItem:
    """`origin` is the index of the page's own item; None lets the writer match it by its text. `head` is the day that
    a task says itself; None for what has no day, where words that look like one are only words. `sign` is the status
    that a task says beside its text."""

    text: str
    done: bool | None = None
    level: int = 0
    origin: int | None = None
    head: str | None = None
    sign: Sign | None = None


@dataclass(frozen=True, slots=True)
class ContentRow:
    """`origin` is the index of the page's own row; None makes a new one.

    A new row with an empty `day_label` gets one in the author's style, from its start date.
    """

    text: str
    day_label: str = ""
    start: date | None = None
    end: date | None = None
    resources: tuple[Resource, ...] = ()
    status: str | None = None
    extra: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    origin: int | None = None
    hours: float | None = None


@dataclass(frozen=True, slots=True)
class Content:
    objectives: tuple[ContentItem, ...] = ()
    rows: tuple[ContentRow, ...] = ()
    achievements: tuple[ContentItem, ...] = ()


def content_of(page: Page) -> Content:
    """Writing this back changes nothing."""
    return Content(
        objectives=_items(page.objectives),
        rows=tuple(
            ContentRow(
                text=row.text,
                day_label=row.day_label,
                start=row.start,
                end=row.end,
                resources=row.resources,
                status=row.status,
                extra=row.extra,
                origin=index,
                hours=row.hours,
            )
            for index, row in enumerate(page.rows)
        ),
        achievements=_items(page.achievements),
    )


def _items(items: Sequence[Item]) -> tuple[ContentItem, ...]:
    return tuple(ContentItem(item.text, item.done, item.level, index) for index, item in enumerate(items))


def match_items(have: Sequence[Item], wanted: Sequence[ContentItem]) -> tuple[int | None, ...]:
    """For each wanted item the page's own one: by `origin` where any is given, else by text; between two matches, as
    many as stand there on both sides are the same items with new words."""
    if any(item.origin is not None for item in wanted):
        return _only_once(
            item.origin if item.origin is not None and item.origin < len(have) else None for item in wanted
        )
    matches: list[int | None] = []
    same = SequenceMatcher(None, [item.text for item in have], [item.text for item in wanted], autojunk=False)
    for tag, first, last, start, end in same.get_opcodes():
        if tag == "equal":
            matches.extend(range(first, last))
        elif tag in {"replace", "insert"}:
            matches.extend(first + i if first + i < last else None for i in range(end - start))
    return tuple(matches)


def match_rows(have: int, wanted: Sequence[ContentRow]) -> tuple[int | None, ...]:
    return _only_once(row.origin if row.origin is not None and row.origin < have else None for row in wanted)


def _only_once(origins: Iterable[int | None]) -> tuple[int | None, ...]:
    """A copied row carries its original's origin; the copy is new."""
    seen: set[int] = set()
    result: list[int | None] = []
    for origin in origins:
        fresh = origin is not None and origin >= 0 and origin not in seen
        result.append(origin if fresh else None)
        if origin is not None:
            seen.add(origin)
    return tuple(result)
