"""Whether numbers with a point, a unit or a `by` before them are those of the records, and went that way. Pure."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from weeklog.claims.problems import Problem
from weeklog.claims.records import Cited
from weeklog.language.folding import lowered
from weeklog.language.stems import words_of

_UNITS: Final[Mapping[str, str]] = {
    name: names.split()[0]
    for names in (
        "ms millisecond milliseconds",
        "s sec secs second seconds giây",
        "min mins minute minutes phút",
        "h hr hrs hour hours giờ tiếng",
        "day days ngày",
        "week weeks wk wks tuần",
        "month months tháng",
        "mm millimetre millimetres millimeter millimeters",
        "cm centimetre centimetres centimeter centimeters",
        "m metre metres meter meters mét",
        "km kilometre kilometres kilometer kilometers",
        "mg milligram milligrams",
        "g gram grams gam",
        "kg kilogram kilograms kilo kilos ký",
        "t ton tons tonne tonnes tấn",
        "ml millilitre millilitres milliliter milliliters",
        "l litre litres liter liters lít",
        "% percent",
        "kb kilobyte kilobytes",
        "mb megabyte megabytes",
        "gb gigabyte gigabytes",
        "tb terabyte terabytes",
        "mv millivolt millivolts",
        "v volt volts",
        "ma milliamp milliamps",
        "kn kilonewton kilonewtons",
        "n newton newtons",
        "usd dollar dollars $",
        "eur euro euros €",
    )
    for name in names.split()
}
_AMOUNT: Final = re.compile(r"(?<![\w.,])(\d{1,12}(?:[.,]\d{1,6})*)\s?(%|[^\W\d_]{1,12}\b)?")
_POINT: Final = re.compile(r"(?<![\w.,])\d{1,9}[.,]\d{1,2}(?![\d.,]?\d)")
_BY: Final = re.compile(
    r"\b(?:rose|fell|grew|dropped|increased|decreased|improved|reduced|cut|up|down|tăng|giảm)(?: thêm)?(?: by)?"
    r" (\d{1,9})\b(?! ?(?:->|→|to\b|xuống|lên|còn))",
    re.IGNORECASE,
)
_PAIR: Final = re.compile(r"\b(\d{1,9}) ?(?:%|[^\W\d_]{1,4})? ?(?:->|→|to|xuống|lên|còn) ?(\d{1,9})\b")


_FALLS: Final = frozenset(
    "fell fallen lost down dropped decreased sank shrank reduced giảm hạ xuống".split()  # noqa: SIM905 - one line
)
_RISES: Final = frozenset("rose risen grew grown climbed increased up tăng lên".split())  # noqa: SIM905 - one line


def other_amounts(sentence: str, cited: Cited) -> Iterator[Problem]:
    """`3 %` of what is `0.3 %` there, `250 s` of `250 ms`, and `by 84 %` of a rise to 84 %."""
    there: dict[str, set[str]] = {}
    for number, unit in _amounts(cited.text):
        there.setdefault(number, set()).add(unit)
    for number, unit in _amounts(sentence):
        units = there.get(number, set())
        if ("." in number and number not in there) or (unit and units and not units & {unit, ""}):
            yield Problem("number", f"{number} {unit}".strip())
        elif number not in there and any(
            point.endswith(f".{number}") or point.startswith(f"{number}.") for point in there
        ):
            yield Problem("number", number)
    yield from _steps(sentence, cited)


def _amounts(text: str) -> Iterator[tuple[str, str]]:
    """A number as it would be written in English, and the name of its unit; empty when it has none."""
    for match in _AMOUNT.finditer(text):
        number = match[1].replace(",", ".") if _POINT.fullmatch(match[1]) else re.sub(r"[.,]", "", match[1])
        yield number, _UNITS.get(lowered(match[2] or ""), "")


def trends(sentence: str, cited: Cited) -> frozenset[str]:
    """The words that say that a number fell or rose, where one did."""
    pairs = _pairs(cited.text)
    falls, rises = any(old > new for old, new in pairs), any(old < new for old, new in pairs)
    true = (_FALLS if falls else frozenset[str]()) | (_RISES if rises else frozenset[str]())
    return true.intersection(words_of(sentence))


def _steps(sentence: str, cited: Cited) -> Iterator[Problem]:
    pairs = _pairs(cited.text)
    other = {end for pair in pairs for end in pair} - {abs(old - new) for old, new in pairs}
    for match in _BY.finditer(sentence):
        if int(match[1]) in other:
            yield Problem("number", match[0])


def _pairs(text: str) -> list[tuple[int, int]]:
    """What a number was, and what it is: `42 -> 17`."""
    return [(int(match[1]), int(match[2])) for match in _PAIR.finditer(text)]
