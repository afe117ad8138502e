"""A review as Markdown. Pure."""

from collections.abc import Iterable
from itertools import groupby
from typing import Protocol

from weeklog.reviews.sections import HEADINGS

_TITLE = {"en": "Week {week}: review", "vi": "Tuần {week}: tổng kết"}


class SentenceLike(Protocol):
    @property
    def section(self) -> str: ...
    @property
    def text(self) -> str: ...


def review_markdown(week: int, sentences: Iterable[SentenceLike], language: str) -> str:
    """Sections in the order in which their sentences come; a language that is not known reads English."""
    spoken = language if language in HEADINGS else "en"
    parts = [f"# {_TITLE[spoken].format(week=week)}\n"]
    for section, group in groupby(sentences, key=lambda sentence: sentence.section):
        heading = HEADINGS[spoken].get(section, section.capitalize())
        parts.append(f"\n## {heading}\n\n")
        parts += [f"- {sentence.text.strip().replace(chr(10), chr(10) + '  ')}\n" for sentence in group]
    return "".join(parts)
