"""What an import says about a calendar and about each page, as it is answered and stored."""

from collections.abc import Sequence
from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict

from weeklog.hugo import Ambiguity, Finding, Page
from weeklog.sites.rows import is_entry

Outcome = Literal["created", "changed", "unchanged", "refused"]


class Reported(BaseModel):
    model_config = ConfigDict(frozen=True)


class PageWarning(Reported):
    line: int  # from 1
    kind: str
    message: str


class PageChoice(Reported):
    value: str
    label: str


class PageAmbiguity(Reported):
    """A guess, and what it was guessed from. `chosen` is what the import went on with."""

    line: int
    kind: str
    key: str
    question: str
    evidence: list[str]
    choices: list[PageChoice]
    chosen: str | None
    confidence: float


class PageFinding(Reported):
    """`line` 0 is the page as a whole."""

    level: Literal["note", "warning", "blocker"]
    kind: str
    line: int
    message: str


class PageFault(Reported):
    field: Literal["path", "week", "table", "text"]
    message: str


class PageReport(Reported):
    path: str
    week: int | None
    language: str | None
    outcome: Outcome
    entries: int = 0  # rows with a task
    objectives: int = 0
    achievements: int = 0
    warnings: tuple[PageWarning, ...] = ()
    ambiguities: tuple[PageAmbiguity, ...] = ()
    errors: tuple[PageFault, ...] = ()
    lint: tuple[PageFinding, ...] = ()
    twin: str | None = None  # the same week in another language


class CalendarWeek(Reported):
    number: int
    first_day: date
    last_day: date


class CalendarPause(Reported):
    """Days between two weeks that belong to neither."""

    first_day: date
    last_day: date
    evidence: str


class CalendarProposal(Reported):
    """The calendar that the uploaded pages speak of; `PUT /v1/programme/weeks` takes its weeks as they are."""

    starts_on: date
    weekday: int  # on which weeks begin, 0 = Monday
    weeks: list[CalendarWeek]
    gaps: list[CalendarPause]
    evidence: list[str]
    confidence: float
    fits: bool  # the programme's calendar agrees


class ImportReport(Reported):
    """`unchanged`: the week's data is what the file says, or what the file said when it was imported last."""

    dry_run: bool
    pages: list[PageReport]
    calendar: CalendarProposal | None = None  # none: the pages name no week, or no date


def page_report(
    path: str, week: int, page: Page, outcome: Outcome, *, lint: Sequence[Finding], twin: str | None
) -> PageReport:
    return PageReport(
        path=path,
        week=week,
        language=page.language,
        outcome=outcome,
        entries=sum(is_entry(row) for row in page.rows),
        objectives=len(page.objectives),
        achievements=len(page.achievements),
        warnings=_warnings(page),
        ambiguities=_ambiguities(page.ambiguities),
        lint=findings(lint),
        twin=twin,
    )


def unplaced_report(path: str, page: Page, outcome: Outcome, asked: Ambiguity) -> PageReport:
    """Nothing of the page is an entry before its person has said which week it is of."""
    return PageReport(
        path=path,
        week=None,
        language=page.language,
        outcome=outcome,
        warnings=_warnings(page),
        ambiguities=_ambiguities([asked]),
    )


def refusal(path: str, page: Page | None, faults: Sequence[PageFault]) -> PageReport:
    return PageReport(
        path=path,
        week=page and page.week,
        language=page and page.language,
        outcome="refused",
        warnings=_warnings(page) if page else (),
        errors=tuple(faults),
    )


def findings(lint: Sequence[Finding]) -> tuple[PageFinding, ...]:
    return tuple(
        PageFinding(level=one.level, kind=one.kind, line=one.line, message=one.message) for one in lint
    )


def _warnings(page: Page) -> tuple[PageWarning, ...]:
    found = [
        PageWarning(line=warning.place.line, kind=warning.kind, message=warning.message)
        for warning in page.warnings
    ]
    undated = [
        PageWarning(
            line=row.place.line,
            kind="no_date",
            message="No date could be read in this row: it is logged on the first day of its week.",
        )
        for row in page.rows
        if is_entry(row) and row.start is None and row.end is None and page.day is None
    ]
    return tuple(sorted(found + undated, key=lambda warning: warning.line))


def _ambiguities(asked: Sequence[Ambiguity]) -> tuple[PageAmbiguity, ...]:
    return tuple(
        PageAmbiguity(
            line=one.place.line,
            kind=one.kind,
            key=one.key,
            question=one.question,
            evidence=list(one.evidence),
            choices=[PageChoice(value=choice.value, label=choice.label) for choice in one.choices],
            chosen=one.chosen,
            confidence=one.confidence,
        )
        for one in asked
    )
