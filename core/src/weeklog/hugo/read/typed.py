"""What a person typed, out of what stands on the page. `weeklog.hugo.write.escape` is the other way round. Pure.

Text is Markdown, within Hugo's own language, within a table cell or a list item. What one of these would take for
its syntax has a backslash where Markdown has one for it, as a person would write it. Where it has none (a space at
the end of a line, text within code), the character is a *reference*: its number in decimal behind a zero,
`&#032;`. Behind two zeros it stands for itself and a backslash before it, which the person typed. Nobody writes
such references, so they can be read back; those that somebody did type got two more zeros. Code that a cell cannot
hold is `<code >` with references, and as many spaces as it had backticks.

Reading undoes exactly this, wherever it stands: it does not need to know what is code.
"""

import re
from typing import Final

LARGEST: Final = 0x10FFFF
BREAK: Final = r"<br[ \t]{0,9}/?[ \t]{0,9}>"
OWN_TAGS: Final = r"<code[ ]+>|<!--"  # tags that a page has for itself
BLOCK_NAMES: Final = (
    "pre|script|style|textarea|address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details"
    "|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend"
    "|li|link|main|menu|menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th"
    "|thead|title|tr|track|ul"
)
HTML_NAMES: Final = (
    f"{BLOCK_NAMES}|a|abbr|audio|b|bdi|bdo|big|br|button|canvas|cite|code|data|del|dfn|em|font|i|img|input|ins|kbd|label"
    "|mark|meter|object|picture|progress|q|rp|rt|ruby|s|samp|select|small|source|span|strike|strong|sub|sup|svg|time|tt|u"
    "|var|video|wbr"
)
STARTER: Final = re.compile(
    rf"""
    \#{{1,6}}(?=\s|$) | > | [-+*](?=\s|$) | -+\s*$ | =+\s*$ | (?:[*_-]\s*)+$ | (?=[\s:|]*-)[\s:|-]+$
    | :(?=\s) | \[[ xX]\](?=\s|$) | \[[^\]]{{1,999}}\]:
    | <[!?] | <(?:[a-z][^>]*|/[a-z][\w-]*\s*)>\s*$
    | </?(?:{BLOCK_NAMES})(?=[\s/>]|$)
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""What Markdown takes for a block where a line begins, and a backslash keeps from it."""
NUMBERED: Final = re.compile(r"(\d{1,9})(\\?)([.)])(?=\s|$)")
BULLET: Final = re.compile(r"[-+*](?=\s)")


def _pattern(more: str = "") -> re.Pattern[str]:
    return re.compile(
        rf"&\#0(?P<zeros>0*)(?P<number>[1-9]\d{{0,6}});|(?<=\{{)\\(?=\{{[<%]){more}"
        r"|(?P<open>\{\{[<%])/\*(?P<inner>(?:(?!\{\{|\*/)[^\n])*)\*/(?P<close>[>%]\}\})"
        r"|<code(?P<ticks>[ ]+)>(?P<code>[^<]*)</code>",
        re.IGNORECASE | re.VERBOSE,
    )


_CELL: Final = _pattern(r"|\\(?=\|)")
_ITEM: Final = _pattern()


def typed_in_cell(text: str) -> str:
    """Of a cell's text, where breaks are line ends already."""
    return _undone(_CELL, text)


def typed_in_item(text: str) -> str:
    """Of an item's or a paragraph's text, as Markdown's block parser leaves it."""
    return _undone(_ITEM, "\n".join(map(_without_escape, text.split("\n"))))


def cell_line(line: str) -> str:
    """A line of a cell without the escape of what would be its bullet or its number."""
    if line.startswith("\\") and BULLET.match(line, 1):
        return line[1:]
    return NUMBERED.sub(r"\1\3", line, count=1) if NUMBERED.match(line) else line


def _without_escape(line: str) -> str:
    if line.startswith("\\") and STARTER.match(line, 1):
        return line[1:]
    return NUMBERED.sub(r"\1\3", line, count=1) if NUMBERED.match(line) else line


def _undone(pattern: re.Pattern[str], text: str) -> str:
    if "\\" not in text and "&#0" not in text and "{{" not in text and "<" not in text:
        return text

    def undo(match: re.Match[str]) -> str:
        if match["number"]:
            return _character(match["zeros"], int(match["number"]), match[0])
        if match["open"]:
            return match["open"] + pattern.sub(undo, match["inner"]) + match["close"]
        if match["ticks"]:
            run = "`" * len(match["ticks"])
            return run + pattern.sub(undo, match["code"]) + run
        return ""  # a backslash

    return pattern.sub(undo, text)


def _character(zeros: str, number: int, whole: str) -> str:
    if number > LARGEST or number in range(0xD800, 0xE000):
        return whole
    match len(zeros):
        case 0:
            return chr(number)
        case 1:
            return f"\\{chr(number)}"
        case _:
            return f"&#{zeros[1:]}{number};"
