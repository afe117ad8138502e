"""Numbers and number words, in English and Vietnamese."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

from weeklog.language import english, vietnamese
from weeklog.language.folding import folded, lowered

MOST_WORDS: Final = 8  # of one number: `một trăm hai mươi lăm nghìn` has six
_DIGITS: Final = re.compile(r"\d{1,3}(?:,\d{3})+(?![\d,])|\d{1,15}")
_WORD: Final = re.compile(r"[^\W\d_]+|\d+(?:,\d{3})*")
_ORDINAL_DIGITS: Final = re.compile(r"(\d{1,9})(?:st|nd|rd|th)")
_BETWEEN: Final = re.compile(r"[\s-]+")
_TEN: Final = 10
_TWENTY: Final = 20
_HUNDRED: Final = 100
_CENTURY: Final = 2000  # of a year that is written with two digits


@dataclass(frozen=True, slots=True)
class Number:
    """`text[start:end]` says it, where `text` is in its composed form."""

    start: int
    end: int
    value: int
    ordinal: bool = False


def read_number(words: str, *, accents: bool = True) -> int | None:
    """What all the words say: `12`, `1,200`, `twenty-five`, `hai mươi lăm`; None when that is no number. Without
    `accents` Vietnamese may be written without, as `hai muoi lam`: only to be asked for where a number must stand."""
    said = lowered(words).strip()
    if _DIGITS.fullmatch(said):
        return int(said.replace(",", ""))
    parts = _BETWEEN.split(said)
    if not said or len(parts) > MOST_WORDS:
        return None
    if (value := _english(parts)) is not None or (value := _vietnamese(parts, _ACCENTED)) is not None:
        return value
    return None if accents else _vietnamese([folded(part) for part in parts], _BARE)


def full_year(year: int) -> int:
    """`26` is 2026."""
    return year + _CENTURY if year < _HUNDRED else year


def read_ordinal(words: str) -> int | None:
    """`2nd`, `second`, `twenty-first`, `thứ hai` (which is also Monday: the caller knows whether a day may stand
    there)."""
    said = lowered(words).strip()
    if found := _ORDINAL_DIGITS.fullmatch(said):
        return int(found[1])
    if said in vietnamese.VIETNAMESE.ordinals:
        return vietnamese.VIETNAMESE.ordinals[said]
    if said.startswith("thứ ") and (value := read_number(said.removeprefix("thứ "))):
        return value
    *tens, last = _BETWEEN.split(said)
    unit = english.ENGLISH.ordinals.get(last)
    if unit is None or len(tens) > 1:
        return None
    if not tens:
        return unit
    ten = english.TENS.get(tens[0])
    return ten + unit if ten and unit < _TEN else None


@lru_cache(maxsize=4096)
def find_numbers(text: str) -> tuple[Number, ...]:
    """Every number of a text, the longest reading of each, from left to right."""
    text = lowered(text)
    words = list(_WORD.finditer(text))
    found: list[Number] = []
    at = 0
    while at < len(words):
        count, number = _longest(text, words[at : at + MOST_WORDS])
        if number:
            found.append(number)
        at += count
    return tuple(found)


def _longest(text: str, words: Sequence[re.Match[str]]) -> tuple[int, Number | None]:
    """How many words were read, and the number that they are."""
    start = words[0].start()
    if words[0][0] not in _BEGINNINGS and not words[0][0][0].isdigit():
        return 1, None
    for count in range(len(words), 0, -1):
        end = words[count - 1].end()
        if any(
            not _BETWEEN.fullmatch(text, first.end(), second.start())
            for first, second in pairwise(words[:count])
        ):
            continue
        if (value := read_number(text[start:end])) is not None:
            return count, Number(start, end, value)
        if (value := read_ordinal(text[start:end])) is not None:
            return count, Number(start, end, value, ordinal=True)
    return 1, None


def _english(parts: Sequence[str]) -> int | None:
    """`two hundred and five`; each part may only make the number smaller than the scale before it."""
    total, current, last = 0, None, 0
    for place, part in enumerate(parts):
        if part == "and" and 0 < place < len(parts) - 1 and last >= english.SCALES["hundred"]:
            continue
        if (scale := english.SCALES.get(part)) is not None:
            if current is None or (scale > _HUNDRED and scale == last):  # `thousand thousand`
                return None
            current *= scale
            if scale > _HUNDRED:
                total, current = total + current, 0
            last = scale
        elif (unit := english.ENGLISH.numbers.get(part)) is not None:
            joins = current is None or last >= _HUNDRED or (last >= _TWENTY and 0 < unit < _TEN)
            if not joins:
                return None
            current, last = (current or 0) + unit, unit
        else:
            return None
    return None if current is None else total + current


@dataclass(frozen=True, slots=True)
class _Vietnamese:
    digits: Mapping[str, int]
    behind_tens: Mapping[str, int]
    scales: Mapping[str, int]
    zero_tens: frozenset[str]
    ten: str
    tens: str


_ACCENTED: Final = _Vietnamese(
    vietnamese.DIGITS,
    vietnamese.BEHIND_TENS,
    vietnamese.SCALES,
    frozenset(vietnamese.ZERO_TENS),
    "mười",
    "mươi",
)
_BARE: Final = _Vietnamese(
    {folded(word): value for word, value in vietnamese.DIGITS.items()},
    {folded(word): value for word, value in vietnamese.BEHIND_TENS.items()},
    {folded(word): value for word, value in vietnamese.SCALES.items()},
    frozenset(map(folded, vietnamese.ZERO_TENS)),
    "muoi",
    "muoi",
)
_BEGINNINGS: Final = frozenset(
    {*english.ENGLISH.numbers, *english.ENGLISH.ordinals, *vietnamese.DIGITS, "mười", "thứ", "đầu"}
)


def _vietnamese(parts: Sequence[str], words: _Vietnamese) -> int | None:
    """Groups of up to three digits, each with its scale: `hai nghìn một trăm linh năm`."""
    total, rest = 0, list(parts)
    while rest:
        scale = next((at for at, part in enumerate(rest) if words.scales.get(part, 0) > _HUNDRED), None)
        group = rest if scale is None else rest[:scale]
        value = _hundreds(group, words)
        if value is None:
            return None
        if scale is None:
            return total + value
        total, rest = total + value * words.scales[rest[scale]], rest[scale + 1 :]
    return total if parts else None


def _hundreds(parts: Sequence[str], words: _Vietnamese) -> int | None:
    if len(parts) > 1 and words.scales.get(parts[1]) == _HUNDRED and parts[0] in words.digits:
        rest = parts[2:]
        if rest and rest[0] in words.zero_tens and len(rest[1:]) == 1:
            rest = rest[1:]
        below = _tens(rest, words) if rest else 0
        return None if below is None else 100 * words.digits[parts[0]] + below
    return _tens(parts, words)


def _tens(parts: Sequence[str], words: _Vietnamese) -> int | None:  # noqa: PLR0911 - one line for each form
    units = dict(words.digits) | dict(words.behind_tens)
    match list(parts):
        case [ten] if ten == words.ten:
            return 10
        case [digit]:
            return words.digits.get(digit)
        case [ten, unit] if ten == words.ten and unit in units:
            return 10 + units[unit]
        case [digit, tens] if tens == words.tens and words.digits.get(digit, 0) > 1:
            return 10 * words.digits[digit]
        case [digit, tens, unit] if tens == words.tens and words.digits.get(digit, 0) > 1 and unit in units:
            return 10 * words.digits[digit] + units[unit]
        case [digit, unit] if words.digits.get(digit, 0) > 1 and unit in words.behind_tens:
            return 10 * words.digits[digit] + words.behind_tens[unit]  # `hai lăm` is 25
        case _:
            return None
