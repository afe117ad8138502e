"""A file of several weeks is kept as one page a week, and goes out as the one file it was. Pure."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from weeklog.hugo import split_weeks
from weeklog.sites.file import File

_PART: Final = re.compile(r"(?P<whole>.+\.(?:md|markdown))/week-\d+\.md", re.IGNORECASE)


def in_parts(files: Sequence[File]) -> list[File]:
    """`log.md` with the weeks 1 and 2 becomes `log.md/week-1.md` and `log.md/week-2.md`."""
    return [part for file in files for part in _parts(file)]


def whole_of(path: str) -> str:
    """The file that the page at this path belongs to; the path itself when it is a file of its own."""
    found = _PART.fullmatch(path)
    return found["whole"] if found else path


def in_one(pages: Mapping[str, tuple[bytes, bytes]]) -> dict[str, tuple[bytes, bytes]]:
    """The files that pages in the order of weeks come from, each as it was imported and as it is now."""
    files: dict[str, tuple[bytes, bytes]] = {}
    for path, (old, new) in pages.items():
        before = files.get(whole_of(path), (b"", b""))
        files[whole_of(path)] = (before[0] + old, before[1] + new)
    return files


def _parts(file: File) -> list[File]:
    parts = split_weeks(file.raw, file.path)
    return [File(f"{file.path}/week-{week}.md", raw) for week, raw in parts] or [file]
