"""An approved review as a PDF, which carries the signed file that it was made from."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Final
from uuid import UUID

from weeklog.reviews.printed import printed_review
from weeklog.unit_of_work import UnitOfWork
from weeklog.vocabulary import Language
from weeklog_api.documents.typeset import Seal, Typesetter
from weeklog_api.identity import Identity
from weeklog_api.reviews.reading import SignedFile, snapshot

_SIGNED: Final[Mapping[Language, str]] = {"en": "Signed", "vi": "Đã ký"}
_LINES: Final[Mapping[Language, tuple[str, ...]]] = {
    "en": (
        (
            "This document carries the signed file of the approval ({name}). Save the attachment, and check it on the "
            "page "
            "behind the code{where}, or with `weeklog review verify`."
        ),
        "SHA-256 of what was approved:",
    ),
    "vi": (
        (
            "Tài liệu này đính kèm tệp đã ký khi duyệt ({name}). Hãy lưu tệp đính kèm và kiểm tra trên trang có mã "
            "này{where}, "
            "hoặc bằng `weeklog review verify`."
        ),
        "SHA-256 của nội dung đã duyệt:",
    ),
}


async def review_pdf(
    work: UnitOfWork, identity: Identity, review_id: UUID, typesetter: Typesetter, public_url: str | None
) -> tuple[SignedFile, bytes]:
    """As it was approved last. Raises Conflict of a review that is not signed."""
    signed = await snapshot(work, identity, review_id)
    content = json.loads(signed.file)["snapshot"]
    document = printed_review(content, identity.language, identity.zone)
    seal = _seal(signed, identity.language, public_url)
    return signed, await typesetter.pdf(document, datetime.fromisoformat(content["approved"]["at"]), seal)


def _seal(signed: SignedFile, language: Language, public_url: str | None) -> Seal:
    name = f"review-week-{signed.week}.signed.json"
    verify_url = None if public_url is None else f"{public_url.rstrip('/')}/verify"
    where = "" if verify_url is None else f" ({verify_url})"
    return Seal(
        name=name,
        file=signed.file,
        sha256=signed.sha256,
        heading=_SIGNED[language],
        lines=tuple(line.format(name=name, where=where) for line in _LINES[language]),
        description=_SIGNED[language],
        verify_url=verify_url,
    )
