from typing import Literal

from weeklog_api.schemas import Output

Outcome = Literal["created", "changed", "unchanged", "refused"]


class PageWarning(Output):
    line: int  # from 1
    kind: str
    message: str


class PageChoice(Output):
    value: str
    label: str


class PageAmbiguity(Output):
    """A guess, and what it was guessed from. `chosen` is what the import went on with."""

    line: int
    kind: str
    key: str
    question: str
    evidence: list[str]
    choices: list[PageChoice]
    chosen: str | None
    confidence: float


class PageFault(Output):
    field: Literal["path", "week", "table", "text"]
    message: str


class PageReport(Output):
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


class ImportReport(Output):
    """`unchanged`: the week's data is what the file says, or what the file said when it was imported last."""

    dry_run: bool
    pages: list[PageReport]
