"""Files as pages of the programme's weeks, or the reason why not. Pure."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, TypeAlias
from uuid import UUID

from weeklog.calendar import Week
from weeklog.hugo import DayMonth, Language, Page, days_from_path, read_page, week_from_path
from weeklog.sites.days import are_apart, days_of
from weeklog.sites.faults import (
    MOST_PATH,
    another_page,
    other_part,
    path_faults,
    reading_faults,
    review_faults,
    same_path,
    text_faults,
    twice,
    week_faults,
)
from weeklog.sites.file import File
from weeklog.sites.parts import in_parts, whole_of
from weeklog.sites.placing import WEEK_KEY, Placed, place_page
from weeklog.sites.reading import Reading, SiteAnswers, read_with_answers
from weeklog.sites.report import PageFault

__all__ = ["MOST_PATH", "File", "Refused", "StoredPage", "Unplaced", "UnplacedPage", "WeekPage", "read_files"]

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
    moved_from: str | None = None  # the path that the stored page had, which is gone


@dataclass(frozen=True)
class Unplaced:
    """A file whose week nobody can tell but its person."""

    file: File
    path: str
    page: Page
    reading: Reading
    placed: Placed


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
class UnplacedPage:
    """A page that waits for its person to say which week it is of."""

    id: UUID
    path: str
    page: Page
    placed: Placed
    updated_at: datetime


Read: TypeAlias = WeekPage | Unplaced | Refused


@dataclass(frozen=True)
class _Known:
    """What is known before a file is read for good."""

    weeks: Sequence[Week]
    pages: Sequence[StoredPage]
    readings: Mapping[str, Reading]
    languages: Mapping[str, Language]
    proved: Mapping[str, DayMonth]
    answers: SiteAnswers


def read_files(
    files: Sequence[File],
    weeks: Sequence[Week],
    stored: Sequence[StoredPage],
    answers: SiteAnswers,
    said: Mapping[str, int],
) -> tuple[list[Read], list[Page]]:
    """Each page in the order sent, and what each says by itself. A file of several weeks is a page a week. `said` are
    the weeks that a person named, by path."""
    files = in_parts(files, weeks)
    alone = [read_page(file.raw, file.path) for file in files]
    known = _Known(
        weeks=weeks,
        pages=stored,
        readings={one.path: one.reading for one in stored},
        languages=_languages(alone, stored),
        proved=_proved(alone + [one.page for one in stored]),
        answers=answers,
    )
    pages = [_read(file, page, known, said.get(file.path)) for file, page in zip(files, alone, strict=True)]
    return _whole_files(_without_copies(pages, stored)), alone


def _without_copies(read: Sequence[Read], stored: Sequence[StoredPage]) -> list[Read]:
    """A week may have several pages in a language, each with its own rows; but the same rows at two paths would be
    logged twice. Where the old path is gone, the page has moved."""
    sent = {clean_path(one.file.path) for one in read} | {
        one.path for one in read if isinstance(one, WeekPage)
    }
    taken: dict[tuple[int, str], list[WeekPage]] = defaultdict(list)
    held: dict[tuple[int, str], list[StoredPage]] = defaultdict(list)
    for page in stored:
        held[page.week.number, page.page.language].append(page)
    checked: list[Read] = []
    waiting: set[str] = set()
    for one in read:
        if isinstance(one, Unplaced) and one.path in waiting:
            checked.append(Refused(one.file, one.page, [same_path()]))
            continue
        waiting |= {one.path} if isinstance(one, Unplaced) else set()
        checked.append(_checked(one, taken, held, sent) if isinstance(one, WeekPage) else one)
        if isinstance(page := checked[-1], WeekPage):
            taken[page.week.number, page.page.language].append(page)
    return checked


def _checked(
    one: WeekPage,
    taken: Mapping[tuple[int, str], Sequence[WeekPage]],
    held: Mapping[tuple[int, str], Sequence[StoredPage]],
    sent: AbstractSet[str],
) -> Read:
    key = one.week.number, one.page.language
    others = taken.get(key, ())
    if any(other.path == one.path or mostly_same(other.page, one.page) for other in others):
        return Refused(one.file, one.page, [twice(one.week)])
    here = held.get(key, ())
    if any(page.path == one.path for page in here):
        return one
    gone = {other.moved_from for other in others}
    copies = [page for page in here if page.path not in gone and mostly_same(page.page, one.page)]
    if any(page.path in sent for page in copies):
        return Refused(one.file, one.page, [another_page(one.week, copies[0].path)])
    return replace(one, moved_from=copies[0].path) if copies else one


def _whole_files(read: Sequence[Read]) -> list[Read]:
    """Of a file of several weeks all are taken or none: else the file could not be written back."""
    broken = {whole_of(one.file.path): one.file.path for one in read if isinstance(one, Refused)}
    return [
        Refused(one.file, one.page, [other_part(broken[whole])])
        if isinstance(one, WeekPage) and (whole := whole_of(one.file.path)) in broken
        else one
        for one in read
    ]


def mostly_same(before: Page, after: Page) -> bool:
    """The bytes, or at least half of the rows; two pages of a day each must be of the same one."""
    if len(days_of(after)) == 1 and are_apart(days_of(before), days_of(after)):
        return False
    was, now = Counter(row.text for row in before.rows), Counter(row.text for row in after.rows)
    return before.raw == after.raw or (bool(was) and (was & now).total() * 2 >= was.total())


def _read(file: File, page: Page, known: _Known, said: int | None) -> Read:
    placed = _place(file, page, known, said)
    week = next((week for week in known.weeks if week.number == placed.number), None)
    faults = [
        *path_faults(file.path),
        *review_faults(page),
        *week_faults(placed.number, week, known.weeks),
        *reading_faults(page),
    ]
    if faults:
        return Refused(file, page, faults)
    if week is None:
        return Unplaced(file, clean_path(file.path), page, Reading(), placed)
    path = _stored_path(file.path, week)
    before = known.readings.get(path, Reading())
    language = before.language or known.languages.get(file.path)
    reading = Reading(
        own=before.own if said is None else {WEEK_KEY: str(said)},
        span=(week.first, week.last),
        day_month=before.day_month or known.proved.get(language or page.language),
        language=language,
        week=None if page.week == week.number else week.number,
        day=placed.day,
        part=before.part,
    )
    reading, page = read_with_answers(file.raw, path, reading, known.answers)
    if faults := text_faults(page):
        return Refused(file, page, faults)
    return WeekPage(file, path, page, reading, week)


def _place(file: File, page: Page, known: _Known, said: int | None) -> Placed:
    """What its person said, now or when the same page came before, is believed before the days."""
    clean = clean_path(file.path)
    placed = place_page(clean, page, known.weeks)
    if said is not None:
        return Placed(said, placed.day)
    for one in known.pages:
        answered = WEEK_KEY in one.reading.own and one.path == _stored_path(clean, one.week)
        if one.path == clean or (answered and placed.number is None and mostly_same(one.page, page)):
            return Placed(one.week.number, placed.day or one.reading.day)
    return placed


def clean_path(path: str) -> str:
    return "/".join(part for part in path.replace("\\", "/").split("/") if part not in {"", "."})


def _stored_path(path: str, week: Week) -> str:
    """A path that names neither a week nor a date would be the same for every week."""
    clean = clean_path(path)
    named = week_from_path(clean) is not None or days_from_path(clean, (week.first.year,))
    return clean if named else f"week-{week.number}/{clean}"


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
