"""A document as Markdown (with GitHub's tables). Pure."""

import re
from collections.abc import Iterator

from weeklog.documents.blocks import Block, Bullets, Document, Facts, Grid, Heading, Paragraph

_SYNTAX = re.compile(r"([\\`*_\[\]<>|#~])")


def to_markdown(document: Document) -> str:
    parts = [f"# {_plain(document.title)}", *("\n".join(_lines(block)) for block in document.blocks)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield f"{'#' * (block.level + 1)} {_plain(block.text)}"
        case Paragraph():
            yield _plain(block.text)
        case Bullets():
            for number, item in enumerate(block.items):
                note = block.notes[number] if number < len(block.notes) else ""
                text = item.strip().replace("\n", "\n  ")
                yield f"- {text}" + (f" ({_plain(note)})" if note else "")
        case Facts():
            for name, value in block.pairs:
                yield f"- **{_plain(name)}:** {_plain(value)}"
        case Grid():
            yield _row(block.columns)
            yield _row(("---",) * len(block.columns), escaped=True)
            for row in block.rows:
                yield _row(row)


def _row(cells: tuple[str, ...], *, escaped: bool = False) -> str:
    return f"| {' | '.join(cell if escaped else _plain(cell) for cell in cells)} |"


def _plain(text: str) -> str:
    """On one line, and nothing of Markdown."""
    return _SYNTAX.sub(r"\\\1", " ".join(text.split()))
