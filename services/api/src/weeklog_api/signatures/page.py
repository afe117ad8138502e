"""`/verify`: one plain page on which anybody checks a signed review. It needs no account and no script."""

from datetime import datetime
from html import escape
from typing import Final

from weeklog.vocabulary import Language
from weeklog_api.plain_page import plain_page
from weeklog_api.signatures.schemas import SignedBy, Verification

_WORDS: Final[dict[Language, dict[str, str]]] = {
    "en": {
        "title": "Check a signed review",
        "intro": "An approved review can be downloaded as a signed file. Give the file here to learn whether anything "
        "in it was "
        "changed since it was approved on this instance. The file is checked and not kept.",
        "file": "The file",
        "text": "Or its text",
        "check": "Check",
        "empty": "Choose a file, or paste its text.",
        "person": "Review of",
        "week": "Week",
        "programme": "Programme",
        "approved": "Approved",
        "by": "{name} on {day}",
        "key": "Key",
    },
    "vi": {
        "title": "Kiểm tra bản tổng kết đã ký",
        "intro": "Bản tổng kết đã duyệt có thể được tải về thành một tệp có chữ ký. Hãy đưa tệp vào đây để biết nội "
        "dung có bị "
        "thay đổi sau khi được duyệt trên hệ thống này hay không. Tệp chỉ được kiểm tra và không được lưu lại.",
        "file": "Tệp",
        "text": "Hoặc nội dung của tệp",
        "check": "Kiểm tra",
        "empty": "Hãy chọn một tệp, hoặc dán nội dung của tệp.",
        "person": "Tổng kết của",
        "week": "Tuần",
        "programme": "Chương trình",
        "approved": "Đã duyệt",
        "by": "{name}, ngày {day}",
        "key": "Khóa",
    },
}


def render(language: Language, found: Verification | None = None, *, empty: bool = False) -> str:
    words = _WORDS[language]
    answer = _verdict(found, words) if found else f"<p role=alert>{words['empty']}</p>" if empty else ""
    return plain_page(
        language,
        words["title"],
        f"{answer}<p>{words['intro']}</p>"
        f"<form method=post action='/verify?lang={language}' enctype='multipart/form-data'>"
        f"<label for=file>{words['file']}</label><input id=file name=file type=file accept='.json,application/json'>"
        f"<label for=text>{words['text']}</label><textarea id=text name=text spellcheck=false></textarea>"
        f"<button>{words['check']}</button></form>{_other_language(language)}",
    )


def _other_language(language: Language) -> str:
    return (
        "<p><a href='?lang=vi' lang=vi>Tiếng Việt</a>"
        if language == "en"
        else "<p><a href='?lang=en' lang=en>English</a>"
    )


def _verdict(found: Verification, words: dict[str, str]) -> str:
    faults = "".join(f"<li>{escape(one.message)}" for one in found.differing)
    kind = "good" if found.valid else "refused"
    signed = _signed(found.signed, words) if found.signed else f"<ul>{faults}</ul>"
    return f"<section class='told {kind}' role=status><h2>{escape(found.message)}</h2>{signed}</section>"


def _signed(signed: SignedBy, words: dict[str, str]) -> str:
    approved = words["by"].format(name=signed.approved_by, day=_day(signed.approved_at))
    rows = (
        (words["person"], signed.person),
        (words["programme"], signed.programme),
        (words["week"], str(signed.week)),
        (words["approved"], approved),
        (words["key"], signed.key),
        ("SHA-256", signed.sha256),
    )
    return "<dl>" + "".join(f"<dt>{escape(name)}<dd>{escape(value)}" for name, value in rows) + "</dl>"


def _day(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"
