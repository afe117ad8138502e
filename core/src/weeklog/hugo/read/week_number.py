"""Which week a page is: the path says it best, then the title, then the headings."""

import re
from collections.abc import Iterable

from weeklog.hugo.read.languages import words_for
from weeklog.language.characters import composed

_WORDS = "|".join(sorted(words_for("week"), key=len, reverse=True)).replace(" ", r"[\s_\-]")
_WEEK = re.compile(
    # `2025-W37` counts the weeks of a year: the calendar says which of the programme's it is.
    rf"(?:(?<![a-z])(?<!20\d\d)(?<!20\d\d[-_ ])w|{_WORDS})[\s_\-.:#]*0*(\d{{1,3}})(?!\d)"
    r"|第\s?0*(\d{1,3})\s?[周週]",
    re.IGNORECASE,
)


def week_from_path(path: str) -> int | None:
    """From the innermost folder or file that names a week: `1.3-Week3/_index.md`, `week-01.en.md`."""
    parts = reversed(path.replace("\\", "/").split("/"))
    return next((week for part in parts if (week := week_from_name(part)) is not None), None)


def week_from_name(name: str) -> int | None:
    found = _WEEK.search(composed(name))
    return int(found[found.lastindex or 1]) if found else None


def week_from_text(texts: Iterable[str]) -> int | None:
    return next((week for text in texts if (week := week_from_name(text)) is not None), None)


def replace_week(text: str, number: int) -> str:
    """The same words for another week: `Week 3 Objectives:` becomes `Week 4 Objectives:`."""
    found = _WEEK.search(text)
    if found is None:
        return text
    start, end = found.span(found.lastindex or 1)
    zeros = len(text[found.start() : start]) - len(text[found.start() : start].rstrip("0"))
    width = zeros + end - start if zeros else 0
    return f"{text[: start - zeros]}{number:0{width}d}{text[end:]}"
