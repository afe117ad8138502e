"""Lists inside table cells. Markdown has none, so authors write them with `<br>`, a marker and spaces of all kinds."""

import re
from dataclasses import dataclass

_BREAK = re.compile(r"\s*<br\s*/?\s*>\s*", re.IGNORECASE)
_SPACE = re.compile(r"(?:&nbsp;|&ensp;|&emsp;|[\s\u00a0\u2000-\u200a\u3000])+", re.IGNORECASE)
_MARKER = re.compile(
    r"(?P<mark>[-–—•·▪●◦○*+✓✔➢→]|\d{1,2}[.)])(?P<gap>(?:&nbsp;|&emsp;|[\s\u00a0\u2003])+)", re.IGNORECASE
)
_SUB_MARKS = frozenset("+◦○")
_DEEPER = re.compile(r"&emsp;|&nbsp;|\u2003|\u00a0", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Segment:
    """What stands between two breaks. `raw` is the author's; `line` is how it reads: `- item`, `  - deeper`, or plain."""

    raw: str
    line: str


def read_cell(raw: str) -> str:
    """Plain text, or one line per list item."""
    if "<" not in raw and raw.strip()[:1].isalnum():
        return raw.strip().replace("\\|", "|")
    return "\n".join(segment.line for segment in segments(raw) if segment.line)


def segments(raw: str) -> tuple[Segment, ...]:
    pieces = _BREAK.split(raw.strip())
    marks = [_MARKER.match(_strip(piece)) for piece in pieces]
    top = next((mark["mark"] for mark in marks if mark), "")
    return tuple(Segment(piece, _line(piece, mark, top)) for piece, mark in zip(pieces, marks, strict=True))


def breaks(raw: str) -> list[str]:
    return _BREAK.findall(raw.strip())


def _line(piece: str, mark: re.Match[str] | None, top: str) -> str:
    text = _strip(piece).replace("\\|", "|")
    if mark is None:
        return text
    deeper = _is_indented(piece) or (mark["mark"] in _SUB_MARKS and mark["mark"] != top)
    return ("  - " if deeper else "- ") + _strip(text[mark.end() :])


def _is_indented(piece: str) -> bool:
    space = _SPACE.match(piece)
    return space is not None and _DEEPER.search(space[0]) is not None


def _strip(piece: str) -> str:
    space = _SPACE.match(piece)
    return (piece[space.end() :] if space else piece).rstrip()


def cut_breaks(raw: str) -> list[str]:
    return _BREAK.split(raw.strip())


def strip_marker(piece: str) -> str:
    text = _strip(piece)
    mark = _MARKER.match(text)
    return (
        _strip(text[mark.end() :])
        if mark
        else text.lstrip("-•")
        if text.startswith(("-http", "-[", "-<", "•"))
        else text
    ).strip()
