"""A question as it was written: its language, its short forms, and how words are taken from it. Pure."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from weeklog.language.folding import folded, has_accents, lowered
from weeklog.vocabulary import Language
from weeklog_chat_worker.models.offline.language.loading import ENGLISH, VIETNAMESE, VIETNAMESE_PLAIN
from weeklog_chat_worker.models.offline.language.vocabulary import Vocabulary
from weeklog_chat_worker.models.offline.parse.times.joining import TAKEN

_SURELY = 2  # no English word is written like a Vietnamese one with its accents
LONGEST_QUESTION = 2000  # characters that are read
TOKEN = re.compile(rf"[^\s,;:()\[\]{{}}?!{TAKEN}\"“”]+")
EDGES = ".'’`*_–—-…"

_EXPANDED = {
    words.code: [(re.compile(short, re.IGNORECASE), long) for short, long in words.short_forms]
    for words in (ENGLISH, VIETNAMESE)
}


def speak_of(question: str, before: Language | None = None) -> Language:
    """By the words that only one of the languages has; without any, the language that was spoken before."""
    text = lowered(question)
    vietnamese = sum(map(_shows_vietnamese, _words_of(text)))
    english = sum(word in ENGLISH.markers for word in _words_of(text))
    if vietnamese >= _SURELY and not any(
        word in ENGLISH.markers for word in _words_of(VIETNAMESE.loans.sub(" ", text))
    ):
        return "vi"
    explained = _explained(text)
    if vietnamese == english and explained["vi"] >= explained["en"] + _SURELY:
        return "vi"
    if vietnamese == english:
        return (
            "vi"
            if any(has_accents(word) for word in _words_of(question) if word.islower())
            else before or "en"
        )
    return "vi" if vietnamese > english else "en"


def _explained(text: str) -> dict[Language, int]:
    """How many words are known to each language; for one that is typed without its accents nothing else shows it."""
    said = [folded(word) for word in _words_of(text)]
    return {
        "en": sum(word in ENGLISH.fillers for word in said),
        "vi": sum(word in VIETNAMESE_PLAIN.fillers for word in said),
    }


def _words_of(text: str) -> Iterator[str]:
    return (token.strip(EDGES) for token in TOKEN.findall(text))


def _shows_vietnamese(word: str) -> int:
    bare = folded(word)
    if bare == word:
        return int(word in VIETNAMESE_PLAIN.markers)
    return _SURELY if word in VIETNAMESE.markers else 1


def vocabulary(code: Language, question: str) -> Vocabulary:
    if code == "en":
        return ENGLISH
    return VIETNAMESE if has_accents(question) else VIETNAMESE_PLAIN


@lru_cache(maxsize=256)  # a question is read several times
def tidy(question: str, code: Language) -> str:
    """One line, with what is written short in full."""
    text = " ".join(unicodedata.normalize("NFC", question[:LONGEST_QUESTION]).replace("’", "'").split())
    text = text.replace(TAKEN, " ")
    bare = code == "vi" and not has_accents(text)
    for short, long in _EXPANDED[code]:
        text = short.sub(folded(long) if bare else long, text)
    return " ".join(text.split())


@dataclass
class Words:
    """A question of which less and less is left."""

    said: str
    words: Vocabulary
    text: str = field(init=False)
    whole: str = field(init=False)  # as the text was in the beginning
    names: tuple[tuple[int, int], ...] = ()  # where times stand that are part of a name: "the Friday demo"

    def __post_init__(self) -> None:
        self.text = self.whole = folded(self.said) if self.words.plain else lowered(self.said)

    def copy(self) -> "Words":
        """To read it in another way."""
        other = Words(self.said, self.words)
        other.text, other.names = self.text, self.names
        return other

    def take(self, match: re.Match[str]) -> None:
        self.take_span(*match.span())

    def take_span(self, start: int, end: int) -> None:
        self.text = f"{self.text[:start]}{' ' * (end - start)}{self.text[end:]}"

    def take_all(self, pattern: str) -> None:
        for match in list(self.words.compiled(pattern).finditer(self.text)):
            self.take(match)

    def search(self, pattern: str) -> re.Match[str] | None:
        return self.words.compiled(pattern).search(self.text)

    def original(self, start: int, end: int) -> str:
        """As it was written, without what has been taken."""
        kept = (
            " " if left == TAKEN else one
            for one, left in zip(self.said[start:end], self.text[start:end], strict=True)
        )  # fmt: skip
        return " ".join("".join(kept).split())
