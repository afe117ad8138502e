"""The parts of a question that asks several things at once: "what did I do, how many was it, what is open?". Pure."""

import re

from weeklog_chat_worker.models.offline.language.vocabulary import Vocabulary

MOST_PARTS = 5


def parts_of(said: str, words: Vocabulary) -> list[str]:
    """In their order, as they were written; one alone where it asks only one thing."""
    pieces = re.split(words.joints["several"], said, flags=re.IGNORECASE)
    parts = [part for piece in pieces for part in _at_commas(piece, words) if part.strip(" ?!.,")]
    return parts if len(parts) <= MOST_PARTS else [said]


def _at_commas(piece: str, words: Vocabulary) -> list[str]:
    """A comma or an "and" stands between two questions where both sides ask; else it belongs to a list, or a time."""
    asks = words.compiled(words.joints["asks"])
    first, *rest = re.split(f"({words.joints['part']})", piece, flags=re.IGNORECASE)
    parts = [first]
    for joint, clause in zip(rest[::2], rest[1::2], strict=True):
        is_asking = asks.search(words.as_read(clause)) is not None
        if is_asking and not _leaves_out(clause, words) and asks.search(words.as_read(parts[-1])):
            parts.append(clause)
        else:
            parts[-1] = f"{parts[-1]}{joint}{clause}"
    return parts


def _leaves_out(clause: str, words: Vocabulary) -> bool:
    """ "…, not counting this week" asks nothing: "không" may deny as well as ask."""
    return words.compiled(words.joints["leaves out"]).match(words.as_read(clause)) is not None
