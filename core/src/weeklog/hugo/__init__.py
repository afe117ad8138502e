"""Hugo worklog pages as data: read, edit, write back, compare and check them. Pure: bytes and values in, values
out."""

from weeklog.hugo.check.lint import lint_page
from weeklog.hugo.check.translations import Drift, compare_translations
from weeklog.hugo.model import (
    Ambiguity,
    AmbiguityKind,
    Choice,
    DayMonth,
    DayMonthDecision,
    Finding,
    FindingLevel,
    FrontMatter,
    Hints,
    Item,
    Page,
    PageWarning,
    Place,
    Resource,
    Row,
    Scope,
    Section,
    SectionRole,
    WarningKind,
    WeekInfo,
)
from weeklog.hugo.read.content import Content, ContentItem, ContentRow, content_of, match_items
from weeklog.hugo.read.dates import find_dates
from weeklog.hugo.read.many_weeks import split_weeks
from weeklog.hugo.read.path_days import day_number, days_from_path, names_a_day
from weeklog.hugo.read.programme import CalendarGap, CalendarGuess, infer_calendar
from weeklog.hugo.read.reader import read_page
from weeklog.hugo.read.site import WeekPages, find_logs, find_pages
from weeklog.hugo.read.week_number import week_from_path
from weeklog.hugo.write.new_page import new_page
from weeklog.hugo.write.writer import write_page
from weeklog.vocabulary import Language

__all__ = [
    "Ambiguity",
    "AmbiguityKind",
    "CalendarGap",
    "CalendarGuess",
    "Choice",
    "Content",
    "ContentItem",
    "ContentRow",
    "DayMonth",
    "DayMonthDecision",
    "Drift",
    "Finding",
    "FindingLevel",
    "FrontMatter",
    "Hints",
    "Item",
    "Language",
    "Page",
    "PageWarning",
    "Place",
    "Resource",
    "Row",
    "Scope",
    "Section",
    "SectionRole",
    "WarningKind",
    "WeekInfo",
    "WeekPages",
    "compare_translations",
    "content_of",
    "day_number",
    "days_from_path",
    "find_dates",
    "find_logs",
    "find_pages",
    "infer_calendar",
    "lint_page",
    "match_items",
    "names_a_day",
    "new_page",
    "read_page",
    "split_weeks",
    "week_from_path",
    "write_page",
]
