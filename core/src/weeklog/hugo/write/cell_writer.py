"""Cells back to Markdown: list items inside cells, resources and dates, in the author's own forms."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from weeklog.hugo.model import Resource
from weeklog.hugo.read.cells import breaks, cut_breaks, read_cell, segments
from weeklog.hugo.read.resources import read_resources
from weeklog.hugo.write.escape import by_references, cell_lines

_MARK = re.compile(
    r"(?:&nbsp;|&ensp;|&emsp;|[\s\u00a0\u2003])*[-–—•·▪●◦○*+✓✔➢→](?:&nbsp;|&emsp;|[\s\u00a0\u2003])+",
    re.IGNORECASE,
)
_UNSAFE = re.compile(r"\{\{[<%]|[`\n\r]|\\$|&#0")  # beyond one title, or for Hugo


@dataclass(frozen=True, slots=True)
class ListStyle:
    """What stands between items, before an item and before a deeper one."""

    between: str = "<br>"
    mark: str = "- "
    deeper: str = "&emsp;+ "


def list_style(cells: Sequence[str]) -> ListStyle:
    """What the page's own cells mostly do."""
    between: Counter[str] = Counter()
    marks: Counter[str] = Counter()
    deeper: Counter[str] = Counter()
    for cell in cells:
        between.update(breaks(cell))
        for segment in segments(cell):
            if found := _MARK.match(segment.raw):
                (deeper if segment.line.startswith("  ") else marks)[found[0]] += 1
    return ListStyle(_most(between, "<br>"), _most(marks, "- "), _most(deeper, "&emsp;+ "))


def _most(counter: Counter[str], default: str) -> str:
    return counter.most_common(1)[0][0] if counter else default


def write_text(text: str, style: ListStyle, was: str = "") -> str:
    """`was` is the raw cell before: its lines that are still there keep their form, and so do its breaks. The most
    natural way to write the text that is read back as it was typed."""
    between = breaks(was)
    style = ListStyle(between[0], style.mark, style.deeper) if between else style
    plain = ListStyle(style.between)
    ways = (
        lambda: _write_lines(cell_lines(text, was), style, was),
        lambda: _write_lines(cell_lines(text, was), plain, ""),
        lambda: style.between.join(cell_lines(text, was, lists=False)),
    )
    written = (way() for way in ways)
    return next(
        (one for one in written if read_cell(one) == text),
        style.between.join(by_references(text).split("\n")),
    )


def _write_lines(fresh: Sequence[str], style: ListStyle, was: str) -> str:
    old = segments(was) if was.strip() else ()
    written: list[str] = []
    same = SequenceMatcher(None, [part.line for part in old], fresh, autojunk=False)
    for tag, first, last, start, end in same.get_opcodes():
        if tag == "equal":
            written.extend(part.raw for part in old[first:last])
        else:
            written.extend(_write_line(line, style) for line in fresh[start:end])
    return style.between.join(written)


def _write_line(line: str, style: ListStyle) -> str:
    if line.startswith("- "):
        return style.mark + line[2:]
    return style.deeper + line[4:] if line.startswith("  - ") else line


def write_resources(resources: Sequence[Resource], was: str, like: Sequence[str]) -> str:
    """Known resources go back in the form they had; new ones take the form the page's others have."""
    pieces = cut_breaks(was) if was.strip() else []
    between = next(iter(breaks(was) or [found for cell in like for found in breaks(cell)]), "<br>")
    marked = next((found[0] for piece in pieces if (found := _MARK.match(piece))), "")
    bare = sum(cell.strip().startswith("http") for cell in like) > sum("](" in cell for cell in like)
    return between.join(
        marked + (resource.raw or write_resource(resource, bare=bare)) for resource in resources
    )


def write_resource(resource: Resource, *, bare: bool = False) -> str:
    """The most natural way to write it that is read back as it was typed."""
    natural = _natural(resource, bare=bare).replace("|", "\\|")
    title = resource.title or resource.url or ""
    if not _UNSAFE.search(natural) and read_resources(natural, {}) == (
        replace(resource, title=title, raw=natural),
    ):
        return natural
    words = by_references(title)
    return words if resource.url is None else f"[{words}]({by_references(resource.url)})"


def _natural(resource: Resource, *, bare: bool) -> str:
    if resource.url is None:
        return resource.title
    if resource.title in {"", resource.url}:
        return resource.url if bare else f"<{resource.url}>"
    return f"[{resource.title}]({resource.url})"
