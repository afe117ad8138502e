"""Words, numbers and dates as people write them, in English and Vietnamese. Pure, and none of the product's code."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

_SIGNS = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "’": "'", "‘": "'", "–": "-", "—": "-", "‑": "-", "−": "-",
     "\u00a0": " ", "\u202f": " ", "\u200b": "", "*": "", "`": ""}
)  # fmt: skip
_NUMBERS = {
    word: number
    for words in (
        (
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
            "seventeen "
            "eighteen nineteen twenty"
        ),
        "không một hai ba bốn năm sáu bảy tám chín mười",
    )
    for number, word in enumerate(words.split())
    if word not in ("không", "năm")  # "not" and "year" far more often than 0 and 5
}
_MONTHS = {
    name: number
    for number, names in enumerate(
        [
            "jan january",
            "feb february",
            "mar march",
            "apr april",
            "may",
            "jun june",
            "jul july",
            "aug august",
            "sep sept september",
            "oct october",
            "nov november",
            "dec december",
        ],
        1,
    )
    for name in names.split()
}
_MONTH = f"(?P<month>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})"
_YEAR = r"(?P<year>20\d\d)"
_NTH = r"(?:st|nd|rd|th)?"
_AND = r"\s*(?:-|to|until|and|or|,|đến|tới|và|hoặc)\s*(?:(?:ngày|mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s*)?"
_FORMS = (
    re.compile(rf"(?<!\d){_YEAR}-(?P<numeric>\d\d)-(?P<day>\d\d)(?!\d)"),
    re.compile(rf"(?<!\d)(?P<day>\d{{1,2}}){_NTH}(?:\s+of)?\s+{_MONTH}(?![a-z])(?:,?\s+{_YEAR})?"),
    re.compile(rf"(?<![a-z]){_MONTH}\.?\s+(?P<day>\d{{1,2}}){_NTH}(?!\d)(?:,?\s+{_YEAR})?"),
    re.compile(
        rf"(?<!\d)(?P<day>\d{{1,2}})\s*(?:tháng|thg\.?|thang)\s*(?P<numeric>\d{{1,2}})(?!\d)(?:\s*(?:năm|,|/)?\s*{_YEAR})?"
    ),
    re.compile(rf"(?<![\d/.-])(?P<day>\d{{1,2}})/(?P<numeric>\d{{1,2}})(?:/{_YEAR})?(?![\d/])"),
    re.compile(rf"(?<![\d/.-])(?P<day>\d{{1,2}})[.-](?P<numeric>\d{{1,2}})[.-]{_YEAR}(?!\d)"),
)
_WEEKDAY = re.compile(r"\b(?:thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|thu (?:hai|ba|tu|nam|sau|bay|[2-7]))\b")
_BEFORE = re.compile(rf"(?<![\d/.-])(?<!week )(?<!tuần )(\d{{1,2}}){_NTH}{_AND}$")
_AFTER = re.compile(rf"^{_AND}(\d{{1,2}}){_NTH}(?![\d/])(?!\s*(?:tháng|{'|'.join(_MONTHS)}))")


def fold(text: str) -> str:
    """Letters in one case and one normal form, signs of one kind, spaces single, marks of Markdown gone."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().translate(_SIGNS).split())


def with_digits(folded: str) -> str:
    return re.sub(r"[^\W\d_]+", lambda word: str(_NUMBERS.get(word[0], word[0])), folded)


def tokens(text: str) -> list[str]:
    """The words of a row, without the signs and numbers that make it a list."""
    plain = re.sub(r"<[^>]*>|&[a-z]+;", "\n", text)
    plain = re.sub(r"(?m)^\s*(?:(?:[-*+•]|\d{1,2}[.)])\s+)+(?:\[[ xX]\]\s+)?", "", plain)
    return re.findall(r"\w+", fold(plain))


def find_run(run: list[str], words: list[str]) -> int:
    """Where `run` begins in `words`; -1 when it is not in there."""
    size = len(run)
    return next((n for n in range(len(words) - size + 1) if words[n : n + size] == run), -1) if size else -1


@dataclass(frozen=True)
class SaidDate:
    start: int
    end: int
    readings: tuple[tuple[int, int], ...]  # (month, day), each that it may be
    year: int | None

    def may_be(self, day: date) -> bool:
        return (day.month, day.day) in self.readings and self.year in (None, day.year)


def dates_in(folded: str) -> list[SaidDate]:
    """Every day that the text names, in order. `folded` comes from `fold`."""
    found: list[SaidDate] = []
    for form in _FORMS:
        for match in form.finditer(folded):
            if any(match.start() < other.end and other.start < match.end() for other in found):
                continue
            found += _days(match, folded)
    return sorted(found, key=lambda said: said.start)


def _days(match: re.Match[str], folded: str) -> Iterator[SaidDate]:
    groups = match.groupdict()
    day, year = int(groups["day"]), groups.get("year")
    month = _MONTHS[groups["month"]] if groups.get("month") else int(groups["numeric"])
    readings = [(month, day)]
    if "/" in match[0] and not groups.get("month") and day <= 12:
        readings.append((day, month))
    readings = [(month, day) for month, day in readings if 1 <= month <= 12 and 1 <= day <= 31]
    if not readings:
        return
    said_year = int(year) if year else None
    yield SaidDate(match.start(), match.end(), tuple(readings), said_year)
    if len(readings) > 1 or "/" in match[0]:
        return
    # "5 to 7 Oct", "Oct 5 - 7": the other day has the same month.
    if groups.get("month") and match[0].startswith(groups["month"]):
        other = _AFTER.search(folded[match.end() :])
        span = (match.end() + other.start(1), match.end() + other.end(1)) if other else None
    else:
        other = _BEFORE.search(folded[: match.start()])
        span = (other.start(1), other.end(1)) if other else None
    if other and span and 1 <= int(other[1]) <= 31:
        yield SaidDate(*span, ((month, int(other[1])),), said_year)


def without(folded: str, spans: list[SaidDate]) -> str:
    for said in reversed(spans):
        folded = f"{folded[: said.start]} , {folded[said.end :]}"
    return folded


def numbers_in(folded: str) -> list[int]:
    """The numbers that the text states: no part of a name (`S3`), a version (`1.2`), a weekday or a list's own
    numbering."""
    listed = _WEEKDAY.sub(" ", re.sub(r"^\s*\d{1,3}[.)]\s", "", folded))
    found = re.findall(r"(?<![\w.,#/:-])(\d{1,6})(?![\w/:]|[.,]\d)", with_digits(listed))
    return [int(number) for number in found]
