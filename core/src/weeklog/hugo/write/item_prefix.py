"""What stands before an item's text: indent, bullet or number, gap, checkbox."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from weeklog.hugo.model import Item
from weeklog.hugo.read.content import ContentItem
from weeklog.hugo.read.outline import read_outline
from weeklog.hugo.read.own_days import is_day
from weeklog.hugo.read.signs import around
from weeklog.hugo.read.task_lines import read_task_line
from weeklog.hugo.read.typed import typed_in_item
from weeklog.hugo.write.escape import by_references, item_lines
from weeklog.hugo.write.status_signs import as_words

_PREFIX = re.compile(r"(?P<indent>[\s>]*)(?P<mark>[-*+]|\d{1,9}[.)])(?P<gap>\s+|$)")


@dataclass(frozen=True, slots=True)
class Prefix:
    """`mark` is empty for a paragraph that serves as an item."""

    indent: str
    mark: str
    gap: str

    def write(self, item: ContentItem, was: str = "") -> tuple[str, ...]:
        """`was` are the item's own lines before."""
        first, *more = written_item(item.text, was, self.mark)
        ways = (first, as_words(first)) if item.head is not None else ()
        if item.head is not None:
            first = next((way for way in ways if reads_back(way, item)), by_references(first))
        return (self.first_line(first, item), *self.other_lines(more))

    def first_line(self, text: str, item: ContentItem) -> str:
        box = "" if item.done is None else "[x] " if item.done else "[ ] "
        return self.indent + self.mark + self.gap + box + around(text, item.sign, item.head or "")

    def other_lines(self, lines: Sequence[str]) -> Iterator[str]:
        hanging = self.indent + " " * len(self.mark + self.gap)
        return (hanging + line if line else "" for line in lines)

    def deeper(self, by: int) -> "Prefix":
        indent = self.indent + "  " * by if by > 0 else self.indent[: max(0, len(self.indent) + 2 * by)]
        return replace(self, indent=indent)

    def counted_on(self, by: int) -> "Prefix":
        """The number that comes `by` items later; a bullet stays itself."""
        if not self.mark[:1].isdigit():
            return self
        return replace(self, mark=f"{int(self.mark[:-1]) + by}{self.mark[-1]}")


def prefix_of(line: str, item: Item) -> Prefix:
    """Only what stands before the text is looked at: a paragraph may open with what looks like a bullet."""
    before = line[: max(item.place.column - 1, 0)]
    found = _PREFIX.match(before)
    if found is None:
        return Prefix(before[: len(before) - len(before.lstrip())], "", "")
    return Prefix(found["indent"], found["mark"], found["gap"] or " ")


def written_item(text: str, was: str, mark: str) -> list[str]:
    """The most natural lines that are read back as one item with this text, behind its `mark`."""
    listed = bool(mark)
    lines = item_lines(text, was, listed=listed)
    return lines if _reads_back(lines, text, mark) else by_references(text).split("\n")


def reads_back(first: str, item: ContentItem) -> bool:
    """Import takes no words of the task's first line for its day or its status."""
    line = read_task_line(around(first, item.sign, item.head or ""), ticked=bool(item.done))
    read = (line.text, line.head, line.sign and line.sign.word.casefold())
    wanted = (first, item.head or "", item.sign and item.sign.word.casefold())
    return read == wanted and not (is_day(first) and not item.head)


def _reads_back(lines: Sequence[str], text: str, mark: str) -> bool:
    head = f"{mark} " if mark else ""
    hanging = " " * len(head)
    first, *more = lines
    page = (f"{head}{first}\n", *(f"{hanging}{line}\n" if line else "\n" for line in more))
    outline = read_outline(page, 0)
    kind = "item" if mark else "paragraph"
    return not outline.tables and [(one.kind, typed_in_item(one.text)) for one in outline.blocks] == [
        (kind, text)
    ]
