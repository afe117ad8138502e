"""A file as it was sent."""

from dataclasses import dataclass

from weeklog.language.characters import composed
from weeklog.reviews.hugo_page import without_sections


@dataclass(frozen=True)
class File:
    """`path` is composed: one page has one path, whether it comes from macOS or from Linux. `raw` is what people
    wrote, without reviews that an export put below it."""

    path: str
    raw: bytes

    def __post_init__(self) -> None:
        object.__setattr__(self, "path", composed(self.path))
        object.__setattr__(self, "raw", without_sections(self.raw))
