"""What the author's word for the state of a task means: `Đang làm`, `✅ Done`, `70%`, `Not completed`.

The longest phrase that is found decides; a negation before a word for "done" makes it planned.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final, get_args

from weeklog.hugo.read.languages import any_word, pattern, phrases_for, words_for
from weeklog.language.characters import composed
from weeklog.vocabulary import Status

_ORDER: Final = ("planned", "doing", "blocked", "dropped", "done")
_STATUSES: Final[Mapping[str, Status]] = {one: one for one in get_args(Status)}
_SIGNS: Final[tuple[tuple[str, str], ...]] = (
    ("dropped", "🚫🗑"),
    ("blocked", "⛔🛑⏸"),
    ("doing", "🔄⏳⌛🚧⚠🔁🟡🟠🔴🏗◐🕒🔧"),
    ("planned", "❌✗✘☐⬜📝📅⭕🔜"),
    ("done", "✅✔☑✓🟢🎉👍💯"),
)
_BOX: Final = re.compile(r"\[([ xX✓]?)\]")
_PERCENT: Final = re.compile(r"(\d{1,3})(?:[.,]\d+)?\s*[%％]")
_SHARE: Final = re.compile(r"(?<![\d/])(\d{1,3})\s*/\s*(\d{1,3})(?![\d/])")
_LONGEST: Final = 120
"""Characters. A longer cell is a remark."""
_ALL: Final = 100
_NEGATED: Final = re.compile(rf"(?:{any_word(words_for('negations'))})[\s\w]{{0,24}}\Z")


@lru_cache(maxsize=1000)
def status_of(cell: str) -> Status | None:
    """None for a cell without words, and for words that are not known."""
    words = _plain(cell)
    if not words or len(words) > _LONGEST:
        return None
    share = _share(words)
    said = _by_words(words)
    if said == "done" and share not in {None, _ALL}:
        return "doing"
    if said is not None:
        return said
    if share is not None:
        return "done" if share >= _ALL else "doing" if share else "planned"
    return _by_sign(words)


def is_phrase(words: str) -> bool:
    """The words are a known phrase, and nothing else."""
    return any(_plain(words) in phrases_for("status", status) for status in _ORDER)


def _plain(cell: str) -> str:
    text = re.sub(r"[*_`~]|<[^<>]{0,200}>|:\w+:", " ", composed(cell)).casefold()
    return " ".join(text.split())


def _share(words: str) -> int | None:
    if found := _PERCENT.search(words):
        return int(found[1])
    found = _SHARE.search(words)
    return _ALL * int(found[1]) // int(found[2]) if found and int(found[2]) else None


def _by_words(words: str) -> Status | None:
    best: tuple[int, int, Status] | None = None
    for rank, status in enumerate(_ORDER):
        for found in pattern(phrases_for("status", status)).finditer(words):
            if best is None or (found.end() - found.start(), -rank) > (best[0], best[1]):
                best = found.end() - found.start(), -rank, _meant(words[: found.start()], status)
    if best is None and pattern(words_for("negations")).search(words):
        return "planned"
    return best and best[2]


def _meant(before: str, status: str) -> Status:
    """What is blocked goes on, where the product has no word of its own for it."""
    if status in {"done", "doing"} and _NEGATED.search(before):
        return "planned"
    return _STATUSES.get(status, "doing")


def _by_sign(words: str) -> Status | None:
    if box := _BOX.search(words):
        return "done" if box[1].strip() else "planned"
    for status, signs in _SIGNS:
        if any(char in signs for char in words):
            return _STATUSES.get(status, "doing")
    return "done" if words == "x" else None
