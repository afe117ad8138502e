"""Which week a page is: the path says it best, then the title, then the headings."""

import re
from collections.abc import Iterable
from pathlib import PurePosixPath

_WEEK = re.compile(r"(?:week|tuần|tuan|w)[\s_\-.:#]*0*(\d{1,3})(?!\d)", re.IGNORECASE)


def week_from_path(path: str) -> int | None:
    """From the innermost folder or file that names a week: `1.3-Week3/_index.md`, `week-01.en.md`."""
    for part in reversed(PurePosixPath(path.replace("\\", "/")).parts):
        found = _WEEK.search(part)
        if found:
            return int(found[1])
    return None


def week_from_text(texts: Iterable[str]) -> int | None:
    return next((int(found[1]) for text in texts if (found := _WEEK.search(text))), None)
