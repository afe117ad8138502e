"""Where an address ends, and what is code."""

import re
from typing import Final
from urllib.parse import urlsplit

ENDS: Final = ".,;:!?"  # what ends a sentence is no part of its last word
LONGEST_LINK: Final = 2000


def trimmed(url: str) -> str | None:
    """Without what ends the sentence; None when it is no address after all."""
    if len(url) > LONGEST_LINK:
        return None
    url = url.rstrip(ENDS)
    while url.endswith(")") and url.count("(") < url.count(")"):
        url = url[:-1].rstrip(ENDS)
    try:
        reachable = bool(urlsplit(url).netloc)
    except ValueError:
        return None
    return url if reachable else None


def code_spans(text: str) -> list[tuple[int, int]]:
    """Between two runs of as many backticks, in their order."""
    runs = [match.span() for match in re.finditer("`+", text)]
    following: dict[int, int] = {}  # by length: the nearest run further on
    partner: list[int | None] = [None] * len(runs)
    for index in range(len(runs) - 1, -1, -1):
        length = runs[index][1] - runs[index][0]
        partner[index] = following.get(length)
        following[length] = index
    spans: list[tuple[int, int]] = []
    index = 0
    while index < len(runs):
        other = partner[index]
        if other is None:
            index += 1
            continue
        spans.append((runs[index][0], runs[other][1]))
        index = other + 1
    return spans
