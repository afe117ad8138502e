"""What kinds of files are kept, and which of them some content is. Pure: judged by the first bytes, never by a
label."""

import re
from codecs import getincrementaldecoder
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from weeklog.errors import Invalid, Unsupported
from weeklog_api.artifacts.openings import begins_mermaid, begins_svg

HEAD_BYTES: Final = 4096  # of the content, or all of it: enough to tell any of them


@dataclass(frozen=True)
class Kind:
    name: str
    called: str
    media_type: str
    endings: tuple[str, ...]  # the usual one first
    is_text: bool = False
    # Shown in the browser, without any right. What could run is only saved, and so is a PDF, which browsers refuse to
    # show in a sandbox.
    inline: bool = False

    @property
    def content_type(self) -> str:
        return f"{self.media_type}; charset=utf-8" if self.is_text else self.media_type


_ALL = (
    Kind("png", "a PNG image", "image/png", (".png",), inline=True),
    Kind("jpeg", "a JPEG image", "image/jpeg", (".jpg", ".jpeg"), inline=True),
    Kind("webp", "a WebP image", "image/webp", (".webp",), inline=True),
    Kind("gif", "a GIF image", "image/gif", (".gif",), inline=True),
    Kind("svg", "an SVG drawing", "image/svg+xml", (".svg",), is_text=True),
    Kind("pdf", "a PDF", "application/pdf", (".pdf",)),
    Kind("mermaid", "a Mermaid diagram", "text/vnd.mermaid", (".mmd", ".mermaid"), is_text=True),
    Kind("markdown", "Markdown", "text/markdown", (".md", ".markdown"), is_text=True, inline=True),
    Kind("text", "plain text", "text/plain", (".txt",), is_text=True, inline=True),
    Kind(
        "pptx",
        "PowerPoint slides",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        (".pptx",),
    ),
    Kind("odp", "OpenDocument slides", "application/vnd.oasis.opendocument.presentation", (".odp",)),
)
KINDS: Final = {kind.name: kind for kind in _ALL}
_BY_ENDING: Final = {ending: kind for kind in _ALL for ending in kind.endings}
_NO_LABEL: Final = frozenset(
    # What programs send that were told nothing.
    {"", "application/octet-stream", "binary/octet-stream", "application/x-www-form-urlencoded"}
)

_MAGIC: Final = (
    (re.compile(rb"\x89PNG\r\n\x1a\n"), "png"),
    (re.compile(rb"\xff\xd8\xff"), "jpeg"),
    (re.compile(rb"RIFF.{4}WEBP", re.DOTALL), "webp"),
    (re.compile(rb"GIF8[79]a"), "gif"),
    (re.compile(rb"%PDF-\d"), "pdf"),
    (re.compile(rb"PK\x03\x04.{26}mimetypeapplication/vnd\.oasis\.opendocument\.presentation", re.DOTALL), "odp"),
    (re.compile(rb"PK\x03\x04.{26}(\[Content_Types\]\.xml|_rels/|ppt/|docProps/)", re.DOTALL), "pptx"),
)  # fmt: skip
_TEXTS: Final = (("svg", begins_svg), ("mermaid", begins_mermaid))
_NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")


def kind_of(head: bytes, name: str, content_type: str) -> Kind:
    """Raises Unsupported for what is not kept, and Invalid where name, label and content disagree."""
    named = _named(name)
    seen = _seen(head)
    if not seen:
        raise Unsupported.field("body", f"is of no kind that is kept: send {_known()}")
    if named.name not in seen:
        content = KINDS[seen[0]]
        raise Invalid.field(
            "name",
            f"ends in {_ending(name)}, but the content is {content.called}: end the name in "
            f"{content.endings[0]}, or send the file that was meant",
        )
    label = content_type.partition(";")[0].strip().lower()
    fits = {named.media_type, "text/plain" if named.is_text else named.media_type}
    if label not in _NO_LABEL | fits:
        raise Invalid.field(
            "Content-Type",
            f"says {label[:80]!r}, but the content is {named.called}: send {named.media_type}, or leave it out",
        )
    return named


def is_text(head: bytes) -> bool:
    try:
        text = getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return False
    return not _NO_TEXT.search(text)


def _named(name: str) -> Kind:
    if (kind := _BY_ENDING.get(_ending(name))) is None:
        raise Unsupported.field("name", f"must tell by its ending what the file is: send {_known()}")
    return kind


def _ending(name: str) -> str:
    return PurePosixPath(name).suffix.lower()


def _known() -> str:
    return ", ".join(ending for kind in _ALL for ending in kind.endings)


def _seen(head: bytes) -> list[str]:
    """Kinds that the content may be, the most particular first."""
    for magic, name in _MAGIC:
        if magic.match(head):
            return [name]
    if not is_text(head):
        return []
    text = head.decode("utf-8", errors="ignore")
    particular = [name for name, begins in _TEXTS if begins(text)]
    return [*particular, "text", "markdown"]
