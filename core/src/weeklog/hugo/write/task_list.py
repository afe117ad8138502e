"""Tasks that stand in a list: a changed one changes its own lines, a new one is the next item. Its day stands at the
head of the item where the author's items have theirs there."""

from collections.abc import Sequence
from datetime import date

from weeklog.hugo.model import DayMonth, Item, Page
from weeklog.hugo.read.content import ContentItem, ContentRow
from weeklog.hugo.read.own_days import own_day
from weeklog.hugo.read.signs import state_of
from weeklog.hugo.read.statuses import status_of
from weeklog.hugo.sign import Sign
from weeklog.hugo.write.day_groups import DayGroups
from weeklog.hugo.write.day_words import redated
from weeklog.hugo.write.edits import LineEdit
from weeklog.hugo.write.item_writer import item_edits
from weeklog.hugo.write.row_style import order_of
from weeklog.hugo.write.status_signs import sign_for

_NEW = 10**9  # an origin that no page has


def task_list_edits(page: Page, wanted: Sequence[ContentRow]) -> list[LineEdit]:
    """An item that goes to another day is written anew below it."""
    have = page.layout.task_items
    if not page.layout.day_groups:
        return item_edits(page, "objectives", have, [_item(page, row, stays=True) for row in wanted])
    groups = DayGroups(page)
    rows = [wanted[at] for at in groups.order([(row.origin, row.start) for row in wanted])]
    spots = [groups.spot(row.origin, row.start) for row in rows]
    items = [_item(page, row, stays=spot.stays) for row, spot in zip(rows, spots, strict=True)]
    held = {spot.rank for spot in spots if spot.stays}
    placed = list(zip(rows, items, spots, strict=True))
    edits = item_edits(page, "objectives", have, [item for _, item, spot in placed if spot.rank in held])
    apart = [(row, item) for row, item, spot in placed if spot.rank not in held]
    return [*groups.edits(apart, edits), *edits]


def _item(page: Page, row: ContentRow, *, stays: bool) -> ContentItem:
    items = page.layout.task_items
    origin = row.origin if row.origin is not None and row.origin < len(items) else None
    done, sign = _said(page, row, origin)
    kept = origin if origin is not None and stays else _NEW
    return ContentItem(row.text, done, 0, kept, _head(page, row, origin), sign)


def _said(page: Page, row: ContentRow, origin: int | None) -> tuple[bool | None, Sign | None]:
    """The box and the sign. A box is ticked for what is done; an item without one stays without, and is done where it
    has no sign. What a box cannot say stands beside the text."""
    items, word = page.layout.task_items, row.status or ""
    known = items[origin] if origin is not None else None
    if known and origin is not None and row.status == page.rows[origin].status:
        return known.done, known.sign
    used = [item.sign for item in items if item.sign]
    state = next((state_of(sign) for sign in used if sign.word == word), status_of(word))
    by_author = any(sign.word == word for sign in used)
    if known.done is None if known else any(item.done is None for item in items):
        return None, sign_for(word, used) if by_author or state not in {None, "done"} else None
    if by_author and word.startswith("["):
        return None, sign_for(word, used)
    return state == "done", None if state in {None, "planned", "done"} else sign_for(word, used)


def _head(page: Page, row: ContentRow, origin: int | None) -> str:
    items = page.layout.task_items
    own = items[origin].head if origin is not None else ""
    if origin is not None and (row.start, row.end) == (page.rows[origin].start, page.rows[origin].end):
        return own
    model = own or _usual_head(items)
    if not model or row.start is None:
        return own
    ways = (_head_of(model, row.start, end, order_of(page)) for end in (row.end or row.start, row.start))
    return next((way for way in ways if way), own)


def _head_of(model: str, start: date, end: date, order: DayMonth) -> str | None:
    """None where import would not read it as the head of an item."""
    label = own_day(f"{model}x").label
    fresh = redated(label, start, end, order)
    head = fresh and model.replace(label, fresh, 1)
    return head if head and own_day(f"{head}x").head == head else None


def _usual_head(items: Sequence[Item]) -> str:
    """That of the last item that has one, where most have one."""
    heads = [item.head for item in items if item.head]
    return heads[-1] if len(heads) * 2 >= len(items) and heads else ""
