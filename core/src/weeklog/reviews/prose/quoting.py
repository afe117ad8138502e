"""People's words within a line of ours: quoted so that nothing in them can close the quotation or pass for our own
words."""

import re
from functools import lru_cache
from typing import Final

LONGEST: Final = 240  # characters of a quotation
_QUOTES: Final = str.maketrans({"“": "‘", "”": "’", '"': "’", "„": "‘", "«": "‹", "»": "›"})
_OPENING: Final = re.compile(r'(?<![^\s([{–—-])"(?=\S)')
_LINK: Final = re.compile(r"!?\[([^\]\n]{0,300})\]\([^)\s]{0,2000}\)")
_MARKS: Final = re.compile(r"<[^<>\n]{0,300}>|[*_`~#|]{1,}")


def quote(text: str) -> str:
    return f"“{plain(text)}”"


@lru_cache(maxsize=8192)  # most texts stand in several lines
def plain(text: str) -> str:
    """On one line, without Markdown, and never longer than `LONGEST`."""
    words = " ".join(_MARKS.sub(" ", _LINK.sub(r"\1", text)).split())
    words = _OPENING.sub("‘", words).translate(_QUOTES).strip()
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1].rstrip()}…"


def topic(text: str) -> str:
    """What an objective or a theme is called: its text without the full stop."""
    return quote(text.strip().rstrip(".;"))
