"""A line of a review in fewer words: words are left out, and none is added but how many there were. Pure."""

import re
from typing import Final

from weeklog.language.folding import has_accents
from weeklog.reviews.prose.phrases import phrases_of

_QUOTED: Final = re.compile(r"“[^“”]*”")  # within it a full stop ends no sentence
_BETWEEN_SENTENCES: Final = re.compile(r"(?<=[.!?])\s+")
_BETWEEN_ITEMS: Final = re.compile(r";\s+")


def shortened(text: str) -> str:
    """Half of each list, and of a text without lists half of its sentences; the same text where nothing can be
    left out."""
    sentences = _parts(text, _BETWEEN_SENTENCES)
    more = phrases_of("vi" if has_accents(_QUOTED.sub("", text)) else "en").more
    fewer = " ".join(_fewer_items(one, more) for one in sentences)
    if len(fewer) < len(text):
        return fewer
    return " ".join(sentences[: (len(sentences) + 1) // 2])


def _fewer_items(sentence: str, more: str) -> str:
    """`more`: how a sentence says that it names only some of what there is."""
    items = _parts(sentence.removesuffix("."), _BETWEEN_ITEMS)
    unnamed = re.fullmatch(re.escape(more).replace(r"\{n\}", r"(\d+)"), items[-1])
    named = items[:-1] if unnamed else items
    kept = named[: (len(named) + 1) // 2]
    if len(kept) == len(named):
        return sentence
    left_out = len(named) - len(kept) + (int(unnamed[1]) if unnamed else 0)
    return f"{'; '.join((*kept, more.format(n=left_out)))}."


def _parts(text: str, between: re.Pattern[str]) -> list[str]:
    """Split where no quotation is."""
    masked = _QUOTED.sub(lambda quoted: "x" * len(quoted[0]), text)
    edges = [0, *(edge for match in between.finditer(masked) for edge in match.span()), len(text)]
    return [text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)]
