"""Who asks, and what the assistant knows about them before it looks anything up."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from weeklog.calendar import Week, week_of
from weeklog.conversations.replies import ExchangeRow, QuestionRow
from weeklog.ids import PersonId


@dataclass(frozen=True)
class Exchange:
    question: str
    answer: str


@dataclass(frozen=True)
class Followed:
    """Somebody else whose worklog the asker may read."""

    person_id: PersonId
    name: str
    submits: bool  # reviews: a member who has not left


@dataclass(frozen=True)
class Asker:
    person_id: PersonId
    programme_id: UUID
    name: str
    programme: str
    today: date  # where the asker is
    weeks: tuple[Week, ...]
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("UTC"))
    tags: tuple[str, ...] = ()  # their own, those that they use most first
    mentors: tuple[str, ...] = ()  # names
    leads: tuple[str, ...] = ()
    followed: tuple[Followed, ...] = ()

    @property
    def week(self) -> Week | None:
        return week_of(self.weeks, self.today)


@dataclass(frozen=True)
class Question:
    text: str
    history: tuple[Exchange, ...]
    max_attempts: int
    asker: Asker


def understood(
    row: QuestionRow, before: Sequence[ExchangeRow], person_id: PersonId, now: datetime
) -> Question:
    """`before`: the exchanges that it follows. Where there are none, what its client says came before."""
    zone = ZoneInfo(row.zone)
    asker = Asker(
        person_id=person_id,
        programme_id=row.programme_id,
        name=row.person,
        programme=row.programme,
        today=now.astimezone(zone).date(),
        zone=zone,
        tags=tuple(row.tags),
        mentors=tuple(row.mentors),
        leads=tuple(row.leads),
        followed=tuple(
            Followed(PersonId(UUID(one["id"])), one["name"], one["submits"]) for one in row.followed
        ),
        weeks=tuple(
            Week(week["number"], date.fromisoformat(week["first"]), date.fromisoformat(week["last"]))
            for week in row.weeks
        ),
    )
    history = (
        [Exchange(one.question, one.answer) for one in before]
        if before
        else [Exchange(one["question"], one["answer"]) for one in row.context]
    )
    return Question(row.question, tuple(history), row.max_attempts, asker)
