"""Which passwords are too easy to guess. Pure.

What guessers try first is taken away: common words, orders of letters, digits and keys, years, the person's own
name. A password of which little remains is refused.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Final

LEAST_LEFT: Final = 4  # characters that nobody foresees
LEAST_DIFFERENT: Final = 5
_SHORTEST_NAME: Final = 3
_SHORTEST_RUN: Final = 4
_REMEDY: Final = "choose another, such as four words that do not belong together"
_ROWS: Final = (
    "qwertyuiop", "asdfghjkl", "zxcvbnm", "azertyuiop", "qwertzuiop", "1q2w3e4r5t6y7u8i9o0p",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
    "q1w2e3r4t5y6", "qazwsxedcrfvtgbyhnujm", "!@#$%^&*()",
)  # fmt: skip
_RUNS: Final = frozenset(
    row[at : at + _SHORTEST_RUN]
    for whole in _ROWS
    for row in (whole, whole[::-1])
    for at in range(len(row) - _SHORTEST_RUN + 1)
)
_COMMON: Final = [
    "password",
    "passwort",
    "passw0rd",
    "p@ssword",
    "p@ssw0rd",
    "pass",
    "secret",
    "sesame",
    "letmein",
    "welcome",
    "iloveyou",
    "loveyou",
    "love",
    "qwerty",
    "admin",
    "administrator",
    "root",
    "user",
    "login",
    "guest",
    "test",
    "testing",
    "default",
    "changeme",
    "change",
    "internet",
    "computer",
    "monkey",
    "dragon",
    "football",
    "baseball",
    "basketball",
    "soccer",
    "superman",
    "batman",
    "spiderman",
    "pokemon",
    "starwars",
    "master",
    "trustno1",
    "sunshine",
    "princess",
    "shadow",
    "flower",
    "freedom",
    "whatever",
    "michael",
    "jordan",
    "jennifer",
    "michelle",
    "charlie",
    "daniel",
    "thomas",
    "hunter",
    "ashley",
    "nicole",
    "jessica",
    "liverpool",
    "chelsea",
    "arsenal",
    "barcelona",
    "america",
    "summer",
    "winter",
    "spring",
    "autumn",
    "monday",
    "friday",
    "january",
    "october",
    "november",
    "december",
    "hello",
    "google",
    "facebook",
    "samsung",
    "iphone",
    "abc",
    "abcd",
    "xyz",
    "matkhau",
    "mậtkhẩu",
    "matkhẩu",
    "yeuem",
    "emyeuanh",
    "anhyeuem",
    "vietnam",
    "saigon",
    "hanoi",
    "weeklog",
    "worklog",
    "company",
    "intern",
    "mentor",
]
_WORDS: Final = re.compile("|".join(sorted(map(re.escape, _COMMON), key=len, reverse=True)))
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_FEW_DIGITS: Final = re.compile(r"(?<!\d)\d{1,3}(?!\d)")


def weakness(password: str, about: Iterable[str]) -> str | None:
    """Why it is refused and what to do; none when it is strong enough. `about` = the name and address of whose it
    is."""
    said = password.strip().lower()
    if not said:
        return f"holds spaces only: {_REMEDY}"
    if len(set(said)) < LEAST_DIFFERENT or _repeats(said):
        return f"repeats itself: {_REMEDY}"
    if _left(_without_names(said, about)) < LEAST_LEFT <= _left(said):
        return f"holds little but your name or address: {_REMEDY}"
    if _left(_without_names(said, about)) < LEAST_LEFT:
        return f"is among the first that are guessed: {_REMEDY}"
    return None


def _repeats(said: str) -> bool:
    """One piece of at most half of it, again and again."""
    unit = (said + said).find(said, 1)
    return unit <= len(said) // 2


def _without_names(said: str, about: Iterable[str]) -> str:
    for name in sorted({name for one in about for name in _names(one.lower())}, key=len, reverse=True):
        said = said.replace(name, " ")
    return said


def _names(said: str) -> Iterator[str]:
    parts = "".join(one if one.isalnum() else " " for one in said).split()
    return (one for one in (said, said.partition("@")[0], *parts) if len(one) >= _SHORTEST_NAME)


def _left(said: str) -> int:
    """Characters that are part of nothing foreseen; signs and spaces between words do not count."""
    for foreseen in (_WORDS, _YEAR):
        said = foreseen.sub(" ", said)
    said = _FEW_DIGITS.sub(" ", _without_runs(said))
    return sum(one.isalnum() for one in said)


def _without_runs(said: str) -> str:
    foreseen = {
        place
        for at in range(len(said) - _SHORTEST_RUN + 1)
        if _is_run(said[at : at + _SHORTEST_RUN])
        for place in range(at, at + _SHORTEST_RUN)
    }
    return "".join(" " if place in foreseen else one for place, one in enumerate(said))


def _is_run(four: str) -> bool:
    """Keys in a row, or characters that follow each other: `abcd`, `4321`, `aaaa`."""
    steps = {ord(after) - ord(before) for before, after in pairwise(four)}
    return four in _RUNS or steps in ({1}, {-1}, {0}) or four in ("7890", "0987")
