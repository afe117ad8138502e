"""A review as Markdown. Pure."""

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Protocol

_TITLE = {"en": "Week {week}: review", "vi": "Tuần {week}: tổng kết"}
_HEADINGS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "objectives": "Objectives",
        "done": "Done",
        "open": "Still open",
        "achievements": "Achievements",
        "numbers": "In numbers",
    },
    "vi": {
        "objectives": "Mục tiêu",
        "done": "Đã hoàn thành",
        "open": "Còn dang dở",
        "achievements": "Kết quả đạt được",
        "numbers": "Con số",
    },
}


class SentenceLike(Protocol):
    @property
    def section(self) -> str: ...
    @property
    def text(self) -> str: ...


def review_markdown(week: int, sentences: Iterable[SentenceLike], language: str) -> str:
    """Sections in the order in which their sentences come; a language that is not known reads English."""
    spoken = language if language in _HEADINGS else "en"
    parts = [f"# {_TITLE[spoken].format(week=week)}\n"]
    for section, group in groupby(sentences, key=lambda sentence: sentence.section):
        heading = _HEADINGS[spoken].get(section, section.capitalize())
        parts.append(f"\n## {heading}\n\n")
        parts += [f"- {sentence.text.strip().replace(chr(10), chr(10) + '  ')}\n" for sentence in group]
    return "".join(parts)
