"""Texts that make slow readers slow: what people type, repeated, and one character at the end that spoils it."""

import time
from collections.abc import Callable, Iterator
from itertools import product
from typing import Final

# What readers look for, each in the form that is easily repeated.
PIECES: Final = (
    "\n", " ", "  ", "\t", "\u00a0", "a", "a ", "ab", "A", "1", "1 ", "1,", "1/", "1-", "-", "--", "- ", "*", "**",
    "_", "`", "```\n",
    "~~~\n", "#", "# ", "#\n", "#a", "# a\n", "@", "@a", "@a ", "|", "| ", "|a|\n", "||\n", "\\", "\\|", "<", "<a",
    "<a ", "<!--", "-->",
    "<?xml", "<br", "<br>", "</", "[", "](", "[x] ", "[a](", "(", ")", ")(", "&", "&a", "&nbsp;", "{{<", "{{% ",
    "http://", "http://a ",
    "www.", "%%", "%%\n", "---\n", "--- a\n", ":", ": ", ";", ".", ". ", "?", '"', '"a', "'", "“", "to ", "and ",
    "or ", "week ", "week 1 ",
    "weeks 1, ", "tuần ", "monday ", "next ", "last ", "ago ", "in 2 ", "thứ ", "tháng ", "ngày ", "1h", "2h30",
    "- [ ] ", "1. ", "> ", "\r",
    '"a" ', "“a” ", "(a) ", "mon-", "t3 ",
    "\r\n", "\u0301", "😀", "\u200d", "e\u0323", "가", "title: ", "+++\n", "=", "==\n",
)  # fmt: skip
_SPOILERS: Final = ("", "\x01", "|")


def texts(size: int) -> Iterator[str]:
    """About `size` characters each."""
    for piece, spoiler in product(PIECES, _SPOILERS):
        yield piece * (size // len(piece)) + spoiler
    for one, other in zip(PIECES, PIECES[7:] + PIECES[:7], strict=True):
        yield one * (size // 2 // len(one)) + other * (size // 2 // len(other))
        yield (one + other) * (size // len(one + other))


def slowest_ms_per_kb(read: Callable[[str], object], size: int) -> float:
    """Of processor time. What looks slow is measured again, since another process may have taken the time."""
    return (
        max(
            min(_ms(read, text) for _ in range(3)) if _ms(read, text) > size / 1024 else 0.0
            for text in texts(size)
        )
        * 1024
        / size
    )


def slow_texts(read: Callable[[str], object], size: int, most_ms: float) -> list[str]:
    """How those begin that took more of processor time, also when they were read again."""
    return [text[:12] for text in texts(size) if _ms(read, text) > most_ms and _ms(read, text) > most_ms]


def _ms(read: Callable[[str], object], text: str) -> float:
    begun = time.thread_time()
    read(text)
    return (time.thread_time() - begun) * 1000
