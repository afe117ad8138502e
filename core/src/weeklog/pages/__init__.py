"""Hugo worklog pages as data: read, edit, write back, compare and check them. Pure: bytes and values in, values out."""

from weeklog.pages.content import content_of
from weeklog.pages.lint import lint_page
from weeklog.pages.model import (
    Ambiguity,
    AmbiguityKind,
    CalendarGap,
    CalendarGuess,
    Choice,
    Content,
    ContentItem,
    ContentRow,
    DayMonth,
    DayMonthDecision,
    Drift,
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
    WeekPages,
)
from weeklog.pages.new_page import new_page
from weeklog.pages.programme import infer_calendar
from weeklog.pages.reader import read_page
from weeklog.pages.site import find_pages
from weeklog.pages.twins import compare_twins
from weeklog.pages.unwritable import unwritable
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
    "new_page",
    "read_page",
    "unwritable",
    "write_page",
]
