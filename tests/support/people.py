"""Rows that many tests begin with."""

from collections.abc import Sequence
from datetime import date, time

from weeklog.calendar import numbered_weeks
from weeklog.db.engine import Database
from weeklog.events.catalogue import PersonEvent
from weeklog.ids import PersonId, new_id
from weeklog.people.tables import insert_person
from weeklog.programmes.tables import insert_member, insert_programme, insert_week


class RecordingPublisher:
    """A `Publisher` that keeps what was published."""

    def __init__(self) -> None:
        self.published: list[tuple[PersonId, PersonEvent]] = []

    def publish(self, person_id: PersonId, events: Sequence[PersonEvent]) -> None:
        self.published += [(person_id, event) for event in events]


async def make_person(
    system: Database,
    email: str = "an@example.com",
    *,
    starts_on: date = date(2026, 10, 5),
    zone: str = "Asia/Ho_Chi_Minh",
    own_zone: str | None = None,
    weeks: int = 12,
) -> PersonId:
    """A member of a programme of their own."""
    person, programme = PersonId(new_id()), new_id()
    await system.run(
        insert_person, id=person, email=email, name="An", password_hash=None, zone=own_zone, language="en"
    )
    await system.run(
        insert_programme,
        id=programme, name="Internship", zone=zone, starts_on=starts_on, review_weekday=4, review_at=time(17),
    )  # fmt: skip
    for week in numbered_weeks(starts_on, weeks):
        await system.run(
            insert_week, programme_id=programme, number=week.number, first_day=week.first, last_day=week.last
        )
    await system.run(insert_member, programme_id=programme, person_id=person, role="member")
    return person
