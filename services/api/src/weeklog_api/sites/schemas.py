from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from weeklog.sites.report import ImportReport, Outcome, PageChoice, PageFinding, PageReport
from weeklog.vocabulary import JobState, Language
from weeklog_api.schemas import Input, Items, Output, Storable, WeekNumber

__all__ = ["ImportReport", "Outcome", "PageReport"]

Level = Literal["note", "warning", "blocker"]
Scope = Literal["row", "page", "site"]
PagePath = Annotated[str, StringConstraints(min_length=1, max_length=600), Storable]
Key = Annotated[str, StringConstraints(min_length=1, max_length=300), Storable]


class ImportState(Output):
    """An import that runs in the background. `done` and `total` count its files."""

    id: UUID
    state: JobState
    done: int
    total: int
    report: ImportReport | None = None  # when it is done
    error: str | None = None


class PageState(Output):
    path: str
    week: int | None  # none: the inbox asks for it
    language: Language
    updated_at: datetime
    ambiguities: int  # questions that are open
    findings: int  # when it was imported or settled last; GET /v1/pages/lint tells those of now


class QuestionPlace(Output):
    line: int  # from 1, in the page as it was imported
    row: int | None  # from 0
    column: int  # from 1


class Question(Output):
    """A guess or a conflict of a page. `chosen` is what its entries go by meanwhile."""

    path: str
    week: int | None  # none: it is what is asked
    language: Language
    key: str
    kind: str
    place: QuestionPlace
    question: str
    evidence: list[str]
    choices: list[PageChoice]
    chosen: str | None
    confidence: float
    scopes: list[Scope]


class Inbox(Items[Question]):
    open: int  # questions of all pages, however the list is filtered


class InboxFilters(Input):
    path: PagePath | None = None
    kind: Annotated[str | None, StringConstraints(max_length=100), Storable] = None
    limit: Annotated[int, Field(ge=1, le=500)] = 100
    cursor: Annotated[str | None, StringConstraints(max_length=200)] = None


class Answer(Input):
    """`scope`: `row` and `page` hold for this page; `site` for every page in its language that asks the same and
    offers that answer."""

    path: PagePath
    key: Key
    value: Annotated[str, StringConstraints(min_length=1, max_length=100), Storable]
    scope: Scope = "page"


class AnswerName(Input):
    path: PagePath
    key: Key
    scope: Scope = "page"


class Settlement(Output):
    settled: int  # pages that are read differently now
    pages: list[PageReport]
    open: int


class LintFilters(Input):
    path: PagePath | None = None
    level: Level | None = None
    week: WeekNumber | None = None
    kind: Annotated[
        str | None,
        StringConstraints(max_length=100),
        Storable,
        Field(description="`not_on_page`: what entries say and their page does not"),
    ] = None


class LintFinding(PageFinding):
    path: str


class TranslationSide(Output):
    path: str
    line: int | None  # none: no line stands for it
    value: str


class TranslationDrift(Output):
    kind: Literal["week", "rows", "start", "end", "resources", "objectives", "achievements"]
    field: str
    row: int | None  # of the left page, from 0
    message: str
    left: TranslationSide
    right: TranslationSide
