"""When somebody of a programme may be told something."""

from datetime import date, time
from uuid import UUID

from weeklog.db.rows import row_class
from weeklog.ids import PersonId


@row_class
class ClockRow:
    person_id: PersonId
    programme_id: UUID
    zone: str  # their own, or else the programme's
    days_off: list[int]  # weekdays, 0 = Monday
    holidays: list[date]
    quiet_from: time
    quiet_until: time
