"""An approved review on the person's Hugo site, as a page of its own or as a section of its week's page, made from its
signed snapshot alone. Pure.

The same snapshot gives the same bytes. What others wrote stays text: no HTML and no shortcode of theirs is
run on the site.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final
from zoneinfo import ZoneInfo

from weeklog.documents.blocks import Block, Bullets, Document, Heading
from weeklog.documents.markdown import to_markdown
from weeklog.reviews.printed import printed_review
from weeklog.reviews.signed_file import Json
from weeklog.vocabulary import Language

MARK: Final = "weeklog: review"  # in the front matter: such a page is never read as a week
_BEGINS: Final = b"<!-- weeklog: review -->"
_ENDS: Final = b"<!-- weeklog: end of review -->"
_TWO_LINE_ENDS: Final = re.compile(rb"(?:\r?\n){1,2}\Z")
_NAME: Final = re.compile(r"(?P<stem>.*?)(?P<suffix>(?:\.(?:vi|en))?\.(?:md|markdown))", re.IGNORECASE)
_INDEX: Final = ("_index", "index")


def review_page(snapshot: Json, language: Language, zone: ZoneInfo) -> bytes:
    document = printed_review(snapshot, language, zone)
    front = (
        f"---\ntitle: {json.dumps(document.title, ensure_ascii=False)}\ndate: "
        f"{snapshot['approved']['at']}\n{MARK}\n---\n\n"
    )
    return (front + _body(document, document.blocks)).encode()


def with_section(page: bytes, snapshot: Json, language: Language, zone: ZoneInfo) -> bytes:
    """The page with the review below it. `without_sections` takes it away again, to the byte."""
    document = printed_review(snapshot, language, zone)
    deeper = (
        replace(one, level=one.level + 1) if isinstance(one, Heading) else one for one in document.blocks
    )
    body = _body(document, (Heading(document.title), *deeper))
    line_end = b"\r\n" if b"\r\n" in page else b"\n"
    section = b"\n\n%b\n%b%b\n" % (_BEGINS, body.encode(), _ENDS)
    return page + section.replace(b"\n", line_end)


def without_sections(page: bytes) -> bytes:
    """What people wrote, above and below. A mark without its other one is theirs: a section holds none, so it begins
    at the last mark before its end."""
    kept: list[bytes] = []
    at = look = 0
    while (end := page.find(_ENDS, look)) >= 0:
        begin = page.rfind(_BEGINS, look, end)
        look = end + len(_ENDS)
        if begin >= 0:
            kept.append(_TWO_LINE_ENDS.sub(b"", page[at:begin]))
            look += next((len(one) for one in (b"\r\n", b"\n") if page.startswith(one, look)), 0)
            at = look
    return _joined([*kept, page[at:]])


def _joined(parts: Iterable[bytes]) -> bytes:
    """Each begins on a line of its own."""
    *above, last = [part for part in parts if part] or [b""]
    return b"".join(part if part.endswith(b"\n") else part + b"\n" for part in above) + last


def _body(document: Document, blocks: Iterable[Block]) -> str:
    shown = replace(document, blocks=tuple(map(_without_html, blocks)))
    _, _, body = to_markdown(shown).partition("\n\n")  # the theme shows the title
    return body.replace("{{", "{&#123;")


def _without_html(block: Block) -> Block:
    if not isinstance(block, Bullets):  # all others are escaped as they are written
        return block
    return replace(block, items=tuple(item.replace("<", "&lt;") for item in block.items))


def review_path(page_path: str, week: int) -> str:
    """Beside the folder or the page of the week, under a name that no import takes for a week's."""
    folder, _, name = page_path.rpartition("/")
    found = _NAME.fullmatch(name)
    stem, suffix = (found["stem"], found["suffix"]) if found else (name, ".md")
    if stem.lower() in _INDEX:
        folder = folder.rpartition("/")[0]
    return f"{folder}/review-{week}{suffix}".removeprefix("/")
