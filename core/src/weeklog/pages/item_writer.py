"""Objectives and achievements: edits of list items in the author's own bullets, boxes, indents and blank lines."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from weeklog.pages.content import match_items
from weeklog.pages.edits import LineEdit, kept_in_order
from weeklog.pages.model import ContentItem, Item, Page, Section, SectionRole
from weeklog.pages.source import bare

_PREFIX = re.compile(
    r"(?P<indent>[\s>]*)(?P<mark>[-*+]|\d{1,9}[.)])?(?P<gap>\s+|$)?(?P<box>\[[ xX]\]\s+)?",
)


_PREFIX_ITEM = re.compile(r"[-*+]\s")


@dataclass(frozen=True, slots=True)
class _Prefix:
    indent: str
    mark: str
    gap: str

    def write(self, item: ContentItem, number: int | None = None) -> tuple[str, ...]:
        mark = self.mark
        if number is not None and mark[:1].isdigit():
            mark = f"{number}{mark[-1]}"
        box = "" if item.done is None else "[x] " if item.done else "[ ] "
        head = f"{self.indent}{mark}{self.gap}" if mark else self.indent
        first, *more = item.text.split("\n")
        hanging = self.indent + " " * (len(mark) + len(self.gap)) if mark else self.indent
        return (head + box + first, *(hanging + line.lstrip() if line.strip() else "" for line in more))


def item_edits(
    page: Page, role: SectionRole, have: Sequence[Item], wanted: Sequence[ContentItem]
) -> list[LineEdit]:
    matches = match_items(have, wanted)
    kept = kept_in_order(matches)
    lines = [bare(line) for line in page.layout.lines]
    edits = [_removal(lines, have, index, kept) for index in range(len(have)) if index not in kept]
    previous: Item | None = None
    pending: list[ContentItem] = []
    for item, match in zip(wanted, matches, strict=True):
        if match is None or match not in kept:
            pending.append(item)
            continue
        edits.extend(_insertion(page, lines, role, have, previous, pending))
        pending = []
        previous = have[match]
        edits.extend(_change(lines, previous, item))
    edits.extend(_insertion(page, lines, role, have, previous, pending))
    return edits


def _change(lines: Sequence[str], item: Item, wanted: ContentItem) -> list[LineEdit]:
    if (item.text, item.done, item.level) == (wanted.text, wanted.done, wanted.level):
        return []
    start, end = item.place.line - 1, item.place.end_line
    prefix = _prefix(lines[start], item)
    if wanted.level != item.level:
        prefix = _Prefix(_deeper(prefix.indent, wanted.level - item.level), prefix.mark, prefix.gap)
    number = int(prefix.mark[:-1]) if prefix.mark[:1].isdigit() else None
    fresh = prefix.write(wanted, number)
    if wanted.text == item.text:
        fresh = (fresh[0], *lines[start + 1 : end])
    return [LineEdit(start, end, fresh)]


def _removal(lines: Sequence[str], have: Sequence[Item], index: int, kept: frozenset[int]) -> LineEdit:
    """With the blank line after it, where blank lines stand between items; not the one that ends the list."""
    start, end = have[index].place.line - 1, have[index].place.end_line
    before = index - 1 in kept and have[index - 1].place.end_line == start - 1
    after = index + 1 < len(have) and have[index + 1].place.line - 1 == end + 1
    blank = end < len(lines) and not lines[end].strip()
    return LineEdit(start, end + 1 if blank and (before or after) else end, ())


def _insertion(
    page: Page,
    lines: Sequence[str],
    role: SectionRole,
    have: Sequence[Item],
    previous: Item | None,
    fresh: Sequence[ContentItem],
) -> list[LineEdit]:
    if not fresh:
        return []
    if not have:
        return [_first_items(page, lines, role, fresh)]
    model = previous or have[0]
    at = _after(lines, model) if previous else model.place.line - 1
    spaced = _is_loose(lines, have)
    written: list[str] = []
    for count, item in enumerate(fresh, start=1):
        prefix = _prefix_for(lines, have, model, item.level)
        number = int(prefix.mark[:-1]) + (count if previous else 0) if prefix.mark[:1].isdigit() else None
        body = prefix.write(item, number)
        written.extend((*body, "") if spaced and not previous else ("", *body) if spaced else body)
    return [LineEdit(at, at, tuple(written))]


def _prefix_for(lines: Sequence[str], have: Sequence[Item], model: Item, level: int) -> _Prefix:
    """The nearest item of the level before the model, else any, else the model's own prefix moved."""
    index = have.index(model)
    same = [item for item in (*reversed(have[: index + 1]), *have[index + 1 :]) if item.level == level]
    if same:
        return _prefix(lines[same[0].place.line - 1], same[0])
    prefix = _prefix(lines[model.place.line - 1], model)
    return _Prefix(_deeper(prefix.indent, level - model.level), prefix.mark, prefix.gap)


