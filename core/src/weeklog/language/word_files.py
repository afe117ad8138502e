"""The files of words beside this module: a meaning a line, its words parted by commas. A line that begins
with # is a remark."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

_FOLDER: Final = Path(__file__).parent / "words"


def read_lines(name: str) -> Iterator[str]:
    yield from lines_of(_FOLDER / f"{name}.txt")


def lines_of(file: Path) -> Iterator[str]:
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line


def words_of_line(line: str) -> list[str]:
    return [word.strip() for word in line.split(",")]
