"""Where the reader writes down its guesses, and looks up what a person has settled."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from weeklog.hugo.model import Ambiguity, AmbiguityKind, Choice, PageWarning, Place, Scope


@dataclass(slots=True)
class Notes:
    settlements: Mapping[str, str]
    by_key: dict[str, Ambiguity] = field(default_factory=dict[str, Ambiguity])
    told: list[PageWarning] = field(default_factory=list[PageWarning])

    def add(
        self,
        kind: AmbiguityKind,
        key: str,
        place: Place,
        *,
        question: str,
        choices: tuple[Choice, ...],
        chosen: str | None,
        confidence: float,
        evidence: tuple[str, ...] = (),
        scopes: tuple[Scope, ...] = ("row",),
    ) -> None:
        """Once per key: the start and the end of a row often hold the same text."""
        found = Ambiguity(kind, key, place, question, evidence, choices, chosen, confidence, scopes)
        self.by_key.setdefault(key, found)

    def tell(self, place: Place, message: str) -> None:
        """What leaves nothing to choose is no question."""
        self.told.append(PageWarning("taken_for_granted", place, message))

    @property
    def ambiguities(self) -> tuple[Ambiguity, ...]:
        return tuple(self.by_key.values())

    def settled_days(self, key: str) -> tuple[date, ...]:
        """One day, or two with a slash between; empty when the key is not settled on days."""
        found = tuple(iso_day(part) for part in self.settlements.get(key, "").split("/"))
        return tuple(day for day in found if day) if all(found) else ()


def iso_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def long_day(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B %Y}"
