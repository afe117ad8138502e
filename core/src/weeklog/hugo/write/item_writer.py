"""Objectives and achievements: edits of list items in the author's own bullets, boxes, indents and blank lines."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from weeklog.hugo.model import Item, Page
from weeklog.hugo.read.content import ContentItem, match_items
from weeklog.hugo.read.signs import within
from weeklog.hugo.read.source import bare
from weeklog.hugo.write.edits import LineEdit, kept_in_order
from weeklog.hugo.write.item_prefix import Prefix, prefix_of, reads_back
from weeklog.hugo.write.new_section import ListRole, first_items


def item_edits(
    page: Page, role: ListRole, have: Sequence[Item], wanted: Sequence[ContentItem]
) -> list[LineEdit]:
    if not have:
        return [first_items(page, role, wanted)] if wanted else []
    return _ItemWriter([bare(line) for line in page.layout.lines], have).edits(wanted)


@dataclass(frozen=True, slots=True)
class _ItemWriter:
    """`have` is never empty: the author's own items are the model for new ones."""

    lines: Sequence[str]
    have: Sequence[Item]

    def edits(self, wanted: Sequence[ContentItem]) -> list[LineEdit]:
        matches = match_items(self.have, wanted)
        kept = kept_in_order(matches)
        edits = [self._removal(index, kept) for index in range(len(self.have)) if index not in kept]
        fresh: dict[int | None, list[ContentItem]] = {}
        last: int | None = None
        for item, match in zip(wanted, matches, strict=True):
            if match is None or match not in kept:
                fresh.setdefault(last, []).append(item)
            else:
                last = match
                edits.extend(self._change(self.have[match], item))
        return [*edits, *(self._insertion(after, items) for after, items in fresh.items())]

    def _change(self, item: Item, wanted: ContentItem) -> list[LineEdit]:
        if (item.text, item.done, item.level, item.head, item.sign) == (
            wanted.text,
            wanted.done,
            wanted.level,
            wanted.head or "",
            wanted.sign,
        ):
            return []
        start, end = item.place.line - 1, item.place.end_line
        prefix = self._prefix(item).deeper(wanted.level - item.level)
        own = self.lines[start:end]
        first = within(own[0][item.place.column - 1 :], item.sign)
        if wanted.text == item.text and (wanted.head is None or reads_back(first, wanted)):
            return [LineEdit(start, end, (prefix.first_line(first, wanted), *own[1:]))]
        return [LineEdit(start, end, prefix.write(wanted, "\n".join(own)))]

    def _removal(self, index: int, kept: frozenset[int]) -> LineEdit:
        """With the blank line after it, where blank lines stand between items; not the one that ends the list."""
        have = self.have
        start, end = have[index].place.line - 1, have[index].place.end_line
        before = index - 1 in kept and have[index - 1].place.end_line == start - 1
        after = index + 1 < len(have) and have[index + 1].place.line - 1 == end + 1
        blank = end < len(self.lines) and not self.lines[end].strip()
        return LineEdit(start, end + 1 if blank and (before or after) else end, ())

    def _insertion(self, after: int | None, fresh: Sequence[ContentItem]) -> LineEdit:
        model = self.have[after or 0]
        at = model.place.line - 1 if after is None else self._end_of(model)
        loose = self._is_loose() or not self._prefix(model).mark
        written: list[str] = []
        for count, item in enumerate(fresh, start=1):
            prefix = self._prefix_at(after or 0, item.level).counted_on(0 if after is None else count)
            body = prefix.write(item)
            written.extend(body if not loose else (*body, "") if after is None else ("", *body))
        return LineEdit(at, at, tuple(written))

    def _prefix_at(self, index: int, level: int) -> Prefix:
        """That of the nearest item of the level, counted back from `index`; else the one there, moved."""
        order = (*reversed(self.have[: index + 1]), *self.have[index + 1 :])
        same = next((item for item in order if item.level == level), None)
        return self._prefix(same) if same else self._prefix(order[0]).deeper(level - order[0].level)

    def _prefix(self, item: Item) -> Prefix:
        return prefix_of(self.lines[item.place.line - 1], item)

    def _end_of(self, item: Item) -> int:
        """Behind the item and the deeper lines that belong to it, with the blank lines between them."""
        margin = _margin(self.lines[item.place.line - 1])
        end = item.place.end_line
        for number in range(end, len(self.lines)):
            line = self.lines[number]
            if line.strip():
                if _margin(line) <= margin:
                    break
                end = number + 1
        return end

    def _is_loose(self) -> bool:
        """Blank lines stand between items; between paragraphs that serve as items they must."""
        top = [item for item in self.have if item.level == self.have[0].level]
        if not self._prefix(top[-1]).mark:
            return True
        gaps = [
            self.lines[one.place.end_line : later.place.line - 1]
            for one, later in pairwise(self.have)
            if later.level == top[0].level
        ]
        inside = [gap for gap in gaps if not any(map(str.strip, gap))]
        return bool(inside and inside[-1])


def _margin(line: str) -> int:
    return len(line) - len(line.lstrip())