def _prefix(line: str, item: Item) -> _Prefix:
    """A paragraph that serves as an item has no mark; its text may open with what looks like one."""
    found = _PREFIX.match(line[: max(item.place.column - 1, 0)] or "")
    if found is None or not found["mark"]:
        return _Prefix(found["indent"] if found else "", "", "")
    return _Prefix(found["indent"], found["mark"], found["gap"] or " ")


def _deeper(indent: str, by: int) -> str:
    return indent + "  " * by if by > 0 else indent[: max(0, len(indent) + 2 * by)]


def _after(lines: Sequence[str], item: Item) -> int:
    """Behind the item and what belongs to it: deeper lines, with the blank lines between them."""
    margin = len(lines[item.place.line - 1]) - len(lines[item.place.line - 1].lstrip())
    end = probe = item.place.end_line
    while probe < len(lines):
        line = lines[probe]
        if line.strip():
            if len(line) - len(line.lstrip()) <= margin or item.level == 0 and _PREFIX_ITEM.match(line):
                break
            end = probe + 1
        probe += 1
    return end


def _is_loose(lines: Sequence[str], have: Sequence[Item]) -> bool:
    """Blank lines stand between items, or between paragraphs that serve as items."""
    top = [item for item in have if item.level == have[0].level]
    if len(top) == 1:
        return not _prefix(lines[top[0].place.line - 1], top[0]).mark
    return not lines[top[-1].place.line - 2].strip()


def _first_items(
    page: Page, lines: Sequence[str], role: SectionRole, fresh: Sequence[ContentItem]
) -> LineEdit:
    style = _Prefix("", _usual_mark(page, lines), " ")
    written = [text for count, item in enumerate(fresh, start=1) for text in style.write(item, count)]
    section = next((s for s in page.sections if s.role == role), None)
    if section is None:
        return _new_section(page, role, written)
    at = section.place.line
    while at < len(lines) and not lines[at].strip():
        at += 1
    if at == section.place.line:
        written.insert(0, "")
    if at < len(lines):
        written.append("")
    return LineEdit(at, at, tuple(written))


def _usual_mark(page: Page, lines: Sequence[str]) -> str:
    for item in (*page.objectives, *page.achievements):
        if mark := _prefix(lines[item.place.line - 1], item).mark:
            return mark
    return "*"


def _new_section(page: Page, role: SectionRole, written: list[str]) -> LineEdit:
    number = page.week or ""
    names = {
        ("en", "objectives"): f"Week {number} Objectives:",
        ("vi", "objectives"): f"Mục tiêu tuần {number}:",
        ("en", "achievements"): f"Week {number} Achievements:",
        ("vi", "achievements"): f"Kết quả đạt được tuần {number}:",
    }
    main = next((s for s in page.sections if s.role in {"tasks", "objectives", "achievements"}), None)
    heading = "#" * (main.level if main and main.level <= 6 else 3) + " " + names[page.language, role]
    at = _place_of_new_section(page, role, main)
    before = ("",) if at and bare(page.layout.lines[at - 1]).strip() else ()
    after = ("",) if at < len(page.layout.lines) else ()
    return LineEdit(at, at, (*before, heading, "", *written, *after))


def _place_of_new_section(page: Page, role: SectionRole, main: Section | None) -> int:
    if role == "objectives" and main:
        return main.place.line - 1
    if role == "objectives":
        return len(page.layout.lines)  # on top it would take the page's own prose for its items
    tables = page.layout.tables
    return tables[-1].end if tables else len(page.layout.lines)
