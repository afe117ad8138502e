"""The words of worklog pages, one data file per language: headings, columns, states, weekdays, months.

Phrases are lower case and match whole words. `complet*` matches every word that begins so, `=end` only the whole
heading, `start* & date*` a heading that holds both. Chinese and Japanese phrases match anywhere, for these have no
spaces.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, Final

_LETTERS_WITHOUT_SPACES: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")


def _load() -> tuple[Mapping[str, Any], ...]:
    found = [one for one in files(__name__).iterdir() if one.name.endswith(".toml")]
    ordered = sorted(found, key=lambda one: (one.name != "en.toml", one.name != "vi.toml", one.name))
    return tuple(tomllib.loads(one.read_text(encoding="utf-8")) for one in ordered)


LANGUAGES: Final = _load()


def words_for(name: str) -> tuple[str, ...]:
    """The list of that name in all languages together."""
    return tuple(word for language in LANGUAGES for word in language[name])


@cache
def phrases_for(part: str, key: str) -> tuple[str, ...]:
    return tuple(phrase for language in LANGUAGES for phrase in language[part].get(key, ()))


def numbered(name: str, first: int) -> dict[str, int]:
    """Weekdays (from 0) or months (from 1), by every word for them."""
    return {
        word: number
        for language in LANGUAGES
        for number, words in enumerate(language[name], first)
        for word in words
    }


@cache
def pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """Finds any of the phrases; the longest of those that begin at one place."""
    return re.compile("|".join(map(_phrase, sorted(phrases, key=len, reverse=True))) or r"(?!)")


def _phrase(phrase: str) -> str:
    if phrase.startswith("="):
        return rf"\A{re.escape(phrase[1:])}\Z"
    if "&" in phrase:
        return r"\A" + "".join(rf"(?=.*{_bounded(part.strip())})" for part in phrase.split("&"))
    return _bounded(phrase)


def _bounded(phrase: str) -> str:
    body = r"\w*".join(map(re.escape, phrase.split("*")))
    opens = "" if _LETTERS_WITHOUT_SPACES.match(phrase) or not phrase[0].isalnum() else r"(?<!\w)"
    closes = "" if _LETTERS_WITHOUT_SPACES.match(phrase[-1]) or not phrase[-1].isalnum() else r"(?!\w)"
    return f"{opens}{body}{closes}"


def any_word(words: Sequence[str]) -> str:
    """As a part of a larger expression, without groups."""
    return "|".join(map(_bounded, sorted(words, key=len, reverse=True)))
