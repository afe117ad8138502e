"""Bytes to lines and back, exactly: undecodable bytes, byte-order marks and every line end survive."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

MAX_BYTES = 500_000
"""A hand-written week page is a few kilobytes, the largest known about 30; what is larger is kept, but not looked
into."""
MAX_LINES = 20_000
"""The largest known page has about 500."""

_LINE = re.compile(r"[^\r\n]+(?:\r\n|\r|\n)?|\r\n|\r|\n")
_BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class Source:
    """`lines` keep their line ends; the byte-order mark is held apart."""

    lines: tuple[str, ...]
    newline: str
    bom: bool
    is_utf8: bool


def is_too_large(raw: bytes) -> bool:
    return len(raw) > MAX_BYTES or raw.count(b"\n") + raw.count(b"\r") > MAX_LINES


def read_source(raw: bytes) -> Source:
    text = raw.decode("utf-8", "surrogateescape")
    bom = text.startswith(_BOM)
    lines = tuple(_LINE.findall(text[1:] if bom else text))
    ends = [line_end(line) for line in lines]
    newline = max(("\n", "\r\n", "\r"), key=ends.count)
    return Source(lines, newline, bom, _is_utf8(raw))


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def count_lines(text: str) -> int:
    return len(_LINE.findall(text))


def to_bytes(lines: Sequence[str], *, bom: bool) -> bytes:
    return ((_BOM if bom else "") + "".join(lines)).encode("utf-8", "surrogateescape")


def line_end(line: str) -> str:
    return line[len(line.rstrip("\r\n")) :]


def bare(line: str) -> str:
    return line.rstrip("\r\n")
