"""What an edit of a review comes to, and which of its lines are meant. Pure."""

from collections.abc import Sequence
from typing import Literal, TypeVar
from uuid import UUID

from pydantic import BaseModel

from weeklog.language.folding import lowered
from weeklog.language.stems import COMMON, keys_of, words_of
from weeklog.language.translations import also_said
from weeklog.reviews.lines import StoredLine
from weeklog.reviews.sections import SECTIONS

Change = Literal["add", "change", "move", "remove"]
Hindrance = Literal[
    "no review", "not drafted", "not editable", "no such line", "several lines", "nothing shorter", "no other words",
]  # fmt: skip
T = TypeVar("T")


class EditedLine(BaseModel):
    change: Change
    section: str
    was: str = ""
    text: str = ""


class ReviewEdits(BaseModel):
    """What is proposed for a review."""

    week: int
    lines: tuple[EditedLine, ...]
    kept: int = 0  # lines that their owner wrote, which nothing can translate


class NoReviewEdit(BaseModel):
    """Why nothing is proposed."""

    why: Hindrance
    week: int | None = None
    state: str = ""  # of the review
    lines: tuple[str, ...] = ()  # that may be meant


def lines_about(words: str, lines: Sequence[StoredLine]) -> list[StoredLine]:
    """Those that say the most of the words, in any form and either language, and more than half of them. The summary
    names everything: it is meant by its name only."""
    asked = [word for word in words_of(words) if word not in COMMON] or words_of(words)
    rated = [(_said(asked, words, line.text), line) for line in lines if line.section != "summary"]
    most = max((score for score, _ in rated), default=0)
    return [line for score, line in rated if score == most and 2 * score > len(asked)]


def _said(asked: Sequence[str], phrase: str, text: str) -> int:
    keys = keys_of(text)
    if any(keys_of(one) <= keys for one in also_said(lowered(phrase))):
        return len(asked)
    return sum(any(keys_of(one) & keys for one in (word, *also_said(word))) for word in asked)


def end_of(section: str, lines: Sequence[StoredLine]) -> UUID | None:
    """The line behind which a new line of the section stands."""
    before = [line.id for line in lines if _rank(line.section) <= _rank(section)]
    return before[-1] if before else None


def _rank(section: str) -> int:
    return next((place for place, one in enumerate(SECTIONS) if one == section), len(SECTIONS))
