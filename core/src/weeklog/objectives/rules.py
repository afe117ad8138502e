"""What a week is for, and whether it came about.

The state is the truth. The ticked box of a page says the same for those who use boxes: `done` is true when it is met,
false when it is not, and none when its author uses no boxes.
"""

from collections.abc import Sequence
from typing import Any

from weeklog.events.catalogue import WeekChanged
from weeklog.objectives.tables import delete_other_objectives, put_objective, reopen_objectives
from weeklog.unit_of_work import UnitOfWork
from weeklog.vocabulary import ObjectiveState


def state_of_box(done: bool | None, state: ObjectiveState) -> ObjectiveState:
    """Of an objective in this state whose box now says this."""
    if done is None:
        return state
    if done:
        return "met"
    return "open" if state == "met" else state


def box_of_state(state: ObjectiveState, done: bool | None) -> bool | None:
    return None if done is None else state == "met"


async def put_objectives(work: UnitOfWork, this: dict[str, Any], rows: Sequence[dict[str, Any]]) -> None:
    """The whole list of a week. An objective whose continuation is removed by it is open again where it stood."""
    removed = await work.all(delete_other_objectives, **this, ids=[row["id"] for row in rows])
    sources = [row.carried_from for row in removed if row.carried_from is not None]
    if sources:
        freed = await work.all(reopen_objectives, person_id=this["person_id"], ids=sources)
        for week in sorted({row.week for row in freed}):
            work.publish(WeekChanged(week=week))
    await work.run_many(put_objective, rows)
