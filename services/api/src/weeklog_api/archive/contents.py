"""What the JSON of an archive's rows must look like: it is shown later, and nobody looks at it again. Pure.

Each row is held against the types of its columns, as the API can read them, and then against what is in its JSON.
Where the API has a model of its own, that is it.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Final, Literal
from uuid import UUID

import orjson
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, field_validator

from weeklog.events.catalogue import EntryState
from weeklog.hugo import DayMonth, Language
from weeklog.json_values import is_array, is_object
from weeklog.proposals.catalogue import Proposed
from weeklog.reviews.lines import StoredLine
from weeklog.sites.faults import path_faults
from weeklog.vocabulary import ChangeKind, ProposalState, Status, SuggestionSource, SuggestionState, Verdict
from weeklog_api.archive.columns import COLUMNS
from weeklog_api.artifacts.schemas import FileName, Note, Title
from weeklog_api.conversations.schemas import MOST_REMARK
from weeklog_api.entries.schemas import Tags
from weeklog_api.schemas import MOST_TEXT, QuestionText, Weekday

DEEPEST: Final = 12  # lists and objects within each other: ours have five
Count = Annotated[int, Field(ge=0)]


class Content(BaseModel):
    """Of a row, the columns that are looked at."""

    model_config = ConfigDict(extra="ignore", strict=True)


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class Resource(Part):
    """Addresses become links: none of them may run."""

    title: Annotated[str, Field(max_length=MOST_TEXT)]
    url: Annotated[str, Field(max_length=MOST_TEXT)] | None

    @field_validator("url")
    @classmethod
    def only_leads_somewhere(cls, url: str | None) -> str | None:
        scheme = re.sub(r"[\s\x00-\x1f]", "", url or "").partition(":")[0].lower()
        if scheme in ("javascript", "data", "vbscript", "file"):
            raise ValueError(f"an address may not begin with {scheme}:")
        return url


class _Entries(Content):
    status: Status
    tags: Tags
    resources: list[Resource]


class _Before(EntryState):
    """An entry as it was. It comes back when it is restored, with what it proved."""

    model_config = ConfigDict(extra="ignore", strict=True)

    resources: tuple[Resource, ...]  # pyright: ignore[reportIncompatibleVariableOverride, reportGeneralTypeIssues] - the same, looked at
    # Those that have defaults elsewhere: the bin reads them from the row as it is.
    carried_from: UUID | None = Field(...)
    carried_to: UUID | None = Field(...)
    weeks_open: int = Field(...)
    person_id: UUID
    page_id: UUID | None = None
    page_row: int | None = None
    objectives: tuple[UUID, ...] = ()
    achievements: tuple[UUID, ...] = ()


class _History(Content):
    change: ChangeKind
    row: _Before


class _Line(StoredLine):
    model_config = ConfigDict(extra="forbid", strict=True)

    section: Annotated[str, StringConstraints(pattern=r"^[\w -]{1,60}$")]  # pyright: ignore[reportIncompatibleVariableOverride] - the same, looked at


class _Reviews(Content):
    lines: list[_Line] | None
    facts: dict[str, Any] | None


class _Citation(Part):
    entry_id: UUID
    label: Annotated[str, StringConstraints(pattern=r"^\d{1,4}$")]
    week: int
    start_on: date
    text: str


class _Mark(Part):
    start: Count
    end: Count
    why: Literal["unknown citation", "not in what is cited", "nothing is cited"]


class _Usage(Part):
    input_tokens: Count
    output_tokens: Count


class _Replies(Content):
    verdict: Verdict | None
    remark: Annotated[str, StringConstraints(max_length=MOST_REMARK)] | None
    citations: list[_Citation]
    checks: list[_Mark]
    usage: _Usage | None


class _Exchange(Part):
    question: str
    answer: str


class _Messages(Content):
    context: list[_Exchange] | None


class _Proposals(Content):
    state: ProposalState
    content: Proposed


class _Suggestions(Content):
    source: SuggestionSource
    state: SuggestionState
    status: Status
    resources: list[Resource]


class _Settlements(Part):
    settled: dict[str, str] = {}
    site: dict[str, str] = {}
    span: tuple[date, date] | None = None
    day_month: DayMonth | None = None
    language: Language | None = None
    week: int | None = None
    day: date | None = None
    part: bool = False


class _Pages(Content):
    path: str
    language: Language
    settlements: _Settlements

    @field_validator("path")
    @classmethod
    def stays_inside(cls, path: str) -> str:
        """It becomes a name in the archive of all pages."""
        if path.startswith("/") or path_faults(path):
            raise ValueError("must be a relative path that ends in .md, without `..`")
        return path


class _Artifacts(Content):
    name: FileName
    title: Title


class _Revisions(Content):
    name: FileName
    note: Note


class _ScheduledQuestions(Content):
    text: QuestionText
    weekdays: Annotated[list[Weekday], Field(min_length=1, max_length=7)]


_OF_KIND: Final[Mapping[str, type[BaseModel]]] = {
    "entries": _Entries,
    "entry_history": _History,
    "reviews": _Reviews,
    "replies": _Replies,
    "messages": _Messages,
    "proposals": _Proposals,
    "suggestions": _Suggestions,
    "pages": _Pages,
    "artifacts": _Artifacts,
    "artifact_revisions": _Revisions,
    "scheduled_questions": _ScheduledQuestions,
}


def fault_of(kind: str, row: Mapping[str, Any]) -> str | None:
    """What of the row cannot be, by its field; none when all of it can."""
    if name := next((name for name, value in row.items() if not _is_shallow(value)), None):
        return f"{name}: holds more than {DEEPEST} lists or objects within each other"
    try:
        # As JSON: there an id is a string, and a number is no string.
        COLUMNS[kind].model_validate_json(orjson.dumps(row))
        if (model := _OF_KIND.get(kind)) is not None:
            model.model_validate_json(orjson.dumps(_looked_at(kind, row, model)))
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        return f"{'.'.join(str(part) for part in first['loc'])}: {first['msg']}"
    return None


def _looked_at(kind: str, row: Mapping[str, Any], model: type[BaseModel]) -> dict[str, Any]:
    found = {name: row[name] for name in row if name in model.model_fields}
    content: Any = found.get("content")
    if kind == "proposals" and isinstance(content, dict):  # its kind stands beside it
        found["content"] = content | {"kind": row["kind"]}
    return found


def _is_shallow(value: Any, left: int = DEEPEST) -> bool:
    if is_object(value):
        return left > 0 and all(_is_shallow(one, left - 1) for one in value.values())
    if is_array(value):
        return left > 0 and all(_is_shallow(one, left - 1) for one in value)
    return True
