"""What is guessed for a whole page, as records that a person can settle: the day/month order, a missing year, and what
a digit in the day column means."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import get_args

from weeklog.hugo.model import Choice, DayDigits, DayMonthDecision, Place
from weeklog.hugo.read.notes import Notes
from weeklog.hugo.read.order import DatedRow
from weeklog.hugo.read.statuses import status_of
from weeklog.hugo.read.words import plain
from weeklog.vocabulary import Status

_STATES: Mapping[str, str] = {
    "planned": "planned: not begun",
    "doing": "doing: in progress",
    "done": "done",
    "blocked": "blocked: something holds it up",
    "dropped": "dropped: it will not be done",
}
_EACH_STATUS: tuple[Status, ...] = get_args(Status)
_DIGIT_CHOICES = (
    Choice("vi", "2 is Monday, 3 is Tuesday, ..."),
    Choice("iso", "1 is Monday, 2 is Tuesday, ..."),
    Choice("ordinal", "it only counts the rows"),
)


def note_order(
    notes: Notes, decision: DayMonthDecision, dated: Sequence[DatedRow], places: Sequence[Place]
) -> None:
    """`places` are those of the rows, here and below."""
    if decision.by in {"none", "settled"} or (decision.by == "proof" and decision.order != "mixed"):
        return
    open_dates = (
        (raw.text, place)
        for row, place in zip(dated, places, strict=True)
        for raw in row.dates
        if raw.is_open
    )
    example, place = next(open_dates, ("", None))
    if place is None:
        return
    notes.add(
        "day_month",
        "day_month",
        place,
        question="Do the dates of this page put the day or the month first?",
        evidence=decision.evidence,
        choices=(
            Choice("DM", f"day first, as in `{example}`"),
            Choice("MD", f"month first, as in `{example}`"),
        ),
        chosen=None if decision.order == "mixed" else decision.order,
        confidence=0.5 if decision.order == "mixed" else decision.confidence,
        scopes=("page", "site"),
    )


def note_year(
    notes: Notes, dated: Sequence[DatedRow], places: Sequence[Place], year: int | None, why: str
) -> None:
    missing = (
        (raw.text, place)
        for row, place in zip(dated, places, strict=True)
        for raw in row.dates
        if raw.year is None and not raw.typo
    )
    example, place = next(missing, ("", None))
    if place is None or "year" in notes.settlements:
        return
    if year is not None:
        notes.tell(place, f"`{example}` and other days without a year are taken for days of {year}: {why}.")
        return
    notes.add(
        "missing_year",
        "year",
        place,
        question=f"Which year is `{example}` in?",
        choices=(),
        chosen=None,
        confidence=0.3,
        scopes=("page", "site"),
    )


def read_day_digits(
    notes: Notes, dated: Sequence[DatedRow], starts: Sequence[date | None], places: Sequence[Place]
) -> DayDigits:
    """The dates say what the digits mean; without any, 2 is Monday to most authors."""
    settled = notes.settlements.get("day_digit")
    tested = [
        (row.label.digits[0], start.isoweekday())
        for row, start in zip(dated, starts, strict=True)
        if row.label.digits and start
    ]
    hits: dict[DayDigits, int] = {
        "vi": sum(digit == (weekday + 1) for digit, weekday in tested),
        "iso": sum(digit == weekday for digit, weekday in tested),
        "ordinal": 0,
    }
    if settled in hits:
        return next(choice for choice in hits if choice == settled)
    digits = [row.label.digits[0] for row in dated if row.label.digits]
    if not digits:
        return "vi"
    best = max(hits, key=lambda meaning: hits[meaning])
    if tested and hits[best] * 2 < len(tested) and digits == list(range(1, len(digits) + 1)):
        return "ordinal"
    if not tested or hits[best] < len(tested):
        place = next(place for row, place in zip(dated, places, strict=True) if row.label.digits)
        _note_digits(notes, place, digits[0], hits, len(tested))
    return best


def _note_digits(
    notes: Notes, place: Place, example: int, hits: Mapping[DayDigits, int], tested: int
) -> None:
    fits = f"of {tested} dated rows {hits['vi']} fit 2 = Monday, {hits['iso']} fit 1 = Monday"
    best = max(hits, key=lambda meaning: hits[meaning])
    notes.add(
        "day_digit",
        "day_digit",
        place,
        question=f"What does the day `{example}` mean on this page? (The rows keep their dates either way.)",
        evidence=(fits if tested else "no row has both a digit and a date; 2 = Monday is the usual meaning",),
        choices=_DIGIT_CHOICES,
        chosen=best,
        confidence=0.5 + hits[best] / tested / 2 if tested else 0.85,
        scopes=("page", "site"),
    )


def read_state(status: str | None, place: Place, notes: Notes) -> Status | None:
    """What the author's word means; a word that is not known is asked about, and the task counts as going on
    meanwhile."""
    words = plain(status or "")
    if not any(map(str.isalnum, words)):
        return status_of(status or "")
    key = f"status:{words}"
    settled = notes.settlements.get(key)
    for one in _EACH_STATUS:
        if one == settled:
            return one
    if (known := status_of(status or "")) is not None:
        return known
    notes.add(
        "unknown_status",
        key,
        place,
        question=f"How far is a task whose status is `{status}`?",
        choices=tuple(Choice(one, label) for one, label in _STATES.items() if one in _EACH_STATUS),
        chosen="doing",
        confidence=0.4,
        scopes=("page", "site"),
    )
    return "doing"
