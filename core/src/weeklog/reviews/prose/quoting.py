"""People's words within a line of ours: quoted so that nothing in them can close the quotation or pass for our own
words."""

import re
from functools import lru_cache
from typing import Final

LONGEST: Final = 240  # characters of a quotation
_QUOTES: Final = str.maketrans({"“": "‘", "”": "’", '"': "’", "„": "‘", "«": "‹", "»": "›"})
_OPENING: Final = re.compile(r'(?<![^\s([{–—-])"(?=\S)')
_LINK: Final = re.compile(r"!?\[([^\]\n]{0,300})\]\([^)\s]{0,2000}\)")
_TAGS: Final = "a|b|br|code|del|div|em|i|img|ins|kbd|li|mark|ol|p|s|small|span|strong|sub|sup|u|ul"
_TAG: Final = re.compile(rf"</?(?:{_TAGS})(?:\s[^<>\n]{{0,300}})?/?>|<!--[^\n]{{0,300}}?-->", re.IGNORECASE)
_HEADING: Final = re.compile(r"(?m)^[ \t]{0,9}#{1,6}[ \t]+")
_CODE: Final = re.compile(r"(?<!`)(?P<ticks>`{1,2})(?!`)(?P<code>[^`\n]{1,300})(?P=ticks)(?!`)")
_EMPHASIS: Final = (
    re.compile(r"(?<![\w*\\])\*{1,3}(?=[^\s*])(?P<words>[^*\n]{1,300})(?<=\S)\*{1,3}(?![\w*])"),
    re.compile(
        r"(?<![\w\\])_{1,3}(?=[^\s_])(?P<words>(?:[^_\n]|(?<=[^\W_])_(?=[^\W_])){1,300})(?<=\S)_{1,3}(?!\w)"
    ),
    re.compile(r"~~(?=\S)(?P<words>[^~\n]{1,300})(?<=\S)~~"),
)
_MARKED: Final = frozenset("*_`~#<[")


def quote(text: str) -> str:
    return f"“{plain(text)}”"


@lru_cache(maxsize=8192)  # most texts stand in several lines
def plain(text: str) -> str:
    """On one line, never longer than `LONGEST`, and without what Markdown and HTML take for markup. All else is as it
    was written: List<String>, a | b, #142, snake_case."""
    words = " ".join((text if _MARKED.isdisjoint(text) else _without_markup(text)).split())
    words = _OPENING.sub("‘", words).translate(_QUOTES).strip()
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1].rstrip()}…"


def _without_markup(text: str) -> str:
    """Code stays as it is, whatever it looks like."""
    parts, end = list[str](), 0
    for code in _CODE.finditer(text):
        parts += (_unmarked(text[end : code.start()]), code["code"])
        end = code.end()
    return "".join((*parts, _unmarked(text[end:])))


def _unmarked(text: str) -> str:
    text = _TAG.sub(" ", _LINK.sub(r"\1", _HEADING.sub("", text)))
    for mark in _EMPHASIS:
        text = mark.sub(r"\g<words>", text)
    return text


def topic(text: str) -> str:
    """What an objective or a theme is called: its text without the full stop."""
    return quote(text.strip().rstrip(".;"))
