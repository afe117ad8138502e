"""What a person typed, as it has to stand on the page: the other way round of `weeklog.hugo.read.typed`. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from weeklog.hugo.read.cells import MARKER
from weeklog.hugo.read.typed import BREAK, BULLET, HTML_NAMES, NUMBERED, OWN_TAGS, STARTER
from weeklog.language.code_spans import code_spans

LARGEST_REFERENCE: Final = 999_999
_TYPED_REFERENCE: Final = r"&\#(?=0+[1-9]\d{0,6};)"
_SHORTCODE: Final = re.compile(
    r"\{\{<(?!/\*)(?:(?!\{\{|\*/|>\}\})[^\n])*>\}\}|\{\{%(?!/\*)(?:(?!\{\{|\*/|%\}\})[^\n])*%\}\}"
)
_CONTROL: Final = r"[\x01-\x08\r\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff]"
_FENCE: Final = re.compile(r"`{3,}(?=[^`]*$)|~{3,}")
_WIDE_SPACE: Final = re.compile(r"&(?=(?:nbsp|ensp|emsp);)", re.IGNORECASE)
_LIST_LINE: Final = re.compile(r"(?:  )?- (?=\S)")
# A shortcode stands between these while the rest of the text is escaped.
_OPEN, _CLOSE, _COMMENT, _END = "\x00{", "\x00}", "\x00/", "\x00*"
_STAND_INS: Final = ((_OPEN, "{{"), (_CLOSE, "}}"), (_COMMENT, "/*"), (_END, "*/"))


@dataclass(frozen=True, slots=True)
class _Syntax:
    """What has to be escaped in text, and what cannot stand in code."""

    plain: re.Pattern[str]
    code: re.Pattern[str]


def _syntax(plain: str, code: str) -> _Syntax:
    return _Syntax(
        re.compile(
            rf"(?<!\\)(?P<before>\\*)(?P<typed>{_TYPED_REFERENCE})|(?P<half>\{{\{{(?=[<%]))|(?P<braced>\{{\\\{{(?=[<%]))"
            rf"|(?<!\\)(?P<slashes>\\*)(?P<own>{plain})|\x00[{{}}/*]|{_CONTROL}|\x00",
            re.IGNORECASE | re.VERBOSE,
        ),
        re.compile(
            rf"\n|{_TYPED_REFERENCE}|\{{\\?\{{[<%]|{code}|</code>|{_CONTROL}", re.IGNORECASE | re.VERBOSE
        ),
    )


# `List<String>`: Hugo takes it for a tag, and leaves it out.
_UNKNOWN_TAG: Final = rf"</?(?!(?:{HTML_NAMES})[\s/>])[a-z][a-z0-9-]*(?=[\s/>])(?=[^<>\n]{{0,200}}>)"
_CELL: Final = _syntax(rf"\||{BREAK}|{OWN_TAGS}|{_UNKNOWN_TAG}", f"{BREAK}|{OWN_TAGS}")
_BOX: Final = r"\[(?=[xX\s]\])"  # some versions of Hugo take it for a checkbox wherever it stands
_ITEM: Final = _syntax(rf"{BREAK}|{OWN_TAGS}|{_UNKNOWN_TAG}|{_BOX}", OWN_TAGS)


def reference(character: str, zeros: str = "0") -> str:
    """Of a character that Markdown can refer to with seven digits; others are private ones, which no syntax knows."""
    return f"&#{zeros}{ord(character)};" if ord(character) <= LARGEST_REFERENCE else character


def by_references(text: str) -> str:
    """The text so that no syntax can mistake any of it: letters and digits stay, but for the first, and so do single
    line ends within it."""
    written = "".join(
        one if (one.isascii() and one.isalnum() and at) or one == "\n" else reference(one)
        for at, one in enumerate(text)
    )
    return _ends(written, between=1)


def cell_lines(text: str, was: str = "", *, lists: bool = True) -> list[str]:
    """The lines that breaks are to stand between; those that begin with `- ` or `  - ` are items of a list,
    if there may be `lists`. `was` is the cell before: shortcodes and comments that stood in it are their
    author's, and stay."""
    lines: list[str] = []
    for line in _ends(_inline(text, was, _CELL), between=1).split("\n"):
        if line.startswith(reference("\n")):
            lines.append("")  # is seen, and not read
        lines.append(_cell_line(line, lists=lists))
    return lines


def cell_value(text: str) -> str:
    """A short text that fills a cell: a label, a status."""
    line = _inline(text, "", _CELL).replace("\n", reference("\n"))
    return _closed(_edges(line))


def item_lines(text: str, was: str = "", *, listed: bool = True) -> list[str]:
    """The lines of an item, without what stands before it; an empty line ends a paragraph, which only an item of a
    list (`listed`) may have several of."""
    lines = _ends(_inline(text, was, _ITEM), between=2 if listed else 1).split("\n")
    return [_item_line(line) if line else "" for line in lines]


