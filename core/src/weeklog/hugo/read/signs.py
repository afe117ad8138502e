"""A status that an item or a cell says beside its text: `TODO: x`, `❌ x`, `[-] x`, `~~x~~`, `x (done)`, `x – xong`.

Only known words count, where nothing else stands beside them: before a colon or a dash at the beginning, in brackets
or behind a dash at the end. Within a sentence they are words.
"""

import re
from collections import Counter
from dataclasses import replace
from functools import lru_cache
from typing import Final

from weeklog.hugo.read.languages import any_word, words_for
from weeklog.hugo.read.statuses import status_of
from weeklog.hugo.sign import Sign
from weeklog.vocabulary import Status

_LONGEST: Final = 60
"""Characters of a sign with its marks."""
_STRUCK: Final = "~~"
_WORD: Final = f"(?:{any_word(words_for('signs'))})"
_PICTURE: Final = "[✅✔☑✓❌✗✘🚧⏳⌛☐⬜🔲⛔🛑⏸🚫🗑]\ufe0f?"
_BOX: Final = r"\[[ xX✓/-]\]"
_EMPHASIS: Final = r"(?:\*\*|__|\*|_)?"
_EMPHASES: Final = re.compile(r"\*\*|__|[*_]")
_SHOUTED: Final = "TODO|DOING|WIP|DONE"
_LEAD: Final = re.compile(
    rf"{_EMPHASIS}(?:(?P<word>{_WORD}){_EMPHASIS}[ ]?(?::{_EMPHASIS}(?!\S*//)|[ ][-–—](?=\s))"
    rf"|[(\[](?P<held>{_WORD})[)\]](?![(\[:]){_EMPHASIS}[ ]?:?{_EMPHASIS}|(?P<loud>(?-i:{_SHOUTED})){_EMPHASIS}(?=\s)"
    rf"|(?P<sign>{_PICTURE}){_EMPHASIS}|(?P<box>{_BOX})(?=\s))\s*",
    re.IGNORECASE,
)
_TAIL: Final = re.compile(
    rf"(?:\s{{0,3}}{_EMPHASIS}[(\[](?P<held>{_WORD})[)\]]{_EMPHASIS}|(?:\s{{1,3}}[-–—]|\s?:)\s{{1,3}}{_EMPHASIS}(?P<word>{_WORD}){_EMPHASIS}[.!]?"
    rf"|\s{{0,3}}(?P<sign>{_PICTURE})|\s(?P<box>{_BOX}))\Z",
    re.IGNORECASE,
)
_REMARK: Final = re.compile(r"\s{0,3}\([^()]{1,200}\)\Z")


def state_of(sign: Sign) -> Status | None:
    return "dropped" if sign.word == _STRUCK else status_of(sign.word)


def around(line: str, sign: Sign | None, head: str = "") -> str:
    """The first line of a text with its sign and with the day, `head`, that stands before it."""
    if sign is None:
        return head + line
    remark = _REMARK.search(line) if sign.before_remark else None
    at = remark.start() if remark else len(line)
    before = (sign.lead, head) if sign.is_first else (head, sign.lead)
    return "".join(before) + line[:at] + sign.tail + line[at:]


def within(line: str, sign: Sign | None) -> str:
    """The line without what stands behind its text or before its remark."""
    at = line.rfind(sign.tail) if sign and sign.tail else -1
    return line[:at] + line[at + len(sign.tail) :] if sign and at >= 0 else line


def read_sign(line: str) -> tuple[Sign | None, str]:
    """The sign and the text without it. `line` has no box that Markdown knows."""
    found = _signed(line)
    if found is None and (remark := _REMARK.search(line)):
        found = _signed(line[: remark.start()])
        sign = replace(found, before_remark=True) if found and not found.lead else None
        return sign, within(line, sign)
    return (found, line[len(found.lead) : len(line) - len(found.tail)]) if found else (None, line)


@lru_cache(maxsize=4000)
def _signed(line: str) -> Sign | None:
    if line.startswith(_STRUCK) and line.endswith(_STRUCK) and line.count("~") == 2 * len(_STRUCK):
        return Sign(_STRUCK, _STRUCK, _STRUCK) if line.strip("~ ") else None
    if (lead := _LEAD.match(line[:_LONGEST])) and _is_text(line[lead.end() :]) and _is_even(lead[0]):
        return Sign(_word(lead), lead=lead[0])
    opening = max(0, len(line) - _LONGEST)
    if (tail := _TAIL.search(line, opening)) and _is_text(line[: tail.start()]) and _is_even(tail[0]):
        return Sign(_word(tail), tail=tail[0])
    return None


def _word(found: re.Match[str]) -> str:
    return next(text for text in found.groupdict().values() if text)


def _is_even(marks: str) -> bool:
    """No emphasis begins in it and ends elsewhere."""
    return not any(count % 2 for count in Counter(_EMPHASES.findall(marks)).values())


def _is_text(rest: str) -> bool:
    return any(map(str.isalnum, rest))
