"""A notice that is raised once per person and occasion, and told to their pages."""

from typing import Any

from weeklog.db.engine import Database
from weeklog.events.catalogue import NoticeRaised, NoticeState
from weeklog.ids import PersonId, new_id
from weeklog.notices.tables import raise_notice
from weeklog.unit_of_work import Publisher


async def raise_once(database: Database, publisher: Publisher, person_id: PersonId, **notice: Any) -> bool:
    """False when another scheduler was first. `notice`: the other columns of the row."""
    raised = await database.one(raise_notice, id=new_id(), person_id=person_id, **notice)
    if raised is None:
        return False
    state = NoticeState.model_validate(raised, from_attributes=True)
    publisher.publish(person_id, [NoticeRaised(notice=state)])
    return True
