"""What of a Markdown text is code."""

import re
from bisect import bisect_left


def code_spans(text: str) -> list[tuple[int, int]]:
    """Between two runs of as many backticks, in their order. A backslash keeps a backtick from opening one."""
    runs = [match.span() for match in re.finditer("`+", text)]
    places: dict[int, list[int]] = {}  # by length, in their order
    for index, (start, end) in enumerate(runs):
        places.setdefault(end - start, []).append(index)
    spans: list[tuple[int, int]] = []
    index = 0
    while index < len(runs):
        start, end = runs[index]
        start += _is_escaped(text, start)
        same = places.get(end - start, [])
        at = bisect_left(same, index + 1)
        if start == end or at == len(same):
            index += 1
            continue
        spans.append((start, runs[same[at]][1]))
        index = same[at] + 1
    return spans


def _is_escaped(text: str, at: int) -> bool:
    before = text[max(at - 100, 0) : at]
    return (len(before) - len(before.rstrip("\\"))) % 2 == 1
