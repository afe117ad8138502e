from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from weeklog.calendar import Week
from weeklog.ids import PersonId


@dataclass(frozen=True)
class Owner:
    """Whose pages: one person in one programme."""

    person_id: PersonId
    programme_id: UUID
    weeks: Sequence[Week]
    language: str

    @property
    def keys(self) -> dict[str, Any]:
        return {"person_id": self.person_id, "programme_id": self.programme_id}

    def week(self, number: int) -> Week | None:
        return next((week for week in self.weeks if week.number == number), None)
