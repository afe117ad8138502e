"""What somebody asks for, as words. Pure."""

import string
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, get_args
from uuid import UUID

from weeklog.ids import PersonId
from weeklog.vocabulary import FoundKind

KINDS: Final[tuple[FoundKind, ...]] = get_args(FoundKind)
MOST_WORDS: Final = 12
SHORTEST_BEGINNING: Final = 3  # letters of a last word that may be the beginning of one

_BARE = str.maketrans(dict.fromkeys(string.punctuation + "\x00\x01\x02\\“”‘’…–—", " "))
# Words that carry nothing, left out while others remain. Vietnamese ones with their accents: without, they are others.
_EMPTY_WORDS = """
a an and are as at be but by did do does for from had has have how i in into is it its me my of on
  or our so that the their
them then there these they this to up was we were what when where which who why will with you your
và của cho là các những với trong bằng một được bị để khi từ ở tại thì mà này đã đang sẽ
"""
_EMPTY = frozenset(_EMPTY_WORDS.split())


@dataclass(frozen=True)
class Search:
    text: str
    programme_id: UUID
    people: Sequence[PersonId]  # whose worklogs
    kinds: Sequence[FoundKind] = KINDS
    since: date | None = None
    until: date | None = None
    meaning: str | None = None  # of `text`, from `weeklog.search.embeddings`; none = by words only
    words: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "words", _words(self.text))

    @property
    def scope(self) -> dict[str, Any]:
        return {"programme_id": self.programme_id, "people": list(self.people), "kinds": list(self.kinds)}

    @property
    def days(self) -> dict[str, Any]:
        return {"since": self.since, "until": self.until}


def _words(text: str) -> tuple[str, ...]:
    said = dict.fromkeys(text.lower().translate(_BARE).split())
    telling = [word for word in said if word not in _EMPTY]
    return tuple((telling or list(said))[:MOST_WORDS])


def terms_of(words: Sequence[str], others: Sequence[Sequence[str]] = ()) -> list[str]:
    """Each word as a term of a question to Postgres; `others` are words that may have been meant instead."""
    return [_either(word, *(others[place] if others else ())) for place, word in enumerate(words)]


def beginning_of(word: str) -> str | None:
    """The last word typed may be the beginning of one."""
    return f"'{word}':*" if len(word) >= SHORTEST_BEGINNING else None


def all_of(terms: Sequence[str]) -> str:
    return " & ".join(terms)


def any_of(terms: Sequence[str]) -> str:
    return " | ".join(terms)


def any_two_of(terms: Sequence[str]) -> str:
    return " | ".join(
        f"({first} & {second})" for place, first in enumerate(terms) for second in terms[place + 1 :]
    )


def _either(*words: str) -> str:
    quoted = dict.fromkeys(f"'{word}'" for word in words)
    return next(iter(quoted)) if len(quoted) == 1 else f"({' | '.join(quoted)})"
