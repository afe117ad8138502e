"""Numbers of an achievement beside those of its entries: bounds that were not kept, counts that are others. Pure."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from weeklog.language.amounts import amounts_in, is_unit
from weeklog.language.folding import lowered
from weeklog.language.numbers import Number, find_numbers
from weeklog.language.stems import COMMON, stem
from weeklog.reviews.facts.linking import Clause
from weeklog.reviews.facts.numbered import numbered_in

Side = Literal["below", "above", "reached"]
MOST_SUMMED: Final = 12  # numbers; more of them make almost any sum
_PAIR: Final = 2  # `both` and `a second one` say it without a number
_AMOUNT: Final = r"(?P<amount>(?:\d[\d.,]*|an?\b|one\b|một\b) ?(?:%|[^\W\d_]{1,12})?)"
_BELOW: Final = r"under|below|less than|fewer than|at most|no more than|within|dưới|không quá|tối đa|ít hơn"
_BEYOND: Final = r"longer|more|higher|larger|later|over|above|quá|hơn"
_BOUNDS: Final[tuple[tuple[Side, re.Pattern[str]], ...]] = (
    ("below", re.compile(rf"\b(?:{_BELOW}) {_AMOUNT}")),
    ("below", re.compile(rf"\b(?:no|none|never|not|không)\b.{{0,40}}\b(?:{_BEYOND})(?: than)? {_AMOUNT}")),
    ("above", re.compile(rf"\b(?:over|above|more than|at least|trên|ít nhất|tối thiểu|vượt) {_AMOUNT}")),
    ("reached", re.compile(rf"\b(?:reached|hit|met|achieved|đạt) {_AMOUNT}")),
    ("reached", re.compile(rf"\b(?:target|goal|mục tiêu)\b[^\d]{{0,12}}{_AMOUNT}")),
)
_ONE: Final = re.compile(r"^(?:an?|one|một)\b")
_AT: Final = re.compile(
    r"\b(?:at|by|before|until|from|trước|lúc|từ|đến|tới|sau) \d{1,2}h\b"
)  # an hour of the day
_CLOCK: Final = re.compile(r"(?<!\d)(\d{1,2})[:h](\d{2})\b")
_UNTIL: Final = re.compile(r"\b(?:to|until|till|đến|tới)\b|[-–]")
_REST: Final = re.compile(r"\b(?:rest|remaining|others?|last|more|còn lại|nốt|thêm)\b")
_NOUNS: Final = 2  # words behind a number that may name what is counted
_NOUN: Final = re.compile(r"[^\W\d_]+")
_HELD: Final = re.compile(r"[.,/:%-]?\d|\s?%|\w|/")  # directly behind a number that counts nothing
_HOLDS: Final = re.compile(r"[\w.,/-]$")  # directly before it
_DAY: Final = 24 * 60
_IN_BASE: Final = {
    "ms": ("min", 1 / 60_000), "s": ("min", 1 / 60), "h": ("min", 60.0), "day": ("min", 1_440.0),
    "mg": ("g", 0.001), "kg": ("g", 1_000.0), "t": ("g", 1_000_000.0), "mm": ("m", 0.001), "cm": ("m", 0.01),
    "km": ("m", 1_000.0), "ml": ("l", 0.001), "kb": ("mb", 0.001), "gb": ("mb", 1_000.0), "tb": ("mb", 1_000_000.0),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Bound:
    side: Side
    value: float
    unit: str


def outside_bounds(text: str, told: Sequence[Clause], *, whole: bool) -> Iterator[Clause]:
    """The latest statement with an amount of the same kind decides; every one, where the claim is about all."""
    for bound in bounds_in(text):
        measured = [(values, one) for one in told if (values := _alike(one.text, bound.unit))]
        if bound.side == "reached":
            yield from _never_reached(bound, measured)
        else:
            looked_at = measured if whole else measured[-1:]
            yield from (one for values, one in reversed(looked_at) if _is_outside(values[-1], bound))


def bounds_in(text: str) -> Iterator[Bound]:
    """`under 6 kg`, `no page longer than an hour`, `target of 70 % reached`; only with a unit."""
    for side, pattern in _BOUNDS:
        for match in pattern.finditer(lowered(text)):
            yield from (Bound(side, value, unit) for value, unit in _measures(_ONE.sub("1", match["amount"])))


def _never_reached(bound: Bound, measured: Sequence[tuple[list[float], Clause]]) -> Iterator[Clause]:
    known = [value for values, _ in measured for value in values]
    if known and (max(known) < bound.value or min(known) > bound.value):
        yield measured[-1][1]


def _is_outside(value: float, bound: Bound) -> bool:
    return value >= bound.value if bound.side == "below" else value <= bound.value


def _alike(text: str, unit: str) -> list[float]:
    low = _AT.sub(" ", lowered(text))
    return [value for value, other in (*_measures(low), *_spans(low)) if other == unit]


def _measures(text: str) -> Iterator[tuple[float, str]]:
    for number, unit in amounts_in(text):
        if unit:
            base, factor = _IN_BASE.get(unit, (unit, 1.0))
            yield float(number) * factor, base


def _spans(text: str) -> Iterator[tuple[float, str]]:
    """The minutes from `13:10` until `14:30`."""
    times = list(_CLOCK.finditer(text))
    if len(times) == _PAIR and _UNTIL.search(text[times[0].end() : times[1].start()]):
        first, last = (int(one[1]) * 60 + int(one[2]) for one in times)
        yield float((last - first) % _DAY), "min"


def other_counts(
    text: str, told: Sequence[Clause], near: Sequence[Clause], *, whole: bool, is_known: Callable[[int], bool]
) -> Iterator[Clause]:
    """`all 40 samples` where the last of the nearest statements that counts samples says 38; or a number that stands
    nowhere: `is_known` reads the week, and is asked last."""
    names = frozenset(word for one in told for word, _ in numbered_in(lowered(one.text)))
    for number, nouns in _counts(lowered(text), names):
        counted = [(one, values) for one in near if (values := _counted(one.text, nouns))]
        if (
            counted
            and max(counted[-1][1]) < number
            and not _is_borne_out(number, told, counted[-1][0], whole)
        ):
            yield counted[-1][0]
        elif _PAIR < number > len({one.entry.id for one in told}) and not _is_sum(number, _numbers(told)):
            numbered = [one for one in told if _numbers([one])]
            if numbered and not is_known(number):
                yield numbered[-1]


def _counts(text: str, names: frozenset[str]) -> Iterator[tuple[int, frozenset[str]]]:
    """Numbers of things, with the stems of the words behind them. What names a thing (`ward 7`), a place in a row and
    an amount count nothing."""
    named = {number for word, numbers in numbered_in(text) if word in names for number in numbers}
    for number in find_numbers(text):
        words = _NOUN.findall(text, number.end, number.end + 40)[:_NOUNS]
        is_amount = bool(words) and is_unit(words[0])
        is_counted = not number.ordinal and not is_amount and number.value not in named
        if is_counted and _stands_alone(text, number):
            yield number.value, frozenset(stem(one) for one in words if one not in COMMON)


def _stands_alone(text: str, number: Number) -> bool:
    return not _HELD.match(text, number.end) and not _HOLDS.search(text[: number.start])


def _counted(text: str, nouns: frozenset[str]) -> list[int]:
    return [number for number, others in _counts(lowered(text), frozenset()) if nouns & others]


def _numbers(told: Iterable[Clause]) -> list[int]:
    return [number.value for one in told for number in find_numbers(one.text)]


def _is_borne_out(number: int, told: Sequence[Clause], last: Clause, whole: bool) -> bool:
    """A later one says it, or the last is about the rest; where all of it is not claimed, they may make it
    together."""
    later = [one for one in told if one.entry.start_on > last.entry.start_on or one.entry.id == last.entry.id]
    if _REST.search(lowered(last.text)) or number in _numbers(later):
        return True
    worked = [one for one in told if one.entry.status in ("done", "doing")]
    return not whole and _is_sum(number, _numbers(worked))


def _is_sum(number: int, parts: Sequence[int]) -> bool:
    sums = {0}
    for part in [one for one in parts if one < number][:MOST_SUMMED]:
        sums |= {one + part for one in sums if one + part <= number}
    return number in sums
