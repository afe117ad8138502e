"""Whether a record gives the cause that a sentence gives, in whatever words, and in the same direction. Pure."""

import re
from collections.abc import Iterator
from typing import Final

from weeklog.claims.light_words import is_light
from weeklog.claims.paraphrases import borne_out
from weeklog.claims.records import Cited, CitedRecord
from weeklog.language.changes import is_turned
from weeklog.language.stems import words_of

_CAUSE: Final = re.compile(
    r"\b(?:because(?: of)?|due to|caused by|owing to|thanks to|as a result of|in order to|so that|since it|since the"
    r"|which led to|leading to|resulting in|therefore|hence)\b|\b(?:bởi vì|(?<!thay )vì|do đó|nhờ có|nhờ vào|dẫn đến"
    r"|nguyên nhân)\b",
    re.IGNORECASE,
)
_STATED: Final = re.compile(
    r"\b(?:for|so|as|since|do|tại|bởi|nên|chờ|đợi|waiting|awaiting)\b|[:;—–]|\s-\s", re.IGNORECASE
)
_PURPOSE: Final = re.compile(r"\b(?:in order to|so that|so|for|to|để|nhằm)\b", re.IGNORECASE)
_SO: Final = re.compile(r"\b(?:nên|, so)\b", re.IGNORECASE)  # behind it stands what came of it
_BACK: Final = re.compile(
    r"\b(?:because(?: of)?|due to|caused by|owing to|thanks to|as a result of|since|as|bởi vì"
    r"|(?<!thay )vì(?! (?:vậy|thế))|do(?! đó)|tại|chờ|waiting for)\b",
    re.IGNORECASE,
)
_FORTH: Final = re.compile(
    r"\b(?:so|therefore|hence|which led to|leading to|resulting in|nên|do đó|vì vậy|vì thế|dẫn đến)\b",
    re.IGNORECASE,
)
_END: Final = re.compile(r",|\bnên\b", re.IGNORECASE)


def unfounded_causes(text: str, cited: Cited) -> Iterator[str]:
    """The words by which it gives a cause that no record gives. A blocked record gives one without any such word."""
    stated = [
        clause
        for clause in cited.clauses
        if "blocked" in cited.statuses or _CAUSE.search(clause) or _STATED.search(clause)
    ]
    for match in _CAUSE.finditer(text):
        reason = words_of(_SO.split(text[match.end() :])[0])
        purposed = _PURPOSE.match(match[0]) is not None
        giving = [one for one in stated if _PURPOSE.search(one)] if purposed else stated
        if not any(_holds(clause, reason) and not _is_contrary(text, clause) for clause in giving):
            yield match[0]


def _holds(clause: str, reason: list[str]) -> bool:
    there = borne_out(reason, Cited((CitedRecord(clause),)))
    return all(place in there or is_light(word) for place, word in enumerate(reason))


def _is_contrary(text: str, clause: str) -> bool:
    """The one gives as the cause what the other gives as what came of it."""
    one, other = _told(text), _told(clause)
    return one is not None and other is not None and is_turned(one, other)


def _told(text: str) -> tuple[str, str] | None:
    """The cause, and what came of it."""
    if (match := _BACK.search(text)) is None:
        match = _FORTH.search(text)
        return match and (text[: match.start()], text[match.end() :])
    before, behind = text[: match.start()], text[match.end() :]
    if before.strip():
        return behind, before
    end = _END.search(behind)  # `because it rained, the field is wet`
    return end and (behind[: end.start()], behind[end.end() :])
