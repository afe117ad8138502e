"""What a review was made from, and what of it has changed since. Pure."""

from collections.abc import Iterable, Sequence
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from weeklog.achievements.tables import AchievementRow
from weeklog.entries.tables import EntryRow
from weeklog.objectives.tables import ObjectiveRow
from weeklog.reviews.facts.rows import Achievement, Entry, Objective

SourceKind = Literal["entry", "objective", "achievement"]
MOST_TEXT = 300  # characters kept of what it said


class Source(BaseModel):
    """One row of the week as the review saw it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: SourceKind
    id: UUID
    text: str
    state: str  # whatever else of the row a review speaks of


class WeekChange(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Literal["added", "changed", "removed"]
    what: SourceKind
    id: UUID
    text: str  # now; of what was removed, as it was
    was: str | None = None


def entry_source(row: EntryRow | Entry) -> Source:
    """A review of this week does not speak of where it went on later, its place on the page, or its version."""
    told = (row.start_on, row.end_on, row.status, row.blocked_since, list(row.tags), row.hours)
    return Source(kind="entry", id=row.id, text=_short(row.text), state="|".join(map(str, told)))


def objective_source(row: ObjectiveRow | Objective) -> Source:
    return Source(kind="objective", id=row.id, text=_short(row.text), state=row.state)


def achievement_source(row: AchievementRow | Achievement) -> Source:
    return Source(kind="achievement", id=row.id, text=_short(row.text), state="")


def changes(before: Sequence[Source], now: Sequence[Source]) -> list[WeekChange]:
    """Empty when the review is fresh."""
    was = {one.id: one for one in before}
    here = {one.id for one in now}
    return [*_new_or_changed(was, now), *_removed(before, here)]


def _new_or_changed(was: dict[UUID, Source], now: Iterable[Source]) -> Iterable[WeekChange]:
    for one in now:
        old = was.get(one.id)
        if old is None:
            yield WeekChange(kind="added", what=one.kind, id=one.id, text=one.text)
        elif old != one:
            yield WeekChange(kind="changed", what=one.kind, id=one.id, text=one.text, was=old.text)


def _removed(before: Iterable[Source], here: set[UUID]) -> Iterable[WeekChange]:
    for one in before:
        if one.id not in here:
            yield WeekChange(kind="removed", what=one.kind, id=one.id, text=one.text)


def _short(text: str) -> str:
    return text if len(text) <= MOST_TEXT else text[: MOST_TEXT - 1] + "…"
