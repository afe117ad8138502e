"""`new_page`: a week that has no page yet, in the style of the site's other weeks, or in the template's form."""

from collections.abc import Sequence

from weeklog.pages.model import Content, Language, Page, WeekInfo
from weeklog.pages.new_row import TASKS_HEADING, table_head
from weeklog.pages.reader import read_page
from weeklog.pages.writer import write_page

_TITLE = {"en": "Week {} Worklog", "vi": "Worklog Tuần {}"}
_OBJECTIVES = {"en": "### Week {} Objectives:", "vi": "### Mục tiêu tuần {}:"}
_ACHIEVEMENTS = {"en": "### Week {} Achievements:", "vi": "### Kết quả đạt được tuần {}:"}


def new_page(content: Content, week: WeekInfo, *, language: Language, like: Sequence[Page] = ()) -> bytes:
    """`like` are other weeks of the site; those in another language are left aside."""
    return write_page(read_page(_template(week, language)), content)


def _template(week: WeekInfo, language: Language) -> bytes:
    title = week.title or _TITLE[language].format(week.number)
    lines = (
        "---",
        f'title: "{title.replace(chr(34), chr(39))}"',
        f"date: {week.first}",
        f"weight: {week.number}",
        "chapter: false",
        f'pre: " <b> 1.{week.number}. </b> "',
        "---",
        "",
        _OBJECTIVES[language].format(week.number),
        "",
        TASKS_HEADING[language],
        *table_head(language),
        "",
        _ACHIEVEMENTS[language].format(week.number),
    )
    return ("\n".join(lines) + "\n").encode()
