"""Times that are part of a name: "the Friday demo", "họp cuối tuần"; or a share that looks like a day: "9/9". Pure.

A time is read as a limit first. Where nothing is found within it, it is looked for as a word beside its noun.
"""

from collections.abc import Sequence
from typing import Final

from weeklog.language.folding import lowered
from weeklog_chat_worker.models.offline.parse.text import Words

NAMELIKE: Final = {
    "weekday": "wd",
    "every": "wd",
    "weekend": "wd",
    "numeric": "dm",
}  # readers, and what says the time
_KEPT: Final = "\x01"  # in their place, while other times are read


def named_times(left: Words) -> tuple[tuple[int, int], ...]:
    """Where such times stand that have a noun of the question beside them."""
    beside = left.words.compiled(left.words.joints["name"])
    found = (
        (NAMELIKE[reader], match)
        for reader, pattern in left.words.dates
        if reader in NAMELIKE
        for match in left.words.compiled(pattern).finditer(left.text)
    )
    spans = {match.span(said) for said, match in found if match[said] and not match.groupdict().get("step")}
    return tuple(sorted(one for one in spans if beside.search(_masked(left.text, one))))


def _masked(text: str, span: tuple[int, int]) -> str:
    start, end = span
    return f"{text[:start]}{_KEPT * (end - start)}{text[end:]}"


def hide(left: Words, names: tuple[tuple[int, int], ...]) -> None:
    """No pattern reads them any more; they are words of the subject."""
    left.names = names
    for span in names:
        left.text = _masked(left.text, span)


def name_in(left: Words, subject: Sequence[str]) -> str:
    """The name as it is looked for; none where no time is a word of the subject."""
    times = {lowered(left.said[start:end]) for start, end in left.names}
    return " ".join(subject) if any(lowered(one) in times for one in subject) else ""
