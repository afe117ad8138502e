"""From dates as typed to days of the calendar, with a record of every guess."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from weeklog.hugo.model import AmbiguityKind, Choice, DayMonth, DayMonthDecision, Place
from weeklog.hugo.read.dates import RawDate, repairs
from weeklog.hugo.read.notes import Notes, long_day
from weeklog.hugo.read.order import ORDERS, WEEK_SPREAD, DatedRow

LONGEST_TASK = 60
"""Days of one row beyond which its last day is asked about."""
_HALF_A_YEAR = 183
_FEBRUARY = 2


@dataclass(frozen=True, slots=True)
class DayReader:
    """Reads the dates of one page. `center` is a day beyond doubt, to tell a likely repair from others; `span`
    is the week's first and last day by the programme's calendar."""

    decision: DayMonthDecision
    year: int | None
    center: date | None
    notes: Notes
    span: tuple[date, date] | None = None

    def read(self, row: DatedRow, place: Place) -> tuple[date | None, date | None]:
        starts = [self._day(raw, place) for raw in row.starts]
        beside = starts[0] if starts else None
        ends = [self._day(raw, place, beside) for raw in row.ends]
        end = ends[-1] if ends else (starts[-1] if len(starts) > 1 else None)
        if beside and end and row.ends and (end - beside).days > LONGEST_TASK:
            end = self._far_end(row.ends[-1], place, beside, end)
        return beside, end

    def _far_end(self, raw: RawDate, place: Place, start: date, end: date) -> date:
        """A task of months in the page of one week has a slip in its last day, or in its first."""
        key = f"date:{raw.text}"
        if self.notes.settled_days(key):
            return end
        near = [day for day in _slips_of(end, start) if 0 <= (day - start).days <= WEEK_SPREAD] or [start]
        self.notes.add(
            "date_typo",
            key,
            place,
            question=f"The task ends on {long_day(end)}, {(end - start).days} days after it starts. Which day is "
            "meant?",
            evidence=(f"it starts on {long_day(start)}",),
            choices=tuple(Choice(day.isoformat(), long_day(day)) for day in (*near, end)),
            chosen=near[0].isoformat(),
            confidence=0.6,
        )
        return near[0]

    def _day(self, raw: RawDate, place: Place, beside: date | None = None) -> date | None:
        if settled := self.notes.settled_days(f"date:{raw.text}"):
            return settled[0]
        if raw.typo:
            return self._repaired("date_typo", raw, place, beside)
        order = _single(self.decision)
        if self._breaks_order(raw, order):
            return self._by_itself(raw, place)
        day = raw.on(order, self.year)
        if day is None and (raw.year or self.year) and not (order is None and raw.is_open):
            return self._repaired("unreadable_date", raw, place, beside)
        return day if day is None or raw.year else self._in_nearest_year(day)

    def _in_nearest_year(self, day: date) -> date:
        """A week around New Year has its January in the year after its December."""
        near = self.span[0] if self.span else self.center
        if near is None or abs((day - near).days) <= _HALF_A_YEAR:
            return day
        shift = 1 if day < near else -1
        return day.replace(year=day.year + shift, day=min(day.day, 28) if day.month == _FEBRUARY else day.day)

    def _breaks_order(self, raw: RawDate, order: DayMonth | None) -> bool:
        """A date that the page's order cannot be true of, or that only the other order puts into the week."""
        if self.decision.order == "mixed":
            return raw.form == "numeric"
        if order is None or raw.form != "numeric" or self.decision.by == "settled":
            return bool(raw.proves and order and raw.proves != order)
        day, other = raw.on(order, self.year), raw.on("MD" if order == "DM" else "DM", self.year)
        return raw.proves not in {None, order} or (
            day is not None and other is not None and self._is_near(other) and not self._is_near(day)
        )

    def _by_itself(self, raw: RawDate, place: Place) -> date | None:
        """By its own proof on a page that mixes both; else by what lies near the page's certain dates."""
        readings = {order: day for order in ORDERS if (day := raw.on(order, self.year))}
        settled = self.notes.settlements.get(f"day_month:{raw.text}")
        if settled in readings:
            return readings["DM" if settled == "DM" else "MD"]
        if self.decision.order == "mixed" and len(set(readings.values())) == 1:
            return next(iter(readings.values()))
        near = [order for order, day in readings.items() if self._is_near(day)]
        chosen = raw.proves or (near[0] if len(near) == 1 else None)
        self.notes.add(
            "mixed_day_month",
            f"day_month:{raw.text}",
            place,
            question=f"`{raw.text}` stands on a page that writes dates both ways. Which day is it?",
            evidence=(
                *self.decision.evidence,
                *(f"near the page's other dates: {readings[o]}" for o in near),
            ),
            choices=tuple(Choice(order, long_day(day)) for order, day in readings.items()),
            chosen=chosen,
            confidence=0.8 if chosen else 0.5,
        )
        return readings.get(chosen) if chosen else None

    def _repaired(
        self, kind: AmbiguityKind, raw: RawDate, place: Place, beside: date | None = None
    ) -> date | None:
        found = repairs(raw, _single(self.decision), self.year) or ((beside,) if beside else ())
        near = [day for day in found if self._is_near(day)]
        chosen = near[0] if len(near) == 1 and kind == "date_typo" else None
        self.notes.add(
            kind,
            f"date:{raw.text}",
            place,
            question=f"`{raw.text}` is no day of the calendar. Which day is meant?",
            evidence=(f"near the page's other dates: {', '.join(map(str, near))}",) if near else (),
            choices=tuple(Choice(day.isoformat(), long_day(day)) for day in found),
            chosen=chosen.isoformat() if chosen else None,
            confidence=0.9 if chosen else 0.3,
        )
        return chosen

    def _is_near(self, day: date) -> bool:
        return self.center is not None and abs((day - self.center).days) <= WEEK_SPREAD


def _slips_of(day: date, near: date) -> list[date]:
    """The day in the year and the month that were meant: one of the two was typed wrong."""
    found = {_replaced(day, near.year, day.month), _replaced(day, near.year, near.month)}
    return sorted(one for one in found if one)


def _replaced(day: date, year: int, month: int) -> date | None:
    try:
        return day.replace(year=year, month=month)
    except ValueError:
        return None


def center_of(rows: Sequence[DatedRow], decision: DayMonthDecision, year: int | None) -> date | None:
    """The middle one of the dates that are beyond doubt; of all dates, where the page has no such."""
    order = _single(decision)
    raws = [raw for row in rows for raw in row.dates if not raw.typo]
    certain = _days([raw for raw in raws if not raw.is_open], order, year)
    days = sorted(certain or _days(raws, order, year))
    return days[len(days) // 2] if days else None


def _days(raws: Sequence[RawDate], order: DayMonth | None, year: int | None) -> list[date]:
    found = [raw.on(raw.proves or order, year) for raw in raws]
    return [day for day in found if day is not None]


def _single(decision: DayMonthDecision) -> DayMonth | None:
    return None if decision.order == "mixed" else decision.order
