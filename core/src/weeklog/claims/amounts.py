"""Whether numbers with a point, a unit or a `by` before them are those of the records, and went that way. Pure."""

import re
from collections.abc import Iterator
from typing import Final

from weeklog.claims.problems import Problem
from weeklog.claims.records import Cited
from weeklog.language.amounts import amounts_in
from weeklog.language.stems import words_of

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
    for number, unit in amounts_in(cited.text):
        there.setdefault(number, set()).add(unit)
    for number, unit in amounts_in(sentence):
        units = there.get(number, set())
        if ("." in number and number not in there) or (unit and units and not units & {unit, ""}):
            yield Problem("number", f"{number} {unit}".strip())
        elif number not in there and any(
            point.endswith(f".{number}") or point.startswith(f"{number}.") for point in there
        ):
            yield Problem("number", number)
    yield from _steps(sentence, cited)


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
