"""Files as pages of the programme's weeks, or the reason why not. Pure."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from weeklog.calendar import Week
from weeklog.hugo import DayMonth, Language, Page, read_page, week_from_path
from weeklog.sites.faults import (
    MOST_PATH,
    another_page,
    other_part,
    path_faults,
    reading_faults,
    text_faults,
    twice,
    week_faults,
)
from weeklog.sites.file import File
from weeklog.sites.parts import in_parts, whole_of
from weeklog.sites.reading import Reading, SiteAnswers, read_with_answers
from weeklog.sites.report import PageFault

__all__ = ["MOST_PATH", "File", "Refused", "StoredPage", "WeekPage", "read_files"]

_NAME: Final = re.compile(r"(?P<stem>.*?)(?:\.(?P<language>vi|en))?\.(?:md|markdown)", re.IGNORECASE)
_OTHER: Final[Mapping[Language, Language]] = {"en": "vi", "vi": "en"}


@dataclass(frozen=True)
class WeekPage:
    """A file that can be imported."""

    file: File
    path: str  # what it is known by from now on
    page: Page
    reading: Reading
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
    week: Week  # with the days it had when the page was read: a row without a date took the first of them
    page: Page
    reading: Reading
    updated_at: datetime


@dataclass(frozen=True)
class _Known:
    """What is known before a file is read for good."""

    weeks: Mapping[int, Week]
    stored: Mapping[str, Reading]
    languages: Mapping[str, Language]
    proved: Mapping[str, DayMonth]
    answers: SiteAnswers


def read_files(
    files: Sequence[File], weeks: Sequence[Week], stored: Sequence[StoredPage], answers: SiteAnswers
) -> tuple[list[WeekPage | Refused], list[Page]]:
    """Each page in the order sent, and what each says by itself. A file of several weeks is a page a week."""
    files = in_parts(files)
    alone = [read_page(file.raw, file.path) for file in files]
    known = _Known(
        weeks={week.number: week for week in weeks},
        stored={one.path: one.reading for one in stored},
        languages=_languages(alone, stored),
        proved=_proved(alone + [one.page for one in stored]),
        answers=answers,
    )
    read: list[WeekPage | Refused] = []
    taken: set[tuple[int, str]] = set()
    sent = {file.path for file in files}
    for file, page in zip(files, alone, strict=True):
        one = _read(file, page, known)
        if isinstance(one, WeekPage):
            key = one.week.number, one.page.language
            one = Refused(file, one.page, [twice(one.week)]) if key in taken else one
            taken.add(key)
        if isinstance(one, WeekPage) and (other := _another(one, stored, sent)) is not None:
            one = Refused(file, one.page, [another_page(one.week, other.path)])
        read.append(one)
    return _whole_files(read), alone


def _whole_files(read: Sequence[WeekPage | Refused]) -> list[WeekPage | Refused]:
    """Of a file of several weeks all are taken or none: else the file could not be written back."""
    broken = {whole_of(one.file.path): one.file.path for one in read if isinstance(one, Refused)}
    return [
        Refused(one.file, one.page, [other_part(broken[whole])])
        if isinstance(one, WeekPage) and (whole := whole_of(one.file.path)) in broken
        else one
        for one in read
    ]


def _another(one: WeekPage, stored: Sequence[StoredPage], sent: AbstractSet[str]) -> StoredPage | None:
    """The page that the week has already, where this is not the same one at a new path."""
    of_week = [page for page in stored if page.week.number == one.week.number]
    if any(page.path == one.path for page in of_week):
        return None
    held = next((page for page in of_week if page.page.language == one.page.language), None)
    if held is None or (held.path not in sent and _mostly_same(held.page, one.page)):
        return None
    return held


def _mostly_same(before: Page, after: Page) -> bool:
    """The bytes, or at least half of the rows."""
    was, now = Counter(row.text for row in before.rows), Counter(row.text for row in after.rows)
    return before.raw == after.raw or (bool(was) and (was & now).total() * 2 >= was.total())


def _read(file: File, page: Page, known: _Known) -> WeekPage | Refused:
    week = known.weeks.get(page.week) if page.week is not None else None
    faults = [*path_faults(file.path), *week_faults(page, week, known.weeks), *reading_faults(page)]
    if week is None or faults:
        return Refused(file, page, faults)
    path = _stored_path(file.path, week)
    before = known.stored.get(path, Reading())
    language = before.language or known.languages.get(file.path)
    reading = Reading(
        own=before.own,
        span=(week.first, week.last),
        day_month=before.day_month or known.proved.get(language or page.language),
        language=language,
    )
    reading, page = read_with_answers(file.raw, path, reading, known.answers)
    if faults := text_faults(page):
        return Refused(file, page, faults)
    return WeekPage(file, path, page, reading, week)


def _stored_path(path: str, week: Week) -> str:
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


def _languages(pages: Iterable[Page], stored: Sequence[StoredPage]) -> dict[str, Language]:
    """For twins (`_index.md` and `_index.vi.md`) that are both written in one language: the name decides."""
    here: dict[str, Language] = {one.path: one.page.language for one in stored}
    spoken: dict[str, Language] = {page.path: page.language for page in pages}
    spoken |= here
    twins: dict[str, list[str]] = defaultdict(list)
    for path in spoken:
        if found := _NAME.fullmatch(path):
            twins[found["stem"]].append(path)
    decided: dict[str, Language] = {}
    for paths in twins.values():
        if len(paths) == len(_OTHER) and len({spoken[path] for path in paths}) == 1:
            for path, twin in (paths, paths[::-1]):
                if path not in here:
                    decided[path] = _OTHER[spoken[twin]] if twin in here else _by_name(path, twin)
    return decided


def _by_name(path: str, twin: str) -> Language:
    own, other = _named(path), _named(twin)
    return own or (_OTHER[other] if other else "en")


def _named(path: str) -> Language | None:
    found = _NAME.fullmatch(path)
    name = (found["language"] or "").lower() if found else ""
    return "vi" if name == "vi" else "en" if name == "en" else None
