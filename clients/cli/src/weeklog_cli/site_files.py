"""Pages on the disk: which files of a folder are pages, what they are called in the site, and how they are written."""

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import Literal
from unicodedata import normalize

from weeklog_cli.errors import CommandError

NAMES_A_WEEK = re.compile(r"(?:week|tuần|tuan|w)[\s_\-.:#]*0*\d{1,3}(?!\d)", re.IGNORECASE)
# The server's rule (`weeklog.hugo.read.path_days`) without its care: what is sent in vain is only asked about.
NAMES_A_DAY = re.compile(
    r"(?<!\d)20\d\d(?:[-_./ ]?\d{1,2}[-_./ ]?\d{1,2}(?!\d)|[-_ ]?w\d{1,2}(?!\d))"
    r"|(?<!\d)\d{1,2}[-_. ](?:\d{1,2}|[a-z]{3,9}|tháng[-_. ]\d{1,2})[-_. ](?:20)?\d\d(?!\d)"
    r"|(?:^|/)\d\d[-_]\d\d(?!\d)"
    r"|(?<![^\W\d_])(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}[-_. ]\d{1,2}(?!\d)"
    r"|(?<![^\W\d_])(?:day|ngày|ngay|hari|hari[-_ ]ke|día|dia)[\s_\-]{0,3}\d{1,4}(?!\d)",
    re.IGNORECASE,
)
ABOUT_THE_SITE = frozenset({"readme", "license", "changelog", "contributing", "code_of_conduct", "security"})
MOST_FILES, MOST_BYTES = 5_000, 48_000_000  # in one request

SUFFIXES = frozenset({".md", ".markdown"})
MACHINE_FOLDERS = frozenset({"node_modules", "public", "resources", "themes", "__MACOSX"})

Written = Literal["created", "changed", "unchanged"]


def find_pages(paths: Iterable[Path]) -> tuple[dict[str, Path], int]:
    """Every page by its name in the site, and how many files of folders were left out: those that name no week and no
    day in their path, where others do."""
    found: dict[str, Path] = {}
    left_out = 0
    for path in paths:
        files = {file: _name_in_site(file, path) for file in (_pages_of(path) if path.is_dir() else [path])}
        named = {
            file for file, name in files.items() if NAMES_A_WEEK.search(name) or NAMES_A_DAY.search(name)
        }
        for file, name in files.items():
            wanted = file in named or not (named or file.stem.casefold() in ABOUT_THE_SITE)
            if path.is_dir() and not wanted:
                left_out += 1
            elif (other := found.setdefault(name, file)).resolve() != file.resolve():
                raise CommandError(
                    f"{other} and {file} are both the page {name}: name one of the two sites at a time, or rename "
                    "one of the pages"
                )
    return found, left_out


def _pages_of(folder: Path) -> Iterator[Path]:
    """Without what a program keeps: hidden files and folders, builds, themes."""
    for file in sorted(folder.rglob("*"), key=_by_numbers):
        if file.suffix.lower() in SUFFIXES and not is_machine_made(file.relative_to(folder).as_posix()):
            yield file


def is_machine_made(path: str) -> bool:
    """The server's rule (`weeklog.hugo.read.site`), which a test holds this one against."""
    parts = path.split("/")
    own = parts.index("content") if "content" in parts else len(parts) - 1
    return any(part.startswith(".") and part not in {".", ".."} for part in parts) or any(
        part in MACHINE_FOLDERS for part in parts[:own]
    )


def read_batches(files: dict[str, Path]) -> Iterator[dict[str, bytes]]:
    """As few requests as the limits allow: the pages of one site explain each other."""
    batch: dict[str, bytes] = {}
    size = 0
    for name, file in files.items():
        content = _read(file)
        if batch and (len(batch) == MOST_FILES or size + len(content) > MOST_BYTES):
            yield batch
            batch, size = {}, 0
        batch[name] = content
        size += len(content)
    yield batch


def inside(folder: Path, path: str) -> Path:
    """The paths come from imported files: none may lead out of the folder that was named."""
    parts = PurePosixPath(path.replace("\\", "/")).parts
    target = folder
    for part in parts:
        target = _entry(target, part)
    if ".." in parts or not target.resolve().is_relative_to(folder.resolve()):
        raise CommandError(f"the page's path {path!r} leads out of {folder}: nothing was written there")
    return target


def _entry(folder: Path, name: str) -> Path:
    """What the folder has under this name, in whichever form it is written there."""
    if (folder / name).exists() or name.isascii() or not folder.is_dir():
        return folder / name
    same = (one for one in folder.iterdir() if _composed(one.name) == _composed(name))
    return next(same, folder / name)


def write_page(target: Path, content: bytes) -> Written:
    """Whole or not at all: a page half written would be published by the next build of the site."""
    existed = target.exists()
    if existed and target.read_bytes() == content:
        return "unchanged"
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        fresh = target.with_name(f".{target.name}.{os.getpid()}")
        fresh.write_bytes(content)
        fresh.replace(target)
    except OSError as error:
        raise CommandError(f"{target} cannot be written: {error.strerror}") from error
    return "changed" if existed else "created"


def _by_numbers(path: Path) -> list[tuple[int, str]]:
    """Week 10 after week 9."""
    parts = re.split(r"(\d+)", path.as_posix())
    return [(int(part), "") if part.isdigit() and part.isascii() else (0, part) for part in parts]


def _name_in_site(file: Path, named: Path) -> str:
    """From the site's `content` folder on, so that a page has one name however it was reached."""
    parts = file.resolve().parts
    if "content" in parts[:-1]:
        return _composed("/".join(parts[len(parts) - 1 - parts[::-1].index("content") :]))
    return _composed(file.resolve().relative_to(named.resolve().parent).as_posix())


def _composed(name: str) -> str:
    """macOS gives names in a decomposed form."""
    return normalize("NFC", name)


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise CommandError(f"{file} cannot be read: {error.strerror}") from error