def _ends(text: str, *, between: int) -> str:
    """Line ends at the text's ends, and more of them than may stand `between` lines, become references."""
    extra = rf"\A\n+|\n+\Z|(?<=\n{{{between}}})\n+"
    return re.sub(extra, lambda match: reference("\n") * len(match[0]), text)


def _edges(line: str) -> str:
    if line[:1].isspace():
        line = reference(line[0]) + line[1:]
    if line[-1:].isspace():
        line = line[:-1] + reference(line[-1])
    return reference("&") + line[1:] if _WIDE_SPACE.match(line) else line


def _closed(line: str) -> str:
    """A backslash at the end would keep the cell from ending there."""
    end = line.rstrip("\\")
    if len(line) == len(end):
        return line
    return (
        line[:-2] + reference("\\", "00") if (len(line) - len(end)) % 2 == 0 else line[:-1] + reference("\\")
    )


def _cell_line(line: str, *, lists: bool) -> str:
    if lists and (item := _LIST_LINE.match(line)):
        return item[0] + _closed(_edges(line[item.end() :]))
    line = _closed(_edges(line))
    if line.startswith("\\") and BULLET.match(line, 1):
        return reference(line[1], "00") + line[2:]
    if numbered := NUMBERED.match(line):
        return _number(line, numbered)
    if MARKER.match(line):
        return ("\\" + line[0] if line[0].isascii() else reference(line[0])) + line[1:]
    return line


def _item_line(line: str) -> str:
    line = _edges(line)
    if fence := _FENCE.match(line):
        return "".join(map(reference, fence[0])) + line[fence.end() :]
    if line.startswith("\\") and STARTER.match(line, 1):
        return reference(line[1], "00") + line[2:]
    if numbered := NUMBERED.match(line):
        return _number(line, numbered)
    return "\\" + line if STARTER.match(line) else line


def _number(line: str, found: re.Match[str]) -> str:
    sign = reference(found[3], "00") if found[2] else "\\" + found[3]
    return found[1] + sign + line[found.end() :]


def _inline(text: str, was: str, syntax: _Syntax) -> str:
    kept = frozenset(match[0] for match in _SHORTCODE.finditer(was))
    tags = was if syntax is _ITEM else "<!--" if "<!--" in was else ""  # of a cell, breaks are line ends
    parts: list[str] = []
    for part, is_code in _parts(text):
        marked = _SHORTCODE.sub(lambda match: _apart(match[0], kept), part)
        if is_code and syntax.code.search(marked):
            parts.append(_code(part))
        elif is_code:
            parts.append(marked.replace("|", "\\|") if syntax is _CELL else marked)
        else:
            parts.append(syntax.plain.sub(lambda match: _escaped(match, tags), marked))
    written = "".join(parts)
    for stand_in, meant in _STAND_INS if "\x00" in written else ():
        written = written.replace(stand_in, meant)
    return written


def _parts(text: str) -> Sequence[tuple[str, bool]]:
    """In their order, and whether they are code."""
    if "`" not in text:
        return [(text, False)]
    parts: list[tuple[str, bool]] = []
    at = 0
    for start, end in code_spans(text):
        parts += [(text[at:start], False), (text[start:end], True)]
        at = end
    return [*parts, (text[at:], False)]


def _apart(shortcode: str, kept: frozenset[str]) -> str:
    sign, inner = shortcode[2], shortcode[3:-3]
    if shortcode in kept:
        return f"{_OPEN}{sign}{inner}{shortcode[-3]}{_CLOSE}"
    return f"{_OPEN}{sign}{_COMMENT}{inner}{_END}{shortcode[-3]}{_CLOSE}"


def _code(span: str) -> str:
    ticks = len(span) - len(span.lstrip("`"))
    code = span[ticks : len(span) - ticks]
    inner = "".join(
        one if one.isalnum() or one == " " or (one == "\n" and at < len(code) - 1) else reference(one)
        for at, one in enumerate(code)
    )
    return f"<code{' ' * ticks}>{inner}</code>"


def _escaped(match: re.Match[str], kept: str) -> str:
    """What stands for one thing that the page would take for its own; tags that are `kept` were the author's."""
    if match["typed"]:
        return _typed_reference(match["before"])
    if match["half"]:
        return "{\\{"
    if match["braced"]:
        return "{" + reference("{", "00")
    if match["own"]:
        return (
            match[0]
            if match["own"][0] == "<" and match["own"] in kept
            else _own(match["slashes"], match["own"])
        )
    return match[0] if len(match[0]) > 1 else reference(match[0])  # a stand-in stays


def _typed_reference(slashes: str) -> str:
    """Two more zeros; behind a backslash it is no reference, but its signs."""
    if len(slashes) % 2:
        return slashes[:-1] + reference("&", "00") + "#"
    return slashes + "&#00"


def _own(slashes: str, own: str) -> str:
    """Behind an odd number of backslashes the last one is its escape already."""
    if len(slashes) % 2:
        return slashes[:-1] + reference(own[0], "00") + own[1:]
    return slashes + ("\\|" if own == "|" else reference(own[0]) + own[1:])
