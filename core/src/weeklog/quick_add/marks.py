"""Where an address ends."""

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
