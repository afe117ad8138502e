"""Events reach whom they are for, in order, and only when the rows are saved."""

import pytest

from tests.support.people import RecordingPublisher, make_person
from weeklog.db.engine import Database
from weeklog.events.catalogue import WeekChanged
from weeklog.ids import PersonId
from weeklog.unit_of_work import Store


async def test_an_event_goes_to_its_own_person_or_to_those_it_names(
    system: Database, app_database: Database
) -> None:
    an = await make_person(system)
    binh = await make_person(system, "binh@example.com")
    publisher = RecordingPublisher()
    async with Store(app_database, publisher).begin(an) as work:
        work.publish(WeekChanged(week=1))
        work.publish(WeekChanged(week=2), to=[binh, an])
        work.publish(WeekChanged(week=3), to=[])
        assert publisher.published == []
    assert publisher.published == [
        (an, WeekChanged(week=1)),
        (an, WeekChanged(week=2)),
        (binh, WeekChanged(week=2)),
    ]


async def test_what_is_not_saved_is_told_to_nobody(system: Database, app_database: Database) -> None:
    an = await make_person(system)
    publisher = RecordingPublisher()
    with pytest.raises(RuntimeError, match="on second thought"):
        await _tell_and_fail(Store(app_database, publisher), an)
    assert publisher.published == []


async def _tell_and_fail(store: Store, person: PersonId) -> None:
    async with store.begin(person) as work:
        work.publish(WeekChanged(week=1), to=[person])
        raise RuntimeError("on second thought")
