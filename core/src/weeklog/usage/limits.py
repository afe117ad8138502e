"""Whether the tokens that a programme may use are used up. Pure."""

from typing import Literal

from weeklog.usage.tables import TokensRow

UsedUp = Literal["month", "day"]


def used_up(per_person_day: int | None, per_month: int | None, used: TokensRow) -> UsedUp | None:
    """Which of the two limits, the programme's own first. None = there is no such limit, or it is not reached."""
    if per_month is not None and used.month >= per_month:
        return "month"
    if per_person_day is not None and used.today >= per_person_day:
        return "day"
    return None
