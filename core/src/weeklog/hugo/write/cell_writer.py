"""Cells back to Markdown: list items inside cells, resources and dates, in the author's own forms."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from weeklog.hugo.model import Resource
from weeklog.hugo.read.cells import breaks, cut_breaks, segments

_MARK = re.compile(
    r"(?:&nbsp;|&ensp;|&emsp;|[\s\u00a0\u2003])*[-–—•·▪●◦○*+✓✔➢→](?:&nbsp;|&emsp;|[\s\u00a0\u2003])+",
    re.IGNORECASE,
)


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
    """`was` is the raw cell before: its lines that are still there keep their form, and so do its breaks."""
    old = segments(was) if was.strip() else ()
    between = breaks(was)
    style = ListStyle(between[0], style.mark, style.deeper) if between else style
    fresh = [line for line in text.split("\n") if line.strip()]
    written: list[str] = []
    same = SequenceMatcher(None, [part.line for part in old], fresh, autojunk=False)
    for tag, first, last, start, end in same.get_opcodes():
        if tag == "equal":
            written.extend(part.raw for part in old[first:last])
        else:
            written.extend(_write_line(line, style) for line in fresh[start:end])
    return style.between.join(written)


def _write_line(line: str, style: ListStyle) -> str:
    body = escape(line)
    if line.startswith("- "):
        return style.mark + body[2:]
    deeper = re.match(r"\s+[-+*] ", line)
    return style.deeper + body[deeper.end() :] if deeper else body


def escape(text: str) -> str:
    """A pipe would open a new cell, and a line end a new row."""
    return re.sub(r"(?<!\\)\|", r"\\|", " ".join(text.split("\n")))


def write_resources(resources: Sequence[Resource], was: str, like: Sequence[str]) -> str:
    """Known resources go back in the form they had; new ones take the form the page's others have."""
    pieces = cut_breaks(was) if was.strip() else []
    between = next(iter(breaks(was) or [found for cell in like for found in breaks(cell)]), "<br>")
    marked = next((found[0] for piece in pieces if (found := _MARK.match(piece))), "")
    bare = sum(cell.strip().startswith("http") for cell in like) > sum("](" in cell for cell in like)
    return between.join(
        marked + escape(resource.raw or write_resource(resource, bare=bare)) for resource in resources
    )


def write_resource(resource: Resource, *, bare: bool = False) -> str:
    if resource.url is None:
        return resource.title
    if resource.title in {"", resource.url}:
        return resource.url if bare else f"<{resource.url}>"
    return f"[{resource.title}]({resource.url})"
