"""What headings, column names and suffixes mean, in every language of `languages/`.

The roles are tried in order; it settles names that say two things ("Learning objectives", "Plan for next week").
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from weeklog.hugo.model import ColumnRole, SectionRole
from weeklog.hugo.read.hours import read_hours
from weeklog.hugo.read.languages import any_word, pattern, phrases_for, words_for
from weeklog.hugo.read.statuses import status_of
from weeklog.language.characters import composed
from weeklog.vocabulary import Language

_SECTIONS: tuple[SectionRole, ...] = (
    "next_week", "objectives", "achievements", "assessment", "challenges", "tasks", "references", "lessons", "summary",
)  # fmt: skip
_COLUMNS: tuple[ColumnRole, ...] = (
    "number", "day", "start", "end", "resource", "status", "task", "date",
)  # fmt: skip
_LONGEST_HEADING = 160
"""Characters. What is longer is a sentence, and names nothing."""
_MOST_OTHER_WORDS = 2
"""Before the word that makes a heading one of objectives or achievements: `AWS migration goals`."""
_FILLER = re.compile(rf"{any_word(words_for('filler') + words_for('week'))}|[\W\d_]")
_MARKUP = re.compile(r"[*_`~]|<[^<>]{0,200}>|&\w{1,10};")
_VIETNAMESE = re.compile(
    r"[ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]",
    re.IGNORECASE,
)


def plain(text: str) -> str:
    """Lower case, composed, without markup or surrounding punctuation: what the patterns are written for."""
    words = composed(_MARKUP.sub("", text)).casefold()
    return " ".join(words.split()).strip(" :.-–—")


@lru_cache(maxsize=2000)
def section_role(heading: str) -> SectionRole:
    words = plain(heading)
    if len(words) > _LONGEST_HEADING:
        return "unknown"
    for role in _SECTIONS:
        found = pattern(phrases_for("sections", role)).search(words)
        if found and (role not in {"objectives", "achievements"} or _is_about(words, found)):
            return role
    return "unknown"


def _is_about(words: str, found: re.Match[str]) -> bool:
    """The word opens the heading, or few others stand before it and none behind."""
    before, behind = (
        _FILLER.sub(" ", part).split() for part in (words[: found.start()], words[found.end() :])
    )
    return not before or (not behind and len(before) <= _MOST_OTHER_WORDS)


def column_roles(names: Iterable[str], cells: Sequence[Sequence[str]] = ()) -> tuple[ColumnRole, ...]:
    """Each role is taken once. `cells` are those of each column: a role that they speak against is not taken."""
    roles: list[ColumnRole] = []
    for index, name in enumerate(names):
        role = _certain(_column_role(plain(name)), plain(name), cells[index] if index < len(cells) else ())
        roles.append("unknown" if role in roles else role)
    if "date" in roles and "day" not in roles:
        roles[roles.index("date")] = "day"
    return tuple(roles)


@lru_cache(maxsize=2000)
def _column_role(words: str) -> ColumnRole:
    if pattern(phrases_for("columns", "hours")).search(words):
        return "hours"
    if len(words) > _LONGEST_HEADING or pattern(phrases_for("columns", "other")).search(words):
        return "unknown"
    for role in _COLUMNS:
        if pattern(phrases_for("columns", role)).search(words):
            return role
    return "unknown"


def _certain(role: ColumnRole, words: str, cells: Sequence[str]) -> ColumnRole:
    filled = [cell.strip() for cell in cells if cell.strip(" -–—*")]
    match role:
        case "hours":
            return "hours" if _are_hours(filled, words) else "unknown"
        case "number":
            return "number" if _counts(filled) else "day"
        case "start" | "end" if filled and not any(char.isdigit() for cell in filled for char in cell):
            return "status" if role == "end" and all(map(status_of, filled)) else "unknown"
        case "unknown" if filled and pattern(phrases_for("columns", "maybe_status")).search(words):
            return "status" if all(map(status_of, filled)) else "unknown"
        case _:
            return role


def _are_hours(cells: Sequence[str], words: str) -> bool:
    """Numbers alone may be days below a heading for a duration."""
    bare = pattern((*words_for("hour"), "h")).search(words) is not None or "spent" in words
    return bool(cells or bare) and all(read_hours(cell, bare=bare) for cell in cells)


def _counts(cells: Sequence[str]) -> bool:
    """1, 2, 3 from the top: a number of the row and no day."""
    numbers = [cell.strip("*#. )(") for cell in cells]
    return numbers == [str(number) for number in range(1, len(numbers) + 1)]


def is_vietnamese(text: str) -> bool:
    """Vietnamese prose marks about every third letter; English prose marks none, apart from names."""
    letters = sum(map(str.isalpha, text))
    return len(_VIETNAMESE.findall(composed(text))) > max(2, letters // 25)


def language_of_path(path: str) -> Language | None:
    suffix = re.search(r"\.(vi|en)\.(?:md|markdown)$", path, re.IGNORECASE)
    if suffix is None:
        return None
    return "vi" if suffix[1].lower() == "vi" else "en"
