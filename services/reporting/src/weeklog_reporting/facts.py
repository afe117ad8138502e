"""A week's rows -> what can be said about it. Pure: no clock, no database, no words of our own."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from weeklog.calendar import SATURDAY, Week
from weeklog.vocabulary import ObjectiveState, Status

ENOUGH = 2  # shared words by which an entry is about an objective; one when it has no more


class Fact(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Resource(Fact):
    title: str
    url: str | None = None


class Entry(Fact):
    id: UUID
    text: str
    start_on: date
    end_on: date
    status: Status
    tags: tuple[str, ...] = ()
    resources: tuple[Resource, ...] = ()
    carried_from: UUID | None = None
    carried_to: UUID | None = None
    weeks_open: int = 1


class Objective(Fact):
    id: UUID
    text: str
    state: ObjectiveState = "open"
    done: bool | None
    evidence: tuple[UUID, ...] = ()


class Achievement(Fact):
    id: UUID
    text: str
    evidence: tuple[UUID, ...] = ()


class WeekRows(Fact):
    """What is read for a review. `today` is where the person is: days after it are not missing yet."""

    number: int
    first_day: date
    last_day: date
    today: date
    holidays: tuple[date, ...] = ()
    entries: tuple[Entry, ...] = ()
    unfinished_before: tuple[Entry, ...] = ()  # of the week before, and not carried on since
    objectives: tuple[Objective, ...] = ()
    achievements: tuple[Achievement, ...] = ()

    @property
    def week(self) -> Week:
        return Week(self.number, self.first_day, self.last_day)


class Day(Fact):
    day: date
    entries: tuple[UUID, ...]


class Carried(Fact):
    """Unfinished in a week before, and gone on with in this one: carried over, or written down again."""

    entry: UUID
    before: UUID
    weeks: int | None = None  # 3 = open for the third week; none = told by its words alone


class Aim(Fact):
    text: str
    done: bool | None
    state: ObjectiveState = "open"
    evidence: tuple[UUID, ...]  # the entries it names; when it names none, entries that share its words


class Claim(Fact):
    text: str
    evidence: tuple[UUID, ...]  # the entries it names; when it names none, entries that share its words


class Use(Fact):
    what: str
    entries: tuple[UUID, ...]


class Facts(Fact):
    number: int
    entries: tuple[Entry, ...]
    by_status: dict[Status, int]
    days: tuple[Day, ...]  # with at least one entry
    missing_days: tuple[date, ...]  # working days without one
    carried: tuple[Carried, ...]
    left_behind: tuple[Entry, ...]  # unfinished in the week before, and not written down again
    objectives: tuple[Aim, ...]
    achievements: tuple[Claim, ...]
    tags: tuple[Use, ...]
    resources: tuple[Use, ...]

    def with_status(self, *statuses: Status) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.entries if entry.status in statuses)

    @property
    def unfinished(self) -> tuple[Entry, ...]:
        """Each once: what went on within the week is what it went on as."""
        here = {entry.id for entry in self.entries}
        return tuple(entry for entry in self.with_status("doing", "planned") if entry.carried_to not in here)


def find_facts(rows: WeekRows) -> Facts:
    entries = tuple(sorted(rows.entries, key=lambda entry: (entry.start_on, entry.end_on)))
    counts = Counter(entry.status for entry in entries)
    days = _days(rows.week, entries)
    carried = tuple(_carried(entries, rows.unfinished_before))
    again = {one.before for one in carried} | _same_text(entries, rows.unfinished_before)
    return Facts(
        number=rows.number,
        entries=entries,
        by_status={status: counts[status] for status in ("done", "doing", "planned", "dropped")},
        days=days,
        missing_days=_missing(rows, {day.day for day in days}),
        carried=carried,
        left_behind=tuple(entry for entry in rows.unfinished_before if entry.id not in again),
        objectives=tuple(
            Aim(
                text=one.text,
                done=one.done,
                state=one.state,
                evidence=one.evidence or _about(one.text, entries),
            )
            for one in rows.objectives
        ),
        achievements=tuple(_claim(one, entries) for one in rows.achievements),
        tags=_uses((tag, entry.id) for entry in entries for tag in entry.tags),
        resources=_uses((one.url or one.title, entry.id) for entry in entries for one in entry.resources),
    )


def _days(week: Week, entries: Sequence[Entry]) -> tuple[Day, ...]:
    days = (week.first + timedelta(days=index) for index in range((week.last - week.first).days + 1))
    worked = ((day, tuple(one.id for one in entries if one.start_on <= day <= one.end_on)) for day in days)
    return tuple(Day(day=day, entries=ids) for day, ids in worked if ids)


def _missing(rows: WeekRows, worked: set[date]) -> tuple[date, ...]:
    last = min(rows.last_day, rows.today)
    days = (rows.first_day + timedelta(days=index) for index in range((last - rows.first_day).days + 1))
    return tuple(
        day for day in days if day.weekday() < SATURDAY and day not in worked and day not in rows.holidays
    )


def _carried(entries: Sequence[Entry], before: Sequence[Entry]) -> Iterable[Carried]:
    unfinished = {_plain(entry.text): entry.id for entry in before}
    for entry in entries:
        if entry.carried_from is not None:
            if entry.weeks_open > 1:  # else it went on within the week
                yield Carried(entry=entry.id, before=entry.carried_from, weeks=entry.weeks_open)
        elif (earlier := unfinished.get(_plain(entry.text))) is not None:
            yield Carried(entry=entry.id, before=earlier)


def _same_text(entries: Sequence[Entry], before: Sequence[Entry]) -> set[UUID]:
    texts = {_plain(entry.text) for entry in entries}
    return {entry.id for entry in before if _plain(entry.text) in texts}


def _claim(achievement: Achievement, entries: Sequence[Entry]) -> Claim:
    named = tuple(entry.id for entry in entries if entry.id in achievement.evidence)
    return Claim(text=achievement.text, evidence=named or _about(achievement.text, entries))


def _about(text: str, entries: Sequence[Entry]) -> tuple[UUID, ...]:
    """The entries that are written about the same thing: they share two telling words, or the only one there is."""
    words = _telling(text)
    wanted = min(ENOUGH, len(words))
    shared = ((entry, words & _telling(f"{entry.text} {' '.join(entry.tags)}")) for entry in entries)
    return tuple(entry.id for entry, both in shared if wanted and len(both) >= wanted)


def _uses(pairs: Iterable[tuple[str, UUID]]) -> tuple[Use, ...]:
    """The most used first."""
    found: dict[str, list[UUID]] = {}
    for what, entry in pairs:
        if entry not in found.setdefault(what, []):
            found[what].append(entry)
    return tuple(
        Use(what=what, entries=tuple(ids))
        for what, ids in sorted(found.items(), key=lambda use: (-len(use[1]), use[0]))
    )


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().casefold()


_COMMON = frozenset(
    {
        "about", "after", "also", "and", "before", "for", "from", "have", "into", "more", "our", "some", "than", "that", "the",
        "their", "them", "then", "this", "use", "using", "week", "what", "when", "which", "will", "with",
        "các", "cho", "của", "được", "là", "một", "những", "trong", "và", "với",
    }
)  # fmt: skip
SHORTEST = 3  # letters of a telling word


def _telling(text: str) -> frozenset[str]:
    words = _plain(text).split()
    return frozenset(
        _stem(word) for word in words if len(word) >= SHORTEST and word not in _COMMON and not word.isdigit()
    )


def _stem(word: str) -> str:
    """`modules` and `module`, `testing` and `test` are the same word here."""
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST:
            return word.removesuffix(ending).rstrip("e")
    return word.rstrip("e")
