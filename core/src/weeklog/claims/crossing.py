"""Whether two parts of a sentence exchange what two statements say. Pure.

`Batch A failed, batch B passed` has every word of `batch A passed, batch B failed`.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Final

from weeklog.claims.focus import split
from weeklog.claims.problems import Problem
from weeklog.claims.records import Cited
from weeklog.language.stems import COMMON, stem, words_of

MOST_STATEMENTS: Final = 24  # of the records; each is held beside each
_LABEL: Final = re.compile(r"(?<=\w )[A-Z]\b(?!['’])")  # `batch A`
_PRONOUNS: Final = frozenset(("i", "we", "he", "she", "they", "em", "tôi", "mình", "anh", "chị"))


def exchanged(sentence: str, cited: Cited) -> Iterator[Problem]:
    parts = [_telling(part) for part in split(sentence)]
    if len(parts) == 1:
        return
    statements = [_telling(one) for clause in cited.clauses for one in split(clause)]
    for one, other in combinations(statements[:MOST_STATEMENTS], 2):
        if sum(1 for part in parts if part & (one - other) and part & (other - one)) > 1 and not _is_told(
            parts, (one, other)
        ):
            yield Problem("order", sentence)
            return


def _is_told(parts: Sequence[frozenset[str]], statements: Sequence[frozenset[str]]) -> bool:
    """One of the parts says all that one of the statements says."""
    return any(statement <= part for part in parts for statement in statements)


def _telling(text: str) -> frozenset[str]:
    telling = {
        stem(word) for word in words_of(text) if word in _PRONOUNS or not (word in COMMON or word.isdigit())
    }
    return frozenset(telling).union(_LABEL.findall(text))
