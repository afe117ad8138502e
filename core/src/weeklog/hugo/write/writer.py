"""`write_page`: the page with a wanted content, changing only the lines that it must."""

from weeklog.hugo.model import Page
from weeklog.hugo.read.content import Content
from weeklog.hugo.read.source import to_bytes
from weeklog.hugo.write.edits import apply_edits
from weeklog.hugo.write.item_writer import item_edits
from weeklog.hugo.write.row_writer import row_edits


def write_page(page: Page, content: Content) -> bytes:
    """The same content gives the same bytes. A page that was too large to read is returned as it is."""
    if any(warning.kind == "too_large" for warning in page.warnings):
        return page.raw
    edits = [
        *item_edits(page, "objectives", page.objectives, content.objectives),
        *row_edits(page, content.rows),
        *item_edits(page, "achievements", page.achievements, content.achievements),
    ]
    if not edits:
        return page.raw
    return to_bytes(apply_edits(page.layout.lines, edits, page.layout.newline), bom=page.layout.bom)
