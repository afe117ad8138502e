"""The JSON of pages: imports and their reports, questions, findings, twins, the calendar."""

from typing import Literal, NotRequired, TypedDict

from weeklog_cli.wire import Fault

Level = Literal["note", "warning", "blocker"]
Scope = Literal["row", "page", "site"]


class PageWarning(TypedDict):
    line: int
    kind: str
    message: str


class Choice(TypedDict):
    value: str
    label: str


class Guess(TypedDict):
    """A question as an import reports it."""

    line: int
    kind: str
    key: str
    question: str
    evidence: list[str]
    choices: list[Choice]
    chosen: str | None
    confidence: float


class Finding(TypedDict):
    path: NotRequired[str]  # left out where it stands in a page's own report
    level: Level
    kind: str
    line: int  # 0 is the page as a whole
    message: str


class ImportedPage(TypedDict):
    path: str
    week: int | None
    language: str | None
    outcome: Literal["created", "changed", "unchanged", "refused"]
    entries: int
    objectives: int
    achievements: int
    warnings: list[PageWarning]
    ambiguities: list[Guess]
    errors: list[Fault]
    lint: NotRequired[list[Finding]]
    twin: NotRequired[str | None]


class WeekSpan(TypedDict):
    number: int
    first_day: str
    last_day: str


class Calendar(TypedDict):
    starts_on: str
    weekday: str | int
    weeks: list[WeekSpan]
    gaps: list[object]
    evidence: list[str]
    fits: bool


class ImportReport(TypedDict):
    dry_run: bool
    pages: list[ImportedPage]
    calendar: NotRequired[Calendar | None]


class ImportJob(TypedDict):
    id: str
    state: Literal["queued", "running", "done", "failed", "cancelled"]
    done: int
    total: int
    report: NotRequired[ImportReport | None]
    error: NotRequired[str | None]


class StoredPage(TypedDict):
    path: str
    week: int | None
    language: Literal["en", "vi"]
    updated_at: str
    ambiguities: int
    findings: int


class Place(TypedDict):
    line: int
    row: int | None
    column: int


class Question(TypedDict):
    path: str
    week: int | None
    language: str
    key: str
    kind: str
    place: Place
    question: str
    evidence: list[str]
    choices: list[Choice]
    chosen: str | None
    confidence: float
    scopes: list[Scope]


class Settled(TypedDict):
    settled: int  # pages that are read differently now
    pages: list[ImportedPage]
    open: int


class TranslationSide(TypedDict):
    path: str
    line: int | None
    value: str


class Drift(TypedDict):
    kind: str
    field: str
    row: int | None
    message: str
    left: TranslationSide
    right: TranslationSide
