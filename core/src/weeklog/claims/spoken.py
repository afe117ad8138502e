"""What a sentence claims that can be looked up: days, weeks, numbers, names, quotations. Pure."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from weeklog.language.english import ENGLISH
from weeklog.language.folding import folded

Kind = Literal["day", "week", "count", "number", "name", "quotation"]

MONTHS = tuple(names[0].lower() for names in ENGLISH.months)
WEEKDAYS = tuple(names[0].lower() for names in ENGLISH.weekdays)

_MONTH = "|".join(f"{name[:3]}(?:{name[3:]})?" for name in MONTHS)
_DAYS = (
    re.compile(r"\b(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})\b"),
    re.compile(rf"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?\s+(?P<name>{_MONTH})\b(?:,?\s+(?P<y>\d{{4}}))?",
        re.IGNORECASE),
    re.compile(rf"\b(?P<name>{_MONTH})\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s+(?P<y>\d{{4}}))?",
        re.IGNORECASE),
    re.compile(r"\b(?P<d>\d{1,2})\s+tháng\s+(?P<m>\d{1,2})\b(?:\s*(?:năm|/)\s*(?P<y>\d{4}))?", re.IGNORECASE),
    re.compile(r"(?<![\d/.])(?P<d>\d{1,2})/(?P<m>\d{1,2})(?:/(?P<y>\d{4}))?(?![\d/])"),
)  # fmt: skip
# Without one of these there is no such day: looking for them costs a tenth of looking for days.
_MONTH_HINTS = tuple(name[:3] for name in MONTHS)
_DAY_HINTS = (("-",), _MONTH_HINTS, _MONTH_HINTS, ("tháng",), ("/",))
_MONTH_YEAR = re.compile(
    rf"\b(?:{_MONTH})\.?\s+\d{{4}}\b|\btháng\s+\d{{1,2}}(?:/\d{{4}})?\b|\b\d{{1,2}}/\d{{4}}\b", re.IGNORECASE
)
_WEEKS = re.compile(r"\b(?:weeks?|tuần)\s+((?:\d{1,3})(?:\s*(?:,|-|–|to|and|đến|và|or)\s*(?:week\s+"
                    r"|tuần\s+)?\d{1,3})*)\b", re.IGNORECASE)  # fmt: skip
_COUNTED = (
    r"(?:entr(?:y|ies)|tasks?|days?|weeks?|times?|objectives?|goals?|achievements?|comments?|items?|tags?|mục"
    r"|việc|công\s+việc|ngày|tuần|lần|mục\s+tiêu|kết\s+quả|nhận\s+xét|thẻ)"
)
_WORDS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11,
    "twelve": 12,
}  # fmt: skip
_COUNT = re.compile(
    rf"(?<![\w.,/])(?P<n>\d+(?:\.\d+)?|{'|'.join(_WORDS)})\s+(?:\w+\s+){{0,1}}?{_COUNTED}\b", re.IGNORECASE
)
_IS_COUNTED = re.compile(rf"\b{_COUNTED}\b", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(r"(?<![\w/])\d++(?:[.,]\d++)*(?!\w*/)")
_QUOTED = re.compile(r"[\"“«]([^\"”»\n]{2,200})[\"”»]")
_NAME = re.compile(r"(?<![\w@/.#-])(?:[^\W\d_a-z][\w.+#-]*\w|\w*[a-z][A-Z]\w*)")
_CODE = re.compile(r"`[^`\n]*`|https?://\S+|<[^<>\n]{1,300}>")
_COMMON = frozenset({
    *WEEKDAYS, *MONTHS, *(name[:3] for name in WEEKDAYS), *(name[:3] for name in MONTHS), "i", "you", "your", "week",
    "weeks", "the", "a",
    "no", "yes", "on", "in", "and", "or", "thu", "hai", "ba", "tu", "nam", "sau", "bay", "chu", "nhat", "tuan",
    "thang", "markdown",
})  # fmt: skip


class Claim(NamedTuple):
    kind: Kind
    start: int
    end: int
    said: str
    days: tuple[tuple[int, int, int | None], ...] = ()  # readings: day, month, year
    numbers: tuple[float, ...] = ()


def claims_of(text: str) -> Iterator[Claim]:
    """What is taken for one thing is not taken again: the 5 of "5 October" is no number."""
    left = _CODE.sub(_blank, text)
    for read in _READERS if _DIGIT.search(left) else _READERS_OF_WORDS:
        found = list(read(left))
        left = _without(left, found)
        yield from found


def _without(text: str, claims: Sequence[Claim]) -> str:
    if not claims:
        return text
    letters = list(text)
    for claim in claims:
        letters[claim.start : claim.end] = " " * (claim.end - claim.start)
    return "".join(letters)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _quotations(text: str) -> Iterator[Claim]:
    for match in _QUOTED.finditer(text):
        yield Claim("quotation", match.start(), match.end(), match[1])


def _days(text: str) -> Iterator[Claim]:
    lower = text.lower()
    for pattern, hints in zip(_DAYS, _DAY_HINTS, strict=True):
        if not any(hint in lower for hint in hints):
            continue
        for match in list(pattern.finditer(text)):
            found = match.groupdict()
            year = int(found["y"]) if found.get("y") else None
            day = int(found["d"])
            if found.get("name"):
                month = next(
                    n for n, name in enumerate(MONTHS, 1) if name.startswith(found["name"][:3].lower())
                )
                readings = ((day, month, year),)
            else:
                month = int(found["m"])
                readings = ((day, month, year), (month, day, year))
            yield Claim("day", match.start(), match.end(), match[0], days=readings)
        text = pattern.sub(_blank, text)


def _weeks(text: str) -> Iterator[Claim]:
    lower = text.lower()
    if any(hint in lower for hint in (*_MONTH_HINTS, "tháng", "/")):
        for match in _MONTH_YEAR.finditer(text):
            yield Claim("day", match.start(), match.end(), match[0])
    if "week" not in lower and "tuần" not in lower:
        return
    for match in _WEEKS.finditer(text):
        numbers = tuple(float(number) for number in re.findall(r"\d+", match[1]))
        yield Claim("week", match.start(), match.end(), match[0], numbers=numbers)


def _counts(text: str) -> Iterator[Claim]:
    if not _IS_COUNTED.search(text):
        return
    for match in _COUNT.finditer(text):
        word = match["n"].lower()
        number = float(_WORDS[word]) if word in _WORDS else float(word)
        yield Claim("count", match.start("n"), match.end("n"), match[0], numbers=(number,))


def _numbers(text: str) -> Iterator[Claim]:
    for match in _NUMBER.finditer(text):
        yield Claim("number", match.start(), match.end(), match[0])


def _names(text: str) -> Iterator[Claim]:
    """Words with a capital that do not begin a sentence; and everywhere those with more than one capital."""
    for match in _NAME.finditer(text):
        word = match[0]
        inside = any(one.isupper() for one in word[1:])
        begins = (
            not re.search(r"[\w,;)”\"'’]\s*$", text[max(0, match.start() - 4) : match.start()]) and not inside
        )
        if begins or not any(one.isupper() for one in word) or folded(word).removesuffix("s") in _COMMON:
            continue
        yield Claim("name", match.start(), match.end(), word)


_READERS = (_quotations, _days, _weeks, _counts, _numbers, _names)
_READERS_OF_WORDS = (_quotations, _counts, _names)  # days, weeks and numbers have a digit


def comparable(text: str) -> str:
    """For finding words again: folded, with single spaces, without Markdown's marks."""
    plain = re.sub(r"<br\s*/?>|[*_`~|\\]|&\w{1,8};", " ", folded(unicodedata.normalize("NFC", text)))
    return " ".join(plain.split())
