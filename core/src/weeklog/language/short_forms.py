"""What is typed short in Vietnamese, and in full: `ko`, `đc`. Pure."""

import re
from typing import Final

from weeklog.language.folding import has_accents

_SURE: Final = {
    "ko": "không", "hok": "không", "khum": "không", "đc": "được", "đk": "được",
    "chx": "chưa", "nhg": "nhưng",
}  # fmt: skip
_BESIDE_ACCENTS: Final = {"k": "không", "dc": "được", "ch": "chưa", "vn": "vẫn", "r": "rồi"}
_SHORT: Final = re.compile(
    rf"(?<![\w/.+-])(?:{'|'.join((*_SURE, *_BESIDE_ACCENTS))})(?![\w/.+-])", re.IGNORECASE
)


def written_out(text: str) -> str:
    """The text with these words in full. One letter, and what is a word elsewhere (`dc`), only where the text has
    Vietnamese letters."""
    if _SHORT.search(text) is None:
        return text
    known = _SURE | _BESIDE_ACCENTS if has_accents(text) else _SURE
    return _SHORT.sub(lambda match: known.get(match[0].lower(), match[0]), text)
