"""What a page is made of. Everything here is a frozen value; nothing here knows Markdown."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Literal

from weeklog.hugo.sign import Sign
from weeklog.vocabulary import Language, Status

DayMonth = Literal["DM", "MD"]
Scope = Literal["row", "page", "site"]
SectionRole = Literal[
    "objectives",
    "tasks",
    "achievements",
    "challenges",
    "lessons",
    "next_week",
    "assessment",
    "references",
    "summary",
    "unknown",
]
DayDigits = Literal["vi", "iso", "ordinal"]
"""What a digit in the day column means: 2 is Monday (Vietnamese), 1 is Monday (ISO), or it counts the rows."""
DecidedBy = Literal["none", "proof", "span", "weekday", "twin", "calendar", "site", "settled", "unresolved"]
ColumnRole = Literal[
    "number", "day", "task", "start", "end", "date", "resource", "status", "hours", "unknown"
]
AmbiguityKind = Literal[
    "day_month",
    "mixed_day_month",
    "missing_year",
    "date_typo",
    "unreadable_date",
    "reversed_dates",
    "day_digit",
    "weekday_clash",
    "week_number",
    "unknown_status",
    "task_column",
    "task_section",
]
WarningKind = Literal[
    "not_utf8",
    "too_large",
    "no_front_matter",
    "broken_front_matter",
    "no_table",
    "short_row",
    "long_row",
    "blank_row",
    "split_row",
    "second_table",
    "taken_for_granted",
]
FindingLevel = Literal["note", "warning", "blocker"]

NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: lines and columns count from 1, rows from 0; `end_line` is included."""

    line: int
    end_line: int
    column: int = 1
    row: int | None = None


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """`raw` holds the fences and their line ends; the other fields are the author's words, unquoted."""

    raw: str = ""
    format: Literal["yaml", "toml", "none"] = "none"
    title: str | None = None
    date: str | None = None
    weight: str | None = None
    chapter: str | None = None
    pre: str | None = None
    week: str | None = None


@dataclass(frozen=True, slots=True)
class Resource:
    """`raw` is the author's Markdown; a plain mention ("AWS docs") has a title and no address."""

    title: str
    url: str | None = None
    raw: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One objective, achievement or task. `level` 0 is the outermost; `done` is None without a checkbox. `head` is the
    day that a task says itself, with what stands between it and the text; `sign` the status that it says beside it."""

    text: str
    done: bool | None
    place: Place
    level: int = 0
    head: str = ""
    sign: Sign | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One task row, or an item of a list of tasks. A cell that holds a list becomes `- ` lines, two spaces deeper per
    level. `state` is what `status`, the author's word, means; None where it says nothing that is known. `sign` is the
    status where it stands beside the text. `is_open` says that the table asks for a last day and the row gives none.
    """

    place: Place
    day_label: str
    text: str
    start: date | None = None
    end: date | None = None
    resources: tuple[Resource, ...] = ()
    status: str | None = None
    extra: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    notes: tuple[str, ...] = ()
    state: Status | None = None
    is_open: bool = False
    sign: Sign | None = None
    hours: float | None = None


@dataclass(frozen=True, slots=True)
class Section:
    role: SectionRole
    heading: str
    level: int
    place: Place


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Ambiguity:
    """A guess or a conflict. Settling `key` with the `value` of a choice makes it disappear.

    `chosen` is what the reader went on with meanwhile; None means that it left the field empty.
    """

    kind: AmbiguityKind
    key: str
    place: Place
    question: str
    evidence: tuple[str, ...]
    choices: tuple[Choice, ...]
    chosen: str | None
    confidence: float
    scopes: tuple[Scope, ...]


@dataclass(frozen=True, slots=True)
class PageWarning:
    kind: WarningKind
    place: Place
    message: str


@dataclass(frozen=True, slots=True)
class DayMonthDecision:
    """`order` is None when the page holds no such date, or when a person has to decide (`unresolved`)."""

    order: DayMonth | Literal["mixed"] | None = None
    by: Literal["none", "proof", "span", "weekday", "twin", "calendar", "site", "settled", "unresolved"] = (
        "none"
    )
    evidence: tuple[str, ...] = ()
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Hints:
    """What is known from outside the page.

    `settlements` maps an ambiguity's key to the value a person chose. `span` is the week's first and last day by the
    programme's calendar. `day_month` is what the site's other pages in this language prove. `week` and `day` are those
    of a page that is known by its day: a row of it without a date is of that day.
    """

    settlements: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    span: tuple[date, date] | None = None
    translation_dates: tuple[date, ...] = ()
    language: Language | None = None
    day_month: DayMonth | None = None
    week: int | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class WeekInfo:
    number: int
    first: date
    last: date
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """`start` and `end` are character offsets in the line, padding included."""

    raw: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Column:
    """`width` is the header cell's, padding included; 0 when it is not known."""

    role: ColumnRole
    name: str
    width: int = 0


@dataclass(frozen=True, slots=True)
class TableRow:
    """`line` to `end` (excluded, from 0) is the row in the page; a split row has more than one line."""

    line: int
    end: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """`header` is the header's line, from 0; `end` is the first line after the last row."""

    header: int
    end: int
    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]


@dataclass(frozen=True, slots=True)
class DayGroup:
    """A heading or an item that is nothing but a day, and what stands below it: `line` to `end` (excluded, from 0)."""

    line: int
    end: int
    label: str
    is_heading: bool
    day: date | None = None  # none: not yet known


@dataclass(frozen=True, slots=True)
class Layout:
    """How the author wrote it: what the writer needs in order to change only what it must."""

    lines: tuple[str, ...] = ()
    newline: str = "\n"
    bom: bool = False
    tables: tuple[Table, ...] = ()
    task_items: tuple[Item, ...] = ()  # where the tasks stand in a list: one for each row of the page
    day_groups: tuple[DayGroup, ...] = ()  # of a page whose tasks stand in a list
    day_digits: DayDigits = "vi"


@dataclass(frozen=True, slots=True)
class Page:
    raw: bytes
    path: str
    language: Language
    week: int | None
    front_matter: FrontMatter
    objectives: tuple[Item, ...] = ()
    achievements: tuple[Item, ...] = ()
    rows: tuple[Row, ...] = ()
    sections: tuple[Section, ...] = ()
    ambiguities: tuple[Ambiguity, ...] = ()
    warnings: tuple[PageWarning, ...] = ()
    day_month: DayMonthDecision = DayMonthDecision()
    day: date | None = None  # of a page that is one day's
    layout: Layout = field(default=Layout(), repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Finding:
    """`line` counts from 1; 0 is the page as a whole. `message` says what to do and never repeats a secret."""

    level: FindingLevel
    kind: str
    line: int
    message: str
