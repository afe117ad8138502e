"""Which of its records each part of a sentence is about. Pure.

`The notes were translated; the leaflet was dropped` cites two entries, and only one of them was dropped.
"""

import re
from collections.abc import Iterator
from typing import Final

from weeklog.claims.paraphrases import borne_out
from weeklog.claims.records import Cited
from weeklog.language.stems import COMMON, words_of

_JOINT: Final = re.compile(
    r"[;:,] (?:and |but |while |whereas |và |nhưng |còn )?| (?:and|but|while|whereas|though|và|nhưng|còn|trong khi) ",
    re.IGNORECASE,
)


def parts_of(sentence: str, cited: Cited) -> Iterator[tuple[str, Cited]]:
    """Each part beside the records that it shares most words with; beside those of the part before where it shares
    none."""
    if len(cited.records) == 1:
        yield sentence, cited
        return
    about = cited
    for part in split(sentence):
        about = nearest(part, cited) or about
        yield part, about


def split(text: str) -> list[str]:
    return _JOINT.split(" ".join(text.split()))


def nearest(part: str, cited: Cited) -> Cited | None:
    """The records that share most words with it; none where none shares a word."""
    words = words_of(part)
    telling = {place for place, word in enumerate(words) if word not in COMMON}
    shared = [len(borne_out(words, one) & telling) for one in cited.alone]
    most = max(shared, default=0)
    near = tuple(record for record, count in zip(cited.records, shared, strict=True) if count == most)
    if not most:
        return None
    return cited.alone[cited.records.index(near[0])] if len(near) == 1 else cited.only(near)
