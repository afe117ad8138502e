"""Files as pages of the programme's weeks, or the reason why not. Pure."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from weeklog.calendar import Week
from weeklog.db.engine import Record
from weeklog.pages import DayMonth, Hints, Page, read_page
from weeklog.pages.week_number import week_from_path
from weeklog.worklog.page_rows import is_entry
from weeklog_api.pages.schemas import PageFault
from weeklog_api.schemas import MOST_TEXT

MOST_PATH = 500


@dataclass(frozen=True)
class File:
    path: str  # as it was sent
    raw: bytes


@dataclass(frozen=True)
class WeekPage:
    """A file that can be imported."""

    file: File
    path: str  # what it is known by from now on
    page: Page
    hints: Hints
    week: Week


@dataclass(frozen=True)
class Refused:
    file: File
    page: Page | None
    faults: list[PageFault]


@dataclass(frozen=True)
class StoredPage:
    id: UUID
    path: str
    page: Page
    hints: Hints

    @classmethod
    def of(cls, row: Record) -> "StoredPage":
        hints = _read_hints(row["settlements"])
        return cls(row["id"], row["path"], read_page(row["raw"], row["path"], hints=hints), hints)


def read_files(
    files: Sequence[File], weeks: Sequence[Week], stored: Sequence[StoredPage]
) -> list[WeekPage | Refused]:
    first = [(file, read_page(file.raw, file.path)) for file in files]
    known = {one.path: one.hints for one in stored}
    proved = _proved([page for _, page in first] + [one.page for one in stored])
    numbered = {week.number: week for week in weeks}
    read: list[WeekPage | Refused] = []
    taken: set[tuple[int, str]] = set()
    for file, page in first:
        one = _read(file, page, numbered, known, proved)
        if isinstance(one, WeekPage):
            key = one.week.number, one.page.language
            one = Refused(file, one.page, [_twice(one)]) if key in taken else one
            taken.add(key)
        read.append(one)
    return read


def hints_to_store(hints: Hints) -> dict[str, Any]:
    return {
        "settled": dict(hints.settlements),
        "span": hints.span and [day.isoformat() for day in hints.span],
        "day_month": hints.day_month,
    }


def _read_hints(stored: dict[str, Any]) -> Hints:
    span: list[str] | None = stored.get("span")
    return Hints(
        settlements=stored.get("settled") or {},
        span=(date.fromisoformat(span[0]), date.fromisoformat(span[1])) if span else None,
        day_month=stored.get("day_month"),
    )


def _read(
    file: File, page: Page, weeks: dict[int, Week], known: dict[str, Hints], proved: dict[str, DayMonth]
) -> WeekPage | Refused:
    week = weeks.get(page.week) if page.week is not None else None
    faults = [*_path_faults(file.path), *_week_faults(page, week, weeks), *_table_faults(page)]
    if week is None or faults:
        return Refused(file, page, faults)
    path = stored_path(file.path, week)
    before = known.get(path)
    hints = Hints(
        settlements=before.settlements if before else {},
        span=(week.first, week.last),
        day_month=before.day_month if before and before.day_month else proved.get(page.language),
    )
    page = read_page(file.raw, path, hints=hints)
    if faults := _text_faults(page):
        return Refused(file, page, faults)
    return WeekPage(file, path, page, hints, week)


def stored_path(path: str, week: Week) -> str:
    """A path that names no week would be the same for every week."""
    clean = "/".join(part for part in path.replace("\\", "/").split("/") if part not in {"", "."})
    return clean if week_from_path(clean) is not None else f"week-{week.number}/{clean}"


def _proved(pages: Sequence[Page]) -> dict[str, DayMonth]:
    """The order of day and month that most pages of a language prove."""
    votes: dict[str, Counter[DayMonth]] = {}
    for page in pages:
        if page.day_month.by == "proof" and page.day_month.order in ("DM", "MD"):
            votes.setdefault(page.language, Counter())[page.day_month.order] += 1
    return {language: orders.most_common(1)[0][0] for language, orders in votes.items()}


def _path_faults(path: str) -> list[PageFault]:
    parts = path.replace("\\", "/").split("/")
    if not path.strip() or len(path) > MOST_PATH or ".." in parts or "\x00" in path:
        return [
            PageFault(
                field="path",
                message=f"must be a relative path of at most {MOST_PATH} characters, without `..`",
            )
        ]
    if not path.lower().endswith((".md", ".markdown")):
        return [PageFault(field="path", message="is not a Markdown page: send files that end in .md")]
    return []


def _week_faults(page: Page, week: Week | None, weeks: dict[int, Week]) -> list[PageFault]:
    if week is not None:
        return []
    if page.week is None:
        message = "no week number was found: put the page in a folder such as 1.3-Week3, or name the week in its title"
    elif weeks:
        message = f"week {page.week} is not in the programme: it has the weeks {min(weeks)} to {max(weeks)}"
    else:
        message = "the programme has no weeks yet: ask its lead"
    return [PageFault(field="week", message=message)]


def _table_faults(page: Page) -> list[PageFault]:
    kinds = {warning.kind: warning.message for warning in page.warnings}
    if "too_large" in kinds:
        return [
            PageFault(
                field="text", message=f"{kinds['too_large']} Split the page, or take pictures out of it"
            )
        ]
    if "no_table" in kinds:
        return [
            PageFault(
                field="table",
                message="there is no task table: add one with columns such as Day | Task | Start Date | Completion Date | "
                "Reference Material",
            )
        ]
    return []


def _text_faults(page: Page) -> list[PageFault]:
    texts = [(row.place.line, row.text + row.day_label) for row in page.rows if is_entry(row)]
    texts += [(item.place.line, item.text) for item in (*page.objectives, *page.achievements)]
    return [
        PageFault(field="text", message=f"line {line}: {trouble}")
        for line, text in texts
        if (trouble := _trouble(text))
    ]


def _trouble(text: str) -> str | None:
    if "\x00" in text:
        return "holds a NUL character, which cannot be stored: remove it"
    if len(text) > MOST_TEXT:
        return f"is longer than {MOST_TEXT:,} characters: split it"
    return None


def _twice(one: WeekPage) -> PageFault:
    return PageFault(
        field="week",
        message=f"week {one.week.number} comes twice in this language: send one of the two, or give this one its own week",
    )
