"""On which days somebody is away. Pure."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from weeklog.absences.tables import AbsentRow
from weeklog.calendar import Week, working_days
from weeklog.vocabulary import AbsenceReason, DayPart

Whom = tuple[UUID, UUID]  # programme and person


@dataclass(frozen=True, slots=True)
class Absence:
    first: date
    last: date
    part: DayPart
    reason: AbsenceReason


def days_away(absences: Iterable[Absence], week: Week) -> dict[date, AbsenceReason]:
    """The whole days of the week that somebody is away, in their order. A morning and an afternoon make a day;
    half a day alone is still a day of work."""
    parts: dict[date, dict[DayPart, AbsenceReason]] = defaultdict(dict)
    for one in absences:
        for day in _days(max(one.first, week.first), min(one.last, week.last)):
            parts[day].setdefault(one.part, one.reason)
    return {day: next(iter(found.values())) for day, found in sorted(parts.items()) if _is_whole(found)}


def is_away(
    week: Week, absences: Iterable[Absence], days_off: Collection[int], holidays: Collection[date]
) -> bool:
    """On every working day of a week that has some."""
    days, away = working_days(week, days_off, holidays), days_away(absences, week)
    return bool(days) and all(day in away for day in days)


def _is_whole(parts: Mapping[DayPart, AbsenceReason]) -> bool:
    return "day" in parts or len(parts) == len(_HALVES)


_HALVES: Final = ("morning", "afternoon")


def _days(first: date, last: date) -> Iterable[date]:
    return (first + timedelta(days=ahead) for ahead in range((last - first).days + 1))


def absences_by_person(rows: Iterable[AbsentRow]) -> dict[Whom, list[Absence]]:
    found: dict[Whom, list[Absence]] = defaultdict(list)
    for row in rows:
        absence = Absence(row.first_day, row.last_day, row.part, row.reason)
        found[row.programme_id, row.person_id].append(absence)
    return found


_WORDS: Final[Mapping[str, Mapping[AbsenceReason, str]]] = {
    "en": {"leave": "leave", "sick": "sick leave", "study": "studies", "holiday": "a holiday", "travel": "travel",
        "other": "other reasons"},
    "vi": {"leave": "nghỉ phép", "sick": "nghỉ ốm", "study": "đi học", "holiday": "nghỉ lễ", "travel": "đi công tác",
        "other": "lý do khác"},
}  # fmt: skip


def reason_words(reason: AbsenceReason, language: str) -> str:
    """As a review says it. A language that is not known reads English."""
    return _WORDS.get(language, _WORDS["en"])[reason]
