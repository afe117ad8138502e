"""A document as PDF, set by Typst. It takes processors for a while: it runs in a thread, a few at a time."""

import asyncio
import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import segno
import typst

from weeklog.documents.blocks import Block, Bullets, Document, Facts, Grid, Heading, Paragraph, runs

AT_ONCE: Final = 2
_SOURCE: Final = (Path(__file__).parent / "document.typ").read_bytes()


@dataclass(frozen=True)
class Seal:
    """The signed file that a PDF carries, and what it says of it."""

    name: str
    file: str
    sha256: str
    heading: str
    lines: tuple[str, ...]
    description: str
    verify_url: str | None  # behind the QR code; none = this instance has no address that people see


class Typesetter:
    def __init__(self) -> None:
        self._free = asyncio.Semaphore(AT_ONCE)

    async def pdf(self, document: Document, made_at: datetime, seal: Seal | None = None) -> bytes:
        """The same document at the same moment gives the same bytes."""
        async with self._free:
            return await asyncio.to_thread(_typeset, document, made_at, seal)


def _typeset(document: Document, made_at: datetime, seal: Seal | None) -> bytes:
    data = {
        "title": document.title,
        "author": document.author,
        "language": document.language,
        "blocks": [_block(one) for one in document.blocks],
        "seal": None if seal is None else _seal(seal),
    }
    inputs = {"data": json.dumps(data, ensure_ascii=False)} | ({} if seal is None else {"signed": seal.file})
    compiler = typst.Compiler(_SOURCE, font_paths=_fonts(), sys_inputs=inputs)
    to_the_second = made_at.astimezone(UTC).replace(microsecond=0)
    pdf = compiler.compile(format="pdf", timestamp=to_the_second)
    assert isinstance(pdf, bytes)  # pages are several files in other formats only
    return pdf


@cache
def _fonts() -> typst.Fonts:
    """Those within Typst come first; the system's stand in for scripts that they lack."""
    return typst.Fonts()


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Bullets():
            notes = (*block.notes, *[""] * (len(block.items) - len(block.notes)))
            items = [
                {"runs": [asdict(one) for one in runs(item)], "note": note}
                for item, note in zip(block.items, notes, strict=True)
            ]
            return {"kind": "bullets", "items": items}
        case Heading():
            return {"kind": "heading", **asdict(block)}
        case Paragraph():
            return {"kind": "paragraph", **asdict(block)}
        case Facts():
            return {"kind": "facts", **asdict(block)}
        case Grid():
            return {"kind": "grid", **asdict(block)}


def _seal(seal: Seal) -> dict[str, Any]:
    shown = {name: getattr(seal, name) for name in ("name", "sha256", "heading", "lines", "description")}
    return shown | {"qr": None if seal.verify_url is None else _qr(seal.verify_url)}


def _qr(text: str) -> str:
    drawn = BytesIO()
    segno.make(text, micro=False, error="m").save(drawn, kind="svg", border=1, xmldecl=False)
    return drawn.getvalue().decode()
