"""A question as it was written: its language, its short forms, and how words are taken from it. Pure."""

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache

from weeklog.vocabulary import Language
from weeklog_chat_worker.models.offline.folding import folded, has_marks, lowered
from weeklog_chat_worker.models.offline.languages import ENGLISH, VIETNAMESE, VIETNAMESE_PLAIN
from weeklog_chat_worker.models.offline.vocabulary import Vocabulary
from weeklog_chat_worker.models.offline.when import TAKEN

LONGEST_QUESTION = 2000  # characters that are read
TOKEN = re.compile(rf"[^\s,;:()?!{TAKEN}\"“”]+")
EDGES = ".'’`*_–—-…"

_EXPANDED = {
    words.code: [(re.compile(short, re.IGNORECASE), long) for short, long in words.short_forms]
    for words in (ENGLISH, VIETNAMESE)
}


def speak_of(question: str, before: Language | None = None) -> Language:
    """By the words that only one of the languages has; without any, the language that was spoken before."""
    vietnamese = english = 0
    for token in TOKEN.findall(lowered(question)):
        word = token.strip(EDGES)
        bare = folded(word)
        if bare != word or bare in VIETNAMESE_PLAIN.markers:
            vietnamese += 1
        if word in ENGLISH.markers:
            english += 1
    if vietnamese == english:
        return before or ("vi" if has_marks(question) and not english else "en")
    return "vi" if vietnamese > english else "en"


def vocabulary(code: Language, question: str) -> Vocabulary:
    if code == "en":
        return ENGLISH
    return VIETNAMESE if has_marks(question) else VIETNAMESE_PLAIN


@lru_cache(maxsize=256)  # a question is read several times
def tidy(question: str, code: Language) -> str:
    """One line, with what is written short in full."""
    text = " ".join(unicodedata.normalize("NFC", question[:LONGEST_QUESTION]).replace("’", "'").split())
    text = text.replace(TAKEN, " ")
    bare = code == "vi" and not has_marks(text)
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

    def __post_init__(self) -> None:
        self.text = self.whole = folded(self.said) if self.words.plain else lowered(self.said)

    def take(self, match: re.Match[str]) -> None:
        self.text = f"{self.text[: match.start()]}{' ' * len(match[0])}{self.text[match.end() :]}"

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
