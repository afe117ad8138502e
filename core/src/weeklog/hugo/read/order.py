"""Day/month order belongs to the page. It is decided here from evidence, strongest first, or left to a person.

Proof is a number above 12. Everything else is an inference, and each inference says what it rests on.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from weeklog.hugo.model import DayMonth, DayMonthDecision, DecidedBy, Hints
from weeklog.hugo.read.dates import RawDate
from weeklog.hugo.read.days import ENGLISH, DayLabel

WEEK_SPREAD = 14
"""The dates of one week's page stand at most this many days apart (holds for 1,540 of 1,561 real pages)."""

ORDERS: tuple[DayMonth, DayMonth] = ("DM", "MD")


@dataclass(frozen=True, slots=True)
class DatedRow:
    """What one row says about time. A start or end cell may hold a range, hence tuples."""

    index: int
    label: DayLabel
    starts: tuple[RawDate, ...]
    ends: tuple[RawDate, ...]

    @property
    def dates(self) -> tuple[RawDate, ...]:
        return self.starts + self.ends


def decide_order(rows: Sequence[DatedRow], hints: Hints, year: int | None) -> DayMonthDecision:
    numeric = [raw for row in rows for raw in row.dates if raw.form == "numeric" and not raw.typo]
    settled = hints.settlements.get("day_month")
    for order in ORDERS:
        if numeric and settled == order:
            return DayMonthDecision(order, "settled", ("a person settled it",))
    proofs = {order: [raw for raw in numeric if raw.proves == order] for order in ORDERS}
    if proofs["DM"] and proofs["MD"]:
        return DayMonthDecision("mixed", "proof", (*_proof(proofs["DM"][0]), *_proof(proofs["MD"][0])))
    for order in ORDERS:
        if proofs[order]:
            return DayMonthDecision(order, "proof", _proof(proofs[order][0]))
    if not any(raw.is_open for raw in numeric):
        return DayMonthDecision()
    return _infer(rows, hints, year)


def _proof(raw: RawDate) -> tuple[str, ...]:
    return (f"`{raw.text}`: {max(raw.a, raw.b)} is no month",)


def _infer(rows: Sequence[DatedRow], hints: Hints, year: int | None) -> DayMonthDecision:
    """The first test that tells the orders apart wins; a later one that says the opposite costs confidence."""
    found = list(_tests(rows, hints, year))
    if not found:
        return DayMonthDecision(None, "unresolved", ("nothing on the page tells day from month",), 0.5)
    first = found[0]
    against = [test for test in found[1:] if test.order != first.order]
    evidence = first.evidence + tuple(line for test in found[1:] for line in test.evidence)
    return DayMonthDecision(first.order, first.by, evidence, 0.6 if against else first.confidence)


def _tests(rows: Sequence[DatedRow], hints: Hints, year: int | None) -> Iterator[DayMonthDecision]:
    days: dict[DayMonth, list[date]] = {order: _days(rows, order, year) for order in ORDERS}
    spreads = {order: spread(days[order]) for order in ORDERS}
    fitting: list[DayMonth] = [order for order in ORDERS if spreads[order] <= WEEK_SPREAD]
    if len(fitting) == 1:
        other = _other(fitting[0])
        evidence = f"as {fitting[0]} the page spans {spreads[fitting[0]]} days, as {other} {spreads[other]}"
        yield DayMonthDecision(fitting[0], "span", (evidence,), 0.97)
    if hints.span:
        near: dict[DayMonth, int] = {
            order: sum(_near(day, hints.span) for day in days[order]) for order in ORDERS
        }
        yield from _by_score(near, "calendar", "dates in the programme's week", 0.97)
    if hints.translation_dates:
        twin = set(hints.translation_dates)
        shared: dict[DayMonth, int] = {order: len(twin.intersection(days[order])) for order in ORDERS}
        yield from _by_score(shared, "twin", "dates shared with the twin page", 0.95)
    names: dict[DayMonth, int] = {order: _matching(rows, order, year, by_digit=False) for order in ORDERS}
    yield from _by_score(names, "weekday", "rows whose weekday fits", 0.95)
    digits: dict[DayMonth, int] = {order: _matching(rows, order, year, by_digit=True) for order in ORDERS}
    yield from _by_score(digits, "weekday", "rows whose day number fits (2 = Monday)", 0.85)
    if hints.day_month:
        evidence = f"the site's other pages are {hints.day_month}"
        yield DayMonthDecision(hints.day_month, "site", (evidence,), 0.7)


def _by_score(
    scores: Mapping[DayMonth, int], by: DecidedBy, what: str, confidence: float
) -> Iterator[DayMonthDecision]:
    best = max(ORDERS, key=scores.__getitem__)
    if scores[best] > scores[_other(best)]:
        evidence = f"{what}: {scores['DM']} as DM, {scores['MD']} as MD"
        yield DayMonthDecision(
            best, by, (evidence,), confidence if scores[_other(best)] == 0 else confidence - 0.15
        )


def _days(rows: Sequence[DatedRow], order: DayMonth, year: int | None) -> list[date]:
    found = (raw.on(order, year or 2025) for row in rows for raw in row.dates if not raw.typo)
    return [day for day in found if day is not None]


def _matching(rows: Sequence[DatedRow], order: DayMonth, year: int | None, *, by_digit: bool) -> int:
    matching = 0
    for row in rows:
        expected = {digit - 2 for digit in row.label.digits} if by_digit else set(row.label.weekdays)
        open_dates = [raw for raw in row.starts if raw.is_open]
        days = [raw.on(order, year) for raw in open_dates]
        matching += any(day is not None and day.weekday() in expected for day in days)
    return matching


def _near(day: date, span: tuple[date, date]) -> bool:
    return span[0].toordinal() - 3 <= day.toordinal() <= span[1].toordinal() + 3


def _other(order: DayMonth) -> DayMonth:
    return "MD" if order == "DM" else "DM"


def spread(days: Sequence[date]) -> int:
    return (max(days) - min(days)).days if days else 0


def decide_year(rows: Sequence[DatedRow], hints: Hints, elsewhere: Sequence[int]) -> tuple[int | None, str]:
    """The year for dates that have none, and why. `elsewhere` are years that the page names outside its table."""
    settled = hints.settlements.get("year", "")
    if settled.isdigit():
        return int(settled), "a person settled it"
    written = [raw.year for row in rows for raw in row.dates if raw.year and not raw.typo]
    if written:
        return max(set(written), key=written.count), "other dates of the table"
    if hints.span:
        return hints.span[0].year, "the programme's calendar"
    if hints.translation_dates:
        return hints.translation_dates[0].year, "the twin page"
    candidates = sorted(set(elsewhere))
    if not candidates:
        return None, ""
    fits = {year: max(_matching_named(rows, order, year) for order in ORDERS) for year in candidates}
    best = max(candidates, key=lambda year: (fits[year], elsewhere.count(year)))
    return (
        best,
        f"named elsewhere on the page; {fits[best]} rows fit their {ENGLISH[0]}-to-{ENGLISH[6]} label",
    )


def _matching_named(rows: Sequence[DatedRow], order: DayMonth, year: int) -> int:
    return sum(
        any(
            (day := raw.on(order, year)) is not None and day.weekday() in row.label.weekdays
            for raw in row.starts
        )
        for row in rows
    )
