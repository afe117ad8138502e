"""An approved review as a page of its own on the person's Hugo site, made from its signed snapshot alone. Pure.

The same snapshot gives the same bytes. What others wrote stays text: no HTML and no shortcode of theirs is
run on the site.
"""

import json
import re
from dataclasses import replace
from typing import Final
from zoneinfo import ZoneInfo

from weeklog.documents.blocks import Block, Bullets
from weeklog.documents.markdown import to_markdown
from weeklog.reviews.printed import printed_review
from weeklog.reviews.signed_file import Json
from weeklog.vocabulary import Language

MARK: Final = "weeklog: review"  # in the front matter: such a page is never read as a week
_NAME: Final = re.compile(r"(?P<stem>.*?)(?P<suffix>(?:\.(?:vi|en))?\.(?:md|markdown))", re.IGNORECASE)
_INDEX: Final = ("_index", "index")


def review_page(snapshot: Json, language: Language, zone: ZoneInfo) -> bytes:
    document = printed_review(snapshot, language, zone)
    shown = replace(document, blocks=tuple(map(_without_html, document.blocks)))
    _, _, body = to_markdown(shown).partition("\n\n")  # the theme shows the title
    front = (
        f"---\ntitle: {json.dumps(document.title, ensure_ascii=False)}\ndate: "
        f"{snapshot['approved']['at']}\n{MARK}\n---\n\n"
    )
    return (front + body.replace("{{", "{&#123;")).encode()


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
