"""From dates as typed to days of the calendar, with a record of every guess and conflict."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from weeklog.pages.dates import RawDate, repairs
from weeklog.pages.days import ENGLISH
from weeklog.pages.model import Ambiguity, AmbiguityKind, Choice, DayMonth, DayMonthDecision, Place, Scope
from weeklog.pages.order import ORDERS, WEEK_SPREAD, DatedRow


@dataclass(slots=True)
class DayReader:
    """Reads the rows of one page. `center` is a day known to be in the week, to tell a likely repair from others."""

    decision: DayMonthDecision
    year: int | None
    settlements: Mapping[str, str]
    center: date | None = None
    ambiguities: list[Ambiguity] = field(default_factory=list[Ambiguity])

    @property
    def order(self) -> DayMonth | None:
        return None if self.decision.order == "mixed" else self.decision.order

    def read(self, row: DatedRow, place: Place) -> tuple[date | None, date | None]:
        starts = [self._day(raw, place) for raw in row.starts]
        ends = [self._day(raw, place) for raw in row.ends]
        start = starts[0] if starts else None
        end = ends[-1] if ends else (starts[-1] if len(starts) > 1 else None)
        start, end = self._unreverse(row, start, end, place)
        self._check_weekday(row, start, end, place)
        return start, end

    def _day(self, raw: RawDate, place: Place) -> date | None:
        settled = _iso(self.settlements.get(f"date:{raw.text}", ""))
        if settled:
            return settled
        if raw.typo:
            return self._repair("date_typo", raw, place)
        if self.decision.order == "mixed" and raw.form == "numeric":
            return self._mixed(raw, place)
        if self.order is None and raw.is_open:
            return None
        day = raw.on(self.order, self.year)
        if day is None and raw.proves and raw.proves != self.order:
            return self._mixed(raw, place)
        if day is None and (raw.year or self.year):
            return self._repair("unreadable_date", raw, place)
        return day

    def _mixed(self, raw: RawDate, place: Place) -> date | None:
        settled = self.settlements.get(f"day_month:{raw.text}")
        if settled in ORDERS:
            return raw.on("DM" if settled == "DM" else "MD", self.year)
        if raw.proves and self.decision.order == "mixed":
            return raw.on(raw.proves, self.year)
        if not raw.is_open and not raw.proves:
            return raw.on("DM", self.year) or self._repair("unreadable_date", raw, place)
        readings: dict[str, date] = {}
        for order in ORDERS:
            if day := raw.on(order, self.year):
                readings[order] = day
        near = [order for order, day in readings.items() if self._is_near(day)]
        chosen = raw.proves or (near[0] if len(near) == 1 else None)
        self.note(
            "mixed_day_month",
            f"day_month:{raw.text}",
            place,
            f"`{raw.text}` stands on a page that writes dates both ways. Which day is it?",
            self.decision.evidence,
            tuple(Choice(order, _long(day)) for order, day in readings.items()),
            chosen,
            0.8 if chosen else 0.5,
        )
        return readings.get(chosen) if chosen else None

    def _repair(self, kind: AmbiguityKind, raw: RawDate, place: Place) -> date | None:
        found = repairs(raw, self.order, self.year)
        near = [day for day in found if self._is_near(day)]
        chosen = near[0] if len(near) == 1 and kind == "date_typo" else None
        self.note(
            kind,
            f"date:{raw.text}",
            place,
            f"`{raw.text}` is no day of the calendar. Which day is meant?",
            (f"near the page's other dates: {', '.join(map(str, near))}",) if near else (),
            tuple(Choice(day.isoformat(), _long(day)) for day in found),
            chosen.isoformat() if chosen else None,
            0.9 if chosen else 0.3,
        )
        return chosen

    def _is_near(self, day: date) -> bool:
        return self.center is not None and abs((day - self.center).days) <= WEEK_SPREAD

    def _unreverse(
        self, row: DatedRow, start: date | None, end: date | None, place: Place
    ) -> tuple[date | None, date | None]:
        if start is None or end is None or start <= end:
            return start, end
        key = f"reversed:{row.dates[0].text}..{row.dates[-1].text}"
        settled = [_iso(part) for part in self.settlements.get(key, "").split("/")]
        if len(settled) == 2 and all(settled):
            return settled[0], settled[1]
        spans = {(start, end): "as written", (end, start): "swapped", (start, start): "one day, the start"}
        spans[end, end] = "one day, the end"
        self.note(
            "reversed_dates",
            key,
            place,
            f"The task ends on {_long(end)}, before it starts on {_long(start)}. Which days are meant?",
            (),
            tuple(
                Choice(f"{first}/{last}", f"{why}: {first} to {last}") for (first, last), why in spans.items()
            ),
            f"{start}/{end}",
            0.3,
        )
        return start, end

    def _check_weekday(self, row: DatedRow, start: date | None, end: date | None, place: Place) -> None:
        names = row.label.weekdays
        if not names or start is None:
            return
        last = end if end and start <= end else start
        covered = {
            date.fromordinal(day).weekday() for day in range(start.toordinal(), last.toordinal() + 1)[:7]
        }
        text = row.dates[0].text
        key = f"weekday:{ENGLISH[names[0]]}@{text}"
        if covered.intersection(names) or key in self.settlements:
            return
        self.note(
            "weekday_clash",
            key,
            place,
            f"The row says {ENGLISH[names[0]]}, but `{text}` is {_long(start)}. Is the date right?",
            ("the label names a weekday",),
            (Choice("date", "the date is right"), Choice("label", "the weekday is right")),
            "date",
            0.7,
        )

    def note(
        self,
        kind: AmbiguityKind,
        key: str,
        place: Place,
        question: str,
        evidence: tuple[str, ...],
        choices: tuple[Choice, ...],
        chosen: str | None,
        confidence: float,
        scopes: tuple[Scope, ...] = ("row",),
    ) -> None:
        """Once per key: the start and the end of a row often hold the same text."""
        if all(known.key != key for known in self.ambiguities):
            self.ambiguities.append(
                Ambiguity(kind, key, place, question, evidence, choices, chosen, confidence, scopes)
            )


def center_of(rows: Sequence[DatedRow], decision: DayMonthDecision, year: int | None) -> date | None:
    """The middle one of the page's dates that are beyond doubt."""
    order = None if decision.order == "mixed" else decision.order
    found = [raw.on(order or raw.proves, year) for row in rows for raw in row.dates if not raw.typo]
    days = sorted(day for day in found if day is not None)
    return days[len(days) // 2] if days else None


def _iso(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _long(day: date) -> str:
    return f"{ENGLISH[day.weekday()]} {day.day} {day:%B %Y}"
