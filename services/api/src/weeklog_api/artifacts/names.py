"""Which names a file may have. Pure.

Whatever a keyboard or an operating system puts into a name is kept: every space, marks of direction, joiners of
emoji. Refused is what would lead into a folder, what no screen shows as it is, and what makes a name look like
another.
"""

import unicodedata
from typing import Final

_REMEDY: Final = "rename the file, as in architecture.png"
_SEPARATORS: Final = frozenset("/\\")
_LINE_ENDS: Final = frozenset("\u2028\u2029")
# They turn the order of what follows, so that `exe.png` may be shown for `gnp.exe`.
_OVERRIDES: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def file_name(name: str) -> str:
    """Raises ValueError with the reason, of which each is its own."""
    if name in (".", ".."):
        raise ValueError(f"is the name of a folder: {_REMEDY}")
    if reason := next((reason for one in name if (reason := _reason(one))), None):
        raise ValueError(f"{reason}: {_REMEDY}")
    return name


def _reason(character: str) -> str | None:
    if character in _SEPARATORS:
        return f"must be the name of a file, without a folder, and holds {character!r}"
    if character in _LINE_ENDS:
        return f"holds a line break ({_code(character)})"
    if character in _OVERRIDES:
        return f"holds a character that turns the direction of what follows ({_code(character)})"
    return {
        "Cc": f"holds a control character ({_code(character)})",
        "Cs": f"holds half of a surrogate pair ({_code(character)}), which is no character",
    }.get(unicodedata.category(character))


def _code(character: str) -> str:
    return f"U+{ord(character):04X}"
