"""Weekday labels of every style seen: `Mon`, `Monday`, `Thứ 2`, `Thứ Hai`, `T2`, `CN`, `4 (T5)`, `2-3`, `**Tue
(09/09)**`.

A name says a weekday. A lone digit only hints at one: 2 is Monday to most Vietnamese authors, Tuesday to some, and to
others just the second row.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from weeklog.hugo.model import DayDigits
from weeklog.hugo.read.languages import any_word, numbered
from weeklog.hugo.read.words import plain
from weeklog.language.calendar_names import LANGUAGES
from weeklog.vocabulary import Language

ENGLISH = tuple(names[0] for names in LANGUAGES["en"].weekdays)
VIETNAMESE = tuple(names[0].title() for names in LANGUAGES["vi"].weekdays)

_ENGLISH_NAME = re.compile(
    r"\b(?:(mon)(?:day)?|(tue)s?(?:day)?|(wed)(?:nesday|s)?|(thu)(?:rs|r)?(?:day)?|(fri)(?:day)?|(sat)(?:urday)?"
    r"|(sun)(?:day)?)\b"
)
_VIETNAMESE_NAME = re.compile(
    r"\b(?:(thứ\s*(?:2|hai)|t2)|(thứ\s*(?:3|ba)|t3)|(thứ\s*(?:4|tư|bốn)|t4)|(thứ\s*(?:5|năm)|t5)"
    r"|(thứ\s*(?:6|sáu)|t6)|(thứ\s*(?:7|bảy|bẩy)|t7)|(chủ nhật|chúa nhật|cn|thứ\s*8|t8))\b"
)
_WEEKDAYS = numbered("weekdays", 0)
_ANY_NAME = re.compile(any_word(tuple(_WEEKDAYS)))
_DIGIT = re.compile(r"(?<![\d/.])([1-8])(?![\d/.])")


@dataclass(frozen=True, slots=True)
class DayLabel:
    """`weekdays` from names, 0 for Monday; `digits` only where there is no name."""

    weekdays: tuple[int, ...] = ()
    digits: tuple[int, ...] = ()


def read_day(label: str) -> DayLabel:
    words = plain(label)
    named = _named(words)
    if named:
        return DayLabel(weekdays=named)
    if re.fullmatch(r"[1-8](?:\s*[-–,&+/]\s*[1-8])*", words):
        return DayLabel(digits=tuple(int(d) for d in _DIGIT.findall(words.replace("/", " "))))
    first = re.match(r"([1-8])\s*\(", words)
    return DayLabel(digits=(int(first[1]),)) if first else DayLabel()


def _named(words: str) -> tuple[int, ...]:
    """Whichever weekday's group matched; the groups stand in the order of the week."""
    matches = [*_ENGLISH_NAME.finditer(words)] or [*_VIETNAMESE_NAME.finditer(words)]
    if not matches:
        return tuple(_WEEKDAYS[name] for name in _ANY_NAME.findall(words))
    return tuple(next(number for number, group in enumerate(match.groups()) if group) for match in matches)


def relabel(label: str, weekday: int) -> str:
    """The label with its weekday replaced, in its own style; as it is when it names none."""
    for style in _STYLES[1:]:
        for name in sorted(style, key=len, reverse=True):
            whole = rf"(?<![^\W_]){name}(?![^\W_])"  # emphasis by underscores is no part of the name
            if re.search(whole, label):
                return re.sub(whole, style[weekday], label, count=1)
    return label


def write_day(weekday: int, like: Sequence[str], language: Language, digits: DayDigits = "vi") -> str:
    """A weekday in the style most of the labels `like` have; in the template's (`2` for Monday) without any."""
    cores = [label.strip("*_ ") for label in like]
    fits = [sum(core in style for core in cores) for style in _STYLES]
    preferred = max(
        range(len(_STYLES)), key=lambda number: (fits[number], (number != 1) == (language == "vi"))
    )
    style = _STYLES[preferred if max(fits, default=0) else 0]
    if style is _STYLES[0] and like and digits != "vi":
        style = tuple(str(number if digits == "iso" else len(like) + 1) for number in range(1, 8))
    mark = "**" if like and sum(label.startswith("**") for label in like) * 2 > len(like) else ""
    return f"{mark}{style[weekday]}{mark}"


_STYLES: tuple[tuple[str, ...], ...] = (
    ("2", "3", "4", "5", "6", "7", "CN"),
    tuple(name[:3] for name in ENGLISH),
    ENGLISH,
    VIETNAMESE,
    ("Thứ 2", "Thứ 3", "Thứ 4", "Thứ 5", "Thứ 6", "Thứ 7", "Chủ Nhật"),
    ("T2", "T3", "T4", "T5", "T6", "T7", "CN"),
    tuple(name.casefold() for name in ENGLISH),
    tuple(name[:3].casefold() for name in ENGLISH),
)
