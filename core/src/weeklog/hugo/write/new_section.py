"""The first objective or achievement of a page: under its heading, or with a heading of the template."""

from collections.abc import Sequence
from typing import Literal

from weeklog.hugo.model import Page
from weeklog.hugo.read.content import ContentItem
from weeklog.hugo.read.outline import BOLD_LEVEL
from weeklog.hugo.read.source import bare
from weeklog.hugo.write.edits import LineEdit
from weeklog.hugo.write.item_prefix import Prefix, prefix_of
from weeklog.vocabulary import Language

ListRole = Literal["objectives", "achievements"]

_HEADINGS: dict[tuple[Language, ListRole], str] = {
    ("en", "objectives"): "Week {} Objectives:",
    ("vi", "objectives"): "Mục tiêu tuần {}:",
    ("en", "achievements"): "Week {} Achievements:",
    ("vi", "achievements"): "Kết quả đạt được tuần {}:",
}
_TEMPLATE_LEVEL = 3


def list_heading(language: Language, role: ListRole, week: int | None, level: int = _TEMPLATE_LEVEL) -> str:
    words = _HEADINGS[language, role].format(week if week is not None else "").replace(" :", ":")
    return f"{'#' * level} {words}"


def first_items(page: Page, role: ListRole, fresh: Sequence[ContentItem]) -> LineEdit:
    style = Prefix("", _usual_mark(page), " ")
    written = [text for count, item in enumerate(fresh) for text in style.counted_on(count).write(item)]
    section = next((section for section in page.sections if section.role == role), None)
    if section is None:
        return _with_heading(page, role, written)
    lines = page.layout.lines
    at = section.place.line
    while at < len(lines) and not bare(lines[at]).strip():
        at += 1
    if at == section.place.line:
        written.insert(0, "")
    if at < len(lines):
        written.append("")
    return LineEdit(at, at, tuple(written))


def _usual_mark(page: Page) -> str:
    """The mark of the page's other list, from its first item; the template's without one."""
    for item in (*page.objectives, *page.achievements):
        prefix = prefix_of(bare(page.layout.lines[item.place.line - 1]), item)
        if prefix.mark:
            return "1." if prefix.mark[0].isdigit() else prefix.mark
    return "*"


def _with_heading(page: Page, role: ListRole, written: Sequence[str]) -> LineEdit:
    main = next((s for s in page.sections if s.role in {"tasks", "objectives", "achievements"}), None)
    level = main.level if main and main.level < BOLD_LEVEL else _TEMPLATE_LEVEL
    lines = page.layout.lines
    at = len(lines)  # a page without sections would give its prose to a section on top
    if role == "objectives" and main:
        at = main.place.line - 1
    elif role == "achievements" and page.layout.tables:
        at = page.layout.tables[-1].end
    before = [""] if at and bare(lines[at - 1]).strip() else []
    after = [""] if at < len(lines) else []
    return LineEdit(
        at, at, (*before, list_heading(page.language, role, page.week, level), "", *written, *after)
    )
