"""`new_page`: a week that has no page yet, in the style of the site's other weeks, or in the template's form."""

from collections.abc import Sequence

from weeklog.hugo.model import Page, WeekInfo
from weeklog.hugo.read.content import Content, ContentItem, ContentRow
from weeklog.hugo.read.reader import read_page
from weeklog.hugo.write.new_row import TASKS_HEADING, table_head
from weeklog.hugo.write.new_section import list_heading
from weeklog.hugo.write.scaffold import scaffold
from weeklog.hugo.write.writer import write_page
from weeklog.vocabulary import Language

_TITLE = {"en": "Week {} Worklog", "vi": "Worklog Tuần {}"}


def new_page(content: Content, week: WeekInfo, *, language: Language, like: Sequence[Page] = ()) -> bytes:
    """`like` are other weeks of the site; those in another language, or without a task table, are left aside."""
    models = [
        page for page in like if page.language == language and page.layout.tables and page.front_matter.raw
    ]
    if not models:
        return write_page(read_page(_template(week, language)), _fresh(content))
    model = min(models, key=lambda page: (abs((page.week or 0) - week.number), -(page.week or 0)))
    return write_page(scaffold(model, week, models), _fresh(content))


def _fresh(content: Content) -> Content:
    """Nothing of it is on the new page yet, so nothing may claim a line there."""
    return Content(
        objectives=tuple(ContentItem(item.text, item.done, item.level, _NEW) for item in content.objectives),
        rows=tuple(
            ContentRow(row.text, row.day_label, row.start, row.end, row.resources, row.status, row.extra)
            for row in content.rows
        ),
        achievements=tuple(
            ContentItem(item.text, item.done, item.level, _NEW) for item in content.achievements
        ),
    )


_NEW = 10**9


def _template(week: WeekInfo, language: Language) -> bytes:
    title = (week.title or _TITLE[language].format(week.number)).replace('"', "'")
    lines = (
        "---",
        f'title: "{title}"',
        f"date: {week.first}",
        f"weight: {week.number}",
        "chapter: false",
        f'pre: " <b> 1.{week.number}. </b> "',
        "---",
        "",
        list_heading(language, "objectives", week.number),
        "",
        TASKS_HEADING[language],
        *table_head(language),
        "",
        list_heading(language, "achievements", week.number),
    )
    return ("\n".join(lines) + "\n").encode()
