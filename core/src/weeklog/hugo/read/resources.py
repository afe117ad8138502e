"""Resources of a row: links in every Markdown and HTML form, bare addresses and plain mentions.

markdown-it reads the links. Its link rules are wrapped so that each token remembers where it stood, because the
author's own form (`raw`) goes back to the page.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import takewhile

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.autolink import autolink
from markdown_it.rules_inline.html_inline import html_inline
from markdown_it.rules_inline.link import link
from markdown_it.token import Token
from typing_extensions import override

from weeklog.hugo.model import Resource
from weeklog.hugo.read.cells import cut_breaks, strip_marker
from weeklog.hugo.read.typed import typed_in_cell

_NOTHING = frozenset(
    {"", "-", "--", "---", "–", "—", "n/a", "na", "none", "không", "không có", "x", "…", "..."}
)
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>|\"]+", re.IGNORECASE)
_HREF = re.compile(r"""<a\s[^>]*?href\s*=\s*["']?([^"'\s>]+)""", re.IGNORECASE)
_TAG = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)
_EDGE = " \t:;,.-–—→|&•*`()"


@dataclass(frozen=True, slots=True)
class _Link:
    start: int
    end: int
    title: str
    url: str


def read_resources(raw: str, references: Mapping[str, str]) -> tuple[Resource, ...]:
    """`references` are the page's `[label]: address` definitions, by normalised label."""
    return tuple(found for piece in cut_breaks(raw) for found in _read_piece(strip_marker(piece), references))


def _read_piece(piece: str, references: Mapping[str, str]) -> Iterator[Resource]:
    if piece.strip("*_ ").casefold() in _NOTHING:
        return
    links = _links(piece, references)
    if not links and "&#0" in piece:
        yield Resource(typed_in_cell(piece), None, piece)
    elif not links:
        yield Resource(_plain(piece) or piece.strip(_EDGE + "<>"), None, piece)
    elif len(links) == 1:
        around = _plain(piece[: links[0].start] + " " + piece[links[0].end :])
        yield Resource(_title(links[0], around), links[0].url, piece)
    else:
        for found in links:
            yield Resource(_title(found, ""), found.url, piece[found.start : found.end])


def _title(found: _Link, around: str) -> str:
    bare = found.title in {"", found.url}
    return (around if bare else found.title) or found.url


def _links(piece: str, references: Mapping[str, str]) -> list[_Link]:
    if not any(sign in piece for sign in ("](", "][", "]", "<", "://", "www.")):
        return []
    links = list(_marked_links(piece, references))
    covered = [range(found.start, found.end) for found in links]
    for match in _ADDRESS.finditer(piece):
        if not any(match.start() in span for span in covered):
            url = match[0].rstrip(".,;:!?)*_`'")
            links.append(_Link(match.start(), match.start() + len(url), url, url))
    return sorted(links, key=lambda found: found.start)


def _marked_links(piece: str, references: Mapping[str, str]) -> Iterator[_Link]:
    if "[" not in piece and "<" not in piece:
        return
    env = {"references": {label: {"href": href, "title": ""} for label, href in references.items()}}
    tokens = _INLINE.parseInline(piece, env)[0].children or []
    for index, token in enumerate(tokens):
        if token.type == "link_open":
            start, end = token.meta["span"]
            yield _Link(start, end, _words(tokens, index, "link_close"), str(token.attrs["href"]))
        elif token.type == "html_inline" and (anchor := _HREF.match(token.content)):
            start, end = token.meta["span"]
            closing = piece.find("</a>", end)
            whole = closing + len("</a>") if closing >= 0 else end
            yield _Link(start, whole, _plain(piece[end:closing]) if closing >= 0 else "", anchor[1])


def _words(tokens: list[Token], index: int, closing: str) -> str:
    inner = takewhile(lambda token: token.type != closing, tokens[index + 1 :])
    return "".join(token.content for token in inner).strip()


def _plain(text: str) -> str:
    return " ".join(_TAG.sub("", text).split()).strip(_EDGE)


def _remembering(rule: Callable[[StateInline, bool], bool]) -> Callable[[StateInline, bool], bool]:
    def wrapped(state: StateInline, silent: bool) -> bool:
        start, before = state.pos, len(state.tokens)
        found = rule(state, silent)
        fresh = [] if silent else state.tokens[before:]
        for token in [token for token in fresh if token.type in {"link_open", "html_inline"}][:1]:
            token.meta = {**token.meta, "span": (start, state.pos)}
        return found

    return wrapped


class _AsTyped(MarkdownIt):
    """Addresses stay as they were typed, without percent signs for what is not ASCII."""

    @override
    def normalizeLink(self, url: str) -> str:
        return url

    @override
    def normalizeLinkText(self, link: str) -> str:
        return link


def _inline_parser() -> MarkdownIt:
    parser = _AsTyped("commonmark", {"html": True})
    for name, rule in (("link", link), ("autolink", autolink), ("html_inline", html_inline)):
        parser.inline.ruler.at(name, _remembering(rule))
    return parser


_INLINE = _inline_parser()
