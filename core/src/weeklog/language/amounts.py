"""Numbers with their units: `0.3 %`, `250 ms`, `9,2 kg`."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from weeklog.language.folding import lowered

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


def is_unit(word: str) -> bool:
    """A word in lower case that stands behind an amount."""
    return word in _UNITS or word.endswith("hz")


def amounts_in(text: str) -> Iterator[tuple[str, str]]:
    """A number as it would be written in English, and the name of its unit; empty when it has none."""
    for match in _AMOUNT.finditer(text):
        number = match[1].replace(",", ".") if _POINT.fullmatch(match[1]) else re.sub(r"[.,]", "", match[1])
        yield number, _UNITS.get(lowered(match[2] or ""), "")
