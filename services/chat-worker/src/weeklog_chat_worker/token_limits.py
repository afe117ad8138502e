"""Whether a programme's limit of tokens keeps somebody from asking a model."""

from datetime import date
from uuid import UUID

from weeklog.db.engine import Database
from weeklog.ids import PersonId
from weeklog.programmes.tables import find_limits
from weeklog.usage.limits import used_up
from weeklog.usage.tables import sum_tokens


async def is_limited(system: Database, person_id: PersonId, programme_id: UUID, today: date) -> bool:
    """The system role knows what the whole programme has used."""
    limits = await system.one(find_limits, programme_id=programme_id)
    if limits is None or (limits.tokens_per_person_day is None and limits.tokens_per_month is None):
        return False
    used = await system.one(sum_tokens, person_id=person_id, programme_id=programme_id, today=today)
    assert used is not None  # a sum is always one row
    return used_up(limits.tokens_per_person_day, limits.tokens_per_month, used) is not None
