"""The Markdown structure of a page, with line numbers: headings, list items, paragraphs and tables.

markdown-it finds the blocks; its inline stage is left out, because cells and items are kept as Markdown.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from markdown_it import MarkdownIt
from markdown_it.token import Token

from weeklog.hugo.read.own_days import is_day

BOLD_LEVEL = 7
"""A bold line stands below every real heading."""

_MARKDOWN = MarkdownIt("commonmark").enable("table")
_MARKDOWN.core.ruler.enableOnly(["normalize", "block"])
_BOLD_LINE = re.compile(r"(\*\*|__)(?P<text>[^*_\n]+)\1\s*(?::\s*)?(<br\s*/?>)?")
_CONTAINER = re.compile(
    r"[ \t]{0,20}\{\{[<%][ \t]{0,9}/?[ \t]{0,9}(?:tabs?|tab-?(?:pane|item|group)s?|details|expand|accordions?"
    r"|accordion-?item|panel|notice|note|tip|warning|info|hint|callout|alert|admonition|columns?|steps?|cards?)"
    r"(?=[ \t/>%])[^\n{}]{0,300}[>%]\}\}[ \t]{0,20}(?=\r?\n|\r|\Z)",
    re.IGNORECASE,
)
_TITLE = re.compile(r"[\"'`]([^\"'`\n]{1,60})[\"'`]")


@dataclass(frozen=True, slots=True)
class Block:
    """`start` to `end` (excluded) are lines from 0. An item's lines are its own text, without what is nested.

    `level` is a heading's level, or how deep an item is nested (from 0). A paragraph that stands below what is nested
    in an item is one level deeper than the item.
    """

    kind: Literal["heading", "bold", "item", "paragraph"]
    start: int
    end: int
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class TableBlock:
    header: int
    end: int
    names: tuple[str, ...]
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    blocks: tuple[Block, ...]
    tables: tuple[TableBlock, ...]
    references: Mapping[str, str]


@dataclass(slots=True)
class _Walk:
    offset: int
    blocks: list[Block] = field(default_factory=list[Block])
    tables: list[TableBlock] = field(default_factory=list[TableBlock])
    depth: int = -1
    open_item: Block | None = None

    def span(self, token: Token) -> tuple[int, int]:
        first, last = token.map or (0, 0)
        return first + self.offset, last + self.offset


def read_outline(lines: tuple[str, ...], first: int) -> Outline:
    """`first` is where the body begins, after the front matter."""
    env: dict[str, Any] = {}
    tokens = _MARKDOWN.parse("".join(map(_without_container, lines[first:])), env)
    walk = _Walk(offset=first)
    index = 0
    while index < len(tokens):
        if tokens[index].type == "table_open":
            index = _read_table(walk, tokens, index)
        else:
            _read_block(walk, tokens, index)
        index += 1
    references = {label: str(found["href"]) for label, found in env.get("references", {}).items()}
    titles = list(_day_titles(lines, first))
    blocks = sorted([*walk.blocks, *titles], key=lambda block: block.start) if titles else walk.blocks
    return Outline(tuple(blocks), tuple(walk.tables), references)


def _without_container(line: str) -> str:
    """Hugo takes a shortcode around Markdown away before Markdown is read."""
    return _CONTAINER.sub("", line) if line.lstrip().startswith("{{") else line


def _day_titles(lines: Sequence[str], first: int) -> Iterator[Block]:
    """`{{< tab "Tue" >}}` names the day of what stands within."""
    for number, line in enumerate(lines[first:], first):
        if line.lstrip().startswith("{{") and _CONTAINER.match(line):
            for title in filter(is_day, _TITLE.findall(line)):
                yield Block("bold", number, number + 1, BOLD_LEVEL, title)


def _read_block(walk: _Walk, tokens: list[Token], index: int) -> None:
    token = tokens[index]
    match token.type:
        case "bullet_list_open" | "ordered_list_open":
            walk.depth += 1
            walk.open_item = None
        case "bullet_list_close" | "ordered_list_close":
            walk.depth -= 1
            walk.open_item = None
        case "list_item_open":
            walk.open_item = Block("item", -1, -1, walk.depth, "")
        case "heading_open":
            start, end = walk.span(token)
            walk.blocks.append(Block("heading", start, end, int(token.tag[1]), tokens[index + 1].content))
        case "paragraph_open":
            _read_paragraph(walk, tokens[index + 1])
        case _:
            pass


def _read_paragraph(walk: _Walk, inline: Token) -> None:
    start, end = walk.span(inline)
    item = walk.open_item
    if item is None:
        bold = _BOLD_LINE.fullmatch(inline.content.strip()) if walk.depth < 0 else None
        kind = "bold" if bold else "paragraph"
        text = bold["text"] if bold else inline.content
        level = BOLD_LEVEL if bold else walk.depth + 1
        walk.blocks.append(Block(kind, start, end, level, text))
    elif item.start < 0:
        walk.open_item = Block("item", start, end, item.level, inline.content)
        walk.blocks.append(walk.open_item)
    else:
        walk.open_item = Block("item", item.start, end, item.level, f"{item.text}\n\n{inline.content}")
        walk.blocks[-1] = walk.open_item


def _read_table(walk: _Walk, tokens: list[Token], index: int) -> int:
    start, end = walk.span(tokens[index])
    names: list[str] = []
    rows: list[int] = []
    while tokens[index].type != "table_close":
        token = tokens[index]
        if token.type == "tr_open":
            rows.append(walk.span(token)[0])
        elif token.type == "inline" and tokens[index - 1].type == "th_open":
            names.append(token.content)
        index += 1
    walk.tables.append(TableBlock(start, end, tuple(names), tuple(rows[1:])))
    return index
