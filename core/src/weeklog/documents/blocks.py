"""A document that people take along: written once, as blocks, and put out as Markdown or as PDF. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.token import Token

from weeklog.vocabulary import Language


@dataclass(frozen=True)
class Heading:
    text: str
    level: int = 1  # below the title


@dataclass(frozen=True)
class Paragraph:
    text: str


@dataclass(frozen=True)
class Bullets:
    """What people wrote: Markdown, one paragraph each. `notes` stand behind an item, in small letters."""

    items: tuple[str, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Facts:
    """Names with their values."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Grid:
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Block = Heading | Paragraph | Bullets | Facts | Grid


@dataclass(frozen=True)
class Document:
    """`text` of all blocks but `Bullets` is plain."""

    title: str
    author: str
    language: Language
    blocks: tuple[Block, ...] = field(default=())


@dataclass(frozen=True)
class Run:
    """A piece of text in one style."""

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    link: str | None = None


_MARKDOWN: Final = MarkdownIt("commonmark", {"html": False}).enable("strikethrough")
_LINKS: Final = ("http://", "https://", "mailto:")


def runs(markdown: str) -> list[Run]:
    """One paragraph of people's Markdown. Lists and headings are read as lines, pictures as their words."""
    found: list[Run] = []
    for number, line in enumerate(markdown.strip().splitlines()):
        inline = _MARKDOWN.parseInline(line.strip())[0].children or []
        found += ([Run("\n")] if number else []) + list(_runs(inline))
    return found


def _runs(tokens: list[Token]) -> Iterator[Run]:
    bold = italic = 0
    link: str | None = None
    for token in tokens:
        match token.type:
            case "strong_open" | "strong_close":
                bold += token.nesting
            case "em_open" | "em_close":
                italic += token.nesting
            case "link_open":
                address = str(token.attrs.get("href", ""))
                link = address if address.startswith(_LINKS) else None
            case "link_close":
                link = None
            case "softbreak" | "hardbreak":
                yield Run("\n")
            case _ if token.content:
                yield Run(token.content, bold > 0, italic > 0, token.type == "code_inline", link)
            case _:
                pass
