"""Whether a review is late. Pure."""

from datetime import datetime

from weeklog.calendar import DAY_TO_SUBMIT


def is_late(due_at: datetime, submitted_at: datetime | None, now: datetime, *, expected: bool) -> bool:
    """Not submitted a day after its draft was due, or later than that. `expected`: of somebody who was there,
    or wrote."""
    return expected and (submitted_at or now) > due_at + DAY_TO_SUBMIT
