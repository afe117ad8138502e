"""Hours that an answer states, and whether rows add up to them. Pure, and none of the product's code."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from tests.acceptance.questions.rows import Row

_HOURS = r"(?<![\w.,/:-])(?P<hours>\d{1,5}(?:[.,]\d{1,2})?) ?(?:hours?|hrs?|giờ|tiếng)(?!\w)"
_ENTRIES = r"(?: (?:in|trong) (?P<entries>\d{1,5}) (?:entry|entries|mục))?"
_AVERAGE = r"(?P<average> a (?:week|day) on average| mỗi (?:tuần|ngày))?"
_STATED = re.compile(
    rf"(?P<before>nhiều hơn |hơn )?{_HOURS}{_AVERAGE}{_ENTRIES}(?P<after> more| fewer| less)?"
)
_ROUNDED = 0.051  # hours: an average has one decimal
_MOST_AVERAGED = 60
_CLOSE = 0.01  # hours: sums of halves and quarters


@dataclass(frozen=True)
class Stated:
    hours: float
    entries: int | None  # with hours, where the line counts them
    is_difference: bool
    is_average: bool = False

    def adds_up(self, scopes: Sequence[Sequence[Row]]) -> bool:
        """Whether one of the scopes has so many hours; or two of them, so many hours between them."""
        if self.is_difference:
            sums = map(hours_of, scopes)
            return any(abs(abs(a - b) - self.hours) < _CLOSE for a, b in combinations(sums, 2))
        if self.is_average:
            return any(self._is_average_of(hours_of(rows)) for rows in scopes)
        return any(self._is_sum_of(rows) for rows in scopes)

    def _is_average_of(self, total: float) -> bool:
        """Of so many weeks or days, whichever these are."""
        return any(abs(total / number - self.hours) < _ROUNDED for number in range(1, _MOST_AVERAGED))

    def _is_sum_of(self, rows: Sequence[Row]) -> bool:
        right_sum = abs(hours_of(rows) - self.hours) < _CLOSE
        return right_sum and self.entries in (None, sum(row.hours is not None for row in rows))


def stated_hours(folded: str) -> list[Stated]:
    return [
        Stated(
            float(match["hours"].replace(",", ".")),
            int(match["entries"]) if match["entries"] else None,
            bool(match["before"] or match["after"]),
            bool(match["average"]),
        )
        for match in _STATED.finditer(folded)
    ]


def without_hours(folded: str) -> str:
    return _STATED.sub(" ", folded)


def hours_of(rows: Iterable[Row]) -> float:
    return sum(row.hours or 0 for row in rows)
