"""Pages as they are now: what was imported, with what has changed since. Pure."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from difflib import diff_bytes, unified_diff
from typing import Final

_ANY_DAY: Final = (1980, 1, 1, 0, 0, 0)  # so that the same pages give the same archive
_READABLE: Final = 0o644 << 16
_ESCAPED: Final = {"\t": "\\t", "\n": "\\n", '"': '\\"', "\\": "\\\\"}


def zipped(pages: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, raw in pages.items():
            member = zipfile.ZipInfo(path, _ANY_DAY)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = _READABLE
            archive.writestr(member, raw)
    return buffer.getvalue()


def patch(changes: Mapping[str, tuple[bytes, bytes]]) -> bytes:
    """By path, what was imported and what it is now: as a diff that `git apply` takes. Lines end at line feeds
    alone, so that carriage returns, byte-order marks and a missing last line end go through as bytes."""
    return b"".join(_diff(path, old, new) for path, (old, new) in changes.items() if old != new)


def _diff(path: str, old: bytes, new: bytes) -> bytes:
    header = f"diff --git {_name('a', path)} {_name('b', path)}\n".encode()
    a, b = (_header_name(side, path) for side in "ab")
    body = diff_bytes(unified_diff, _lines(old), _lines(new), a, b)
    return header + b"".join(_marked(line) for line in body)


def _lines(raw: bytes) -> Sequence[bytes]:
    *whole, rest = raw.split(b"\n")
    return [line + b"\n" for line in whole] + ([rest] if rest else [])


def _marked(line: bytes) -> bytes:
    return line if line.endswith(b"\n") else line + b"\n\\ No newline at end of file\n"


def _header_name(side: str, path: str) -> bytes:
    """A tab tells where a name with blanks ends."""
    name = _name(side, path)
    return (name + "\t" if " " in name and not name.startswith('"') else name).encode()


def _name(side: str, path: str) -> str:
    name = f"{side}/{path}"
    if any(character in _ESCAPED or character < " " for character in name):
        return '"' + "".join(_ESCAPED.get(character, character) for character in name) + '"'
    return name
