"""Tasks that stand in a list: a changed one changes its own lines, a new one is the next item."""

from collections.abc import Sequence

from weeklog.hugo.model import Item, Page
from weeklog.hugo.read.content import ContentItem, ContentRow
from weeklog.hugo.read.statuses import status_of
from weeklog.hugo.write.edits import LineEdit
from weeklog.hugo.write.item_writer import item_edits

_NEW = 10**9  # an origin that no page has


def task_list_edits(page: Page, wanted: Sequence[ContentRow]) -> list[LineEdit]:
    items = page.layout.task_items
    return item_edits(page, "objectives", items, [_item(items, row) for row in wanted])


def _item(items: Sequence[Item], row: ContentRow) -> ContentItem:
    """A box is ticked for what is done; an item without one stays without."""
    known = items[row.origin] if row.origin is not None and row.origin < len(items) else None
    boxed = known.done is not None if known else all(item.done is not None for item in items)
    status = status_of(row.status or "")
    done = (known.done if known and status is None else status == "done") if boxed else None
    head = known.head if known else ""
    return ContentItem(row.text, done, 0, row.origin if known else _NEW, head)
