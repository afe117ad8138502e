"""Whether a sentence promises what no record plans. Pure."""

import re
from collections.abc import Iterator
from typing import Final

from weeklog.claims.problems import Problem
from weeklog.claims.records import Cited

_PROMISE: Final = re.compile(
    r"\b(?:next (?:week|month)|tomorrow|soon|ngày mai|(?:tuần|tháng) (?:tới|sau))\b"
    r"|\b(?:will|shall|sẽ)\b[^,;.]{0,40}\b(?:finish(?:ed)?|completed?|done|ready|xong|hoàn thành|hoàn tất)\b",
    re.IGNORECASE,
)


def unplanned(sentence: str, cited: Cited) -> Iterator[Problem]:
    """`Will be ready next week` of what is only under way."""
    if "planned" in cited.statuses or not cited.statuses or _PROMISE.search(cited.text):
        return
    yield from (Problem("state", match[0]) for match in _PROMISE.finditer(sentence))
