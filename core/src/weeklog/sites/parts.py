"""A file of several weeks is kept as one page a week, and goes out as the one file it was. Pure."""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final

from weeklog.calendar import Week
from weeklog.hugo import split_weeks
from weeklog.sites.file import File
from weeklog.sites.placing import weeks_of_days

_NEWEST_FIRST: Final = "newest-first"
_PART: Final = re.compile(
    rf"(?P<whole>.+\.(?:md|markdown))/(?:(?P<down>{_NEWEST_FIRST})/)?week-\d+\.md", re.IGNORECASE
)


def in_parts(files: Sequence[File], weeks: Sequence[Week] = ()) -> list[File]:
    """`log.md` with the weeks 1 and 2 becomes `log.md/week-1.md` and `log.md/week-2.md`; one that begins with its last
    week `log.md/newest-first/week-2.md` and so on: the paths tell the order in which the parts are the file."""
    return [part for file in files for part in _parts(file, weeks)]


def whole_of(path: str) -> str:
    """The file that the page at this path belongs to; the path itself when it is a file of its own."""
    found = _PART.fullmatch(path)
    return found["whole"] if found else path


def in_one(pages: Mapping[str, tuple[bytes, bytes]]) -> dict[str, tuple[bytes, bytes]]:
    """The files that pages in the order of weeks come from, each as it was imported and as it is now."""
    files: dict[str, tuple[bytes, bytes]] = {}
    for path, (old, new) in pages.items():
        first, second = (files.get(whole_of(path), (b"", b"")), (old, new))
        if (found := _PART.fullmatch(path)) and found["down"]:
            first, second = second, first
        files[whole_of(path)] = (first[0] + second[0], first[1] + second[1])
    return files


def _parts(file: File, weeks: Sequence[Week]) -> list[File]:
    parts = split_weeks(file.raw, file.path, lambda days: weeks_of_days(days, weeks))
    falls = any(week > after for (week, _), (after, _) in pairwise(parts))
    folder = f"{file.path}/{_NEWEST_FIRST}" if falls else file.path
    return [File(f"{folder}/week-{week}.md", raw) for week, raw in parts] or [file]
