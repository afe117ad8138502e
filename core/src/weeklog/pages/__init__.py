"""Hugo worklog pages as data: read, edit, write back, compare and check them. Pure: bytes and values in, values out."""

from weeklog.pages.content import Content, ContentItem, ContentRow, content_of, match_items
from weeklog.pages.lint import lint_page
from weeklog.pages.model import (
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
    Language,
    Page,
    Place,
    Resource,
    Row,
    Scope,
    Section,
    SectionRole,
    Warning_,
    WarningKind,
    WeekInfo,
)
from weeklog.pages.new_page import new_page
from weeklog.pages.programme import CalendarGap, CalendarGuess, infer_calendar
from weeklog.pages.reader import read_page
from weeklog.pages.site import WeekPages, find_pages
from weeklog.pages.twins import Drift, compare_twins
from weeklog.pages.unwritable import unwritable
from weeklog.pages.week_number import week_from_path
from weeklog.pages.writer import write_page

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
    "Place",
    "Resource",
    "Row",
    "Scope",
    "Section",
    "SectionRole",
    "WarningKind",
    "Warning_",
    "WeekInfo",
    "WeekPages",
    "compare_twins",
    "content_of",
    "find_pages",
    "infer_calendar",
    "lint_page",
    "match_items",
    "new_page",
    "read_page",
    "unwritable",
    "week_from_path",
    "write_page",
]
