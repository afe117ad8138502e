"""Whether a sentence says of each record the state that it is in. Pure."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from weeklog.claims.focus import parts_of
from weeklog.claims.paraphrases import borne_out
from weeklog.claims.problems import Problem, is_going_on
from weeklog.claims.records import Cited
from weeklog.language.numbers import find_numbers
from weeklog.language.stems import words_of

_TOGETHER: Final = re.compile(r"\b(?:both|all|every|each|cả|đều|tất cả|mọi)\b", re.IGNORECASE)
_NEGATED: Final = re.compile(
    r"\b(?:no|not|never|yet|without)\b|n['’]t\b|\b(?:không|chưa|hết)\b", re.IGNORECASE
)


class States:
    """`words` of each status; a phrase that is read belongs to one of them."""

    def __init__(self, words: Mapping[str, Sequence[str]]) -> None:
        self._patterns = {status: _any_of(phrases) for status, phrases in words.items()}

    def without(self, sentence: str, cited: Cited) -> str:
        """The sentence with spaces in the place of what says a state in which one of its records is."""
        for status in cited.statuses & self._patterns.keys():
            sentence = self._patterns[status].sub(lambda match: " " * len(match[0]), sentence)
        return sentence

    def wrong(self, sentence: str, cited: Cited) -> Iterator[Problem]:
        together = _TOGETHER.search(sentence) is not None
        for part, nearest in parts_of(sentence, cited):
            about = cited if together else nearest
            for status, pattern in self._patterns.items():
                match = pattern.search(part)
                if match is None or _is_said(match[0], part, about):
                    continue
                if not _stands(status, part, about, together=together):
                    yield Problem("state", match[0])


def _is_said(state: str, part: str, about: Cited) -> bool:
    """A record says it itself; or it is denied, which is looked at elsewhere."""
    words = words_of(state)
    return len(borne_out(words, about)) == len(words) or _NEGATED.search(part) is not None


def _stands(status: str, part: str, about: Cited, *, together: bool) -> bool:
    statuses = about.statuses
    if not statuses or (status == "done" and is_going_on(part)):
        return True
    if len(statuses) == 1 or (status != "done" and not together):
        return status in statuses
    count = sum(record.status == status for record in about.records)
    return bool(count) and not together and count in {number.value for number in find_numbers(part)}


def _any_of(phrases: Sequence[str]) -> re.Pattern[str]:
    longest = sorted(phrases, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest))})\b", re.IGNORECASE)
