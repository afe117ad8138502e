"""A file as it was sent."""

from dataclasses import dataclass

from weeklog.language.characters import composed


@dataclass(frozen=True)
class File:
    """`path` is composed: one page has one path, whether it comes from macOS or from Linux."""

    path: str
    raw: bytes

    def __post_init__(self) -> None:
        object.__setattr__(self, "path", composed(self.path))
