"""What the author's word for the state of a task means: `Đang làm`, `✅ Done`, `70%`, `Not completed`.

The longest phrase that is found decides. A negation or an intention before a word for "done" makes it planned
(`not done`, `to be done`); a hedge beside it, or another word for "done" that is negated, makes it unfinished (`almost
done`, `done, not merged`); behind a question mark nobody knows.
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
_BOXES: Final[Mapping[str, Status]] = {"": "planned", "-": "dropped", "/": "doing"}
_BOX: Final = re.compile(r"\[([ xX✓/-]?)\]")
_PERCENT: Final = re.compile(r"(\d{1,3})(?:[.,]\d+)?\s*[%％]")
_SHARE: Final = re.compile(r"(?<![\d/])(\d{1,3})\s*/\s*(\d{1,3})(?![\d/])")
_LONGEST: Final = 120
"""Characters. A longer cell is a remark."""
_ALL: Final = 100
_NOT_YET: Final = re.compile(
    rf"(?:{any_word((*words_for('negations'), *words_for('intentions')))})[\s\w]{{0,24}}\Z"
)
_HEDGED: Final = pattern(words_for("hedges"))


@lru_cache(maxsize=1000)
def status_of(cell: str) -> Status | None:
    """None for a cell without words, and for words that are not known."""
    words = _plain(cell)
    if not words or len(words) > _LONGEST:
        return None
    share = _share(words)
    said = _by_words(words)
    if said == "done" and words.endswith(("?", "？")):
        return None
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
    found: list[tuple[int, int, Status]] = [
        (one.end() - one.start(), -rank, _meant(words[: one.start()], status))
        for rank, status in enumerate(_ORDER)
        for one in pattern(phrases_for("status", status)).finditer(words)
    ]
    if not found:
        return "planned" if pattern(words_for("negations")).search(words) else None
    said = max(found)[2]
    done = {meant for _, rank, meant in found if rank == -_ORDER.index("done")}
    return "doing" if said in done and (len(done) > 1 or _is_hedged(said, words)) else said


def _is_hedged(said: Status, words: str) -> bool:
    return said == "done" and _HEDGED.search(words) is not None


def _meant(before: str, status: str) -> Status:
    """What is blocked goes on, where the product has no word of its own for it."""
    if _NOT_YET.search(before):
        return "planned" if status in {"done", "doing"} else "doing"
    return _STATUSES.get(status, "doing")


def _by_sign(words: str) -> Status | None:
    if box := _BOX.search(words):
        return _BOXES.get(box[1].strip(), "done")
    for status, signs in _SIGNS:
        if any(char in signs for char in words):
            return _STATUSES.get(status, "doing")
    return "done" if words == "x" else None
