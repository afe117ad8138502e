"""How a text that is a drawing or a diagram begins. Pure. Each character is looked at a fixed number of times,
whatever the text."""

import re
from typing import Final

_BOM: Final = "\ufeff"
# What may come before the drawing itself: how it opens, and how it closes.
_PROLOGUE: Final = (("<?xml", "?>"), ("<!--", "-->"), ("<!DOCTYPE svg", ">"))
_WORD: Final = re.compile(r"[\w-]*")
_FENCE: Final = "---"
_COMMENT: Final = "%%"
_DIAGRAMS: Final = frozenset(
    [
        "graph",
        "flowchart",
        "sequenceDiagram",
        "classDiagram",
        "stateDiagram",
        "stateDiagram-v2",
        "erDiagram",
        "journey",
        "gantt",
        "pie",
        "quadrantChart",
        "requirementDiagram",
        "gitGraph",
        "C4Context",
        "C4Container",
        "C4Component",
        "C4Dynamic",
        "C4Deployment",
        "mindmap",
        "timeline",
        "zenuml",
        "sankey-beta",
        "sankey",
        "xychart-beta",
        "xychart",
        "block-beta",
        "block",
        "packet-beta",
        "packet",
        "kanban",
        "architecture-beta",
        "architecture",
        "radar-beta",
        "treemap-beta",
    ]
)


def begins_svg(text: str) -> bool:
    at = _after_spaces(text, len(_BOM) if text.startswith(_BOM) else 0)
    while (end := _after_prologue(text, at)) is not None:
        at = _after_spaces(text, end)
    return text.startswith("<svg", at) and text[at + 4 : at + 5] in (">", "/", *" \t\r\n\f")


def begins_mermaid(text: str) -> bool:
    lines = text.removeprefix(_BOM).split("\n")
    said = (line.strip() for line in lines[_after_front_matter(lines) :])
    first = next((line for line in said if line and not line.startswith(_COMMENT)), "")
    word = _WORD.match(first)
    return word is not None and word[0] in _DIAGRAMS


def _after_spaces(text: str, at: int) -> int:
    while text[at : at + 1].isspace():
        at += 1
    return at


def _after_prologue(text: str, at: int) -> int | None:
    for opening, closing in _PROLOGUE:
        if text.startswith(opening, at):
            end = text.find(closing, at + len(opening))
            return None if end < 0 else end + len(closing)
    return None


def _after_front_matter(lines: list[str]) -> int:
    """The number of lines that it takes; 0 when there is none, or when it is not closed."""
    if lines[0].rstrip() != _FENCE:
        return 0
    return next((number + 1 for number, line in enumerate(lines) if number and line.rstrip() == _FENCE), 0)
