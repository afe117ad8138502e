"""What stands before an item's text: indent, bullet or number, gap, checkbox."""

import re
from dataclasses import dataclass, replace

from weeklog.hugo.model import Item
from weeklog.hugo.read.content import ContentItem

_PREFIX = re.compile(r"(?P<indent>[\s>]*)(?P<mark>[-*+]|\d{1,9}[.)])(?P<gap>\s+|$)")


@dataclass(frozen=True, slots=True)
class Prefix:
    """`mark` is empty for a paragraph that serves as an item."""

    indent: str
    mark: str
    gap: str

    def write(self, item: ContentItem) -> tuple[str, ...]:
        box = "" if item.done is None else "[x] " if item.done else "[ ] "
        first, *more = item.text.split("\n")
        head = self.indent + self.mark + self.gap
        hanging = self.indent + " " * len(self.mark + self.gap)
        return (head + box + first, *(hanging + line.lstrip() if line.strip() else "" for line in more))

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
