"""Who hears that a review has changed."""

from collections.abc import Iterable
from uuid import UUID

from weeklog.db.engine import Database
from weeklog.events.catalogue import ReviewChanged, WeekChanged
from weeklog.ids import PersonId
from weeklog.programmes.memberships import list_readers
from weeklog.unit_of_work import UnitOfWork
from weeklog_api.reviews.schemas import Review


def tell(work: UnitOfWork, review: Review, to: Iterable[PersonId]) -> None:
    """The owner's week shows the state of its review, and is told too."""
    changed = ReviewChanged(
        review_id=review.id, week=review.week, version=review.version, state=review.state, of=review.person_id
    )
    work.publish(changed, to=to)
    work.publish(WeekChanged(week=review.week), to=[PersonId(review.person_id)])


async def readers_of(system: Database, programme_id: UUID, person_id: UUID) -> list[PersonId]:
    """The owner, and whoever follows them."""
    rows = await system.all(list_readers, programme_id=programme_id, person_id=person_id)
    return [PersonId(row.id) for row in rows]
