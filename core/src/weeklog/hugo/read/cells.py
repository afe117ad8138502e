"""Lists inside table cells. Markdown has none, so authors write them with `<br>`, a marker and spaces of all kinds."""

import re
from dataclasses import dataclass

from weeklog.hugo.read.typed import BREAK, cell_line, typed_in_cell

_BREAK = re.compile(BREAK, re.IGNORECASE)
_BLANK = " \t"
"""What may stand around a break without meaning. Wider spaces are indents."""
_SPACE = re.compile(r"(?:&nbsp;|&ensp;|&emsp;|[\s\u00a0\u2000-\u200a\u3000])+", re.IGNORECASE)
MARKER = re.compile(
    r"(?P<mark>[-–—•·▪●◦○*+✓✔➢→]|\d{1,2}[.)])(?P<gap>(?:&nbsp;|&emsp;|[\s\u00a0\u2003])+)", re.IGNORECASE
)
_SUB_MARKS = frozenset("+◦○")
_DEEPER = re.compile(r"&emsp;|&nbsp;|\u2003|\u00a0", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Segment:
    """What stands between two breaks. `raw` is the author's; `line` is it without its bullet, still escaped:
    `- item`, `  - deeper`, or plain."""

    raw: str
    line: str


def read_cell(raw: str) -> str:
    """Plain text, or one line per list item."""
    if "<" not in raw and raw.strip()[:1].isalnum():
        return typed_in_cell(cell_line(raw.strip()))
    return typed_in_cell("\n".join(cell_line(segment.line) for segment in segments(raw) if segment.line))


def segments(raw: str) -> tuple[Segment, ...]:
    pieces = cut_breaks(raw)
    marks = [MARKER.match(_strip(piece)) for piece in pieces]
    top = next((mark["mark"] for mark in marks if mark), "")
    return tuple(Segment(piece, _line(piece, mark, top)) for piece, mark in zip(pieces, marks, strict=True))


def cut_breaks(raw: str) -> list[str]:
    return [piece.strip(_BLANK) for piece in _BREAK.split(raw.strip())]


def breaks(raw: str) -> list[str]:
    """Each break with the blanks around it: ` <br> `."""
    pieces = _BREAK.split(raw.strip())
    found: list[str] = []
    for mark, before, after in zip(_BREAK.findall(raw), pieces, pieces[1:], strict=False):
        lead = before[len(before.rstrip(_BLANK)) :]
        tail = after[: len(after) - len(after.lstrip(_BLANK))]
        found.append(lead + mark + tail)
    return found


def strip_marker(piece: str) -> str:
    """Without the bullet, also where no space follows it: `-[docs](...)`."""
    text = _strip(piece)
    mark = MARKER.match(text)
    if mark:
        return _strip(text[mark.end() :])
    return text.lstrip("-•").strip() if text.startswith(("-http", "-[", "-<", "•")) else text


def _line(piece: str, mark: re.Match[str] | None, top: str) -> str:
    text = _strip(piece)
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
