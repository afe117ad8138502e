"""`/unsubscribe`: stops one kind of mail without a sign-in. To open the link does nothing: programs that look
at every address of a mail would unsubscribe people. The button does, and so does what mail programs send (RFC
8058)."""

from html import escape
from typing import Final, Literal

from weeklog.vocabulary import Language, MailKind
from weeklog_api.plain_page import plain_page

Stage = Literal["asked", "done", "bad"]

_KINDS: Final[dict[Language, dict[MailKind, str]]] = {
    "en": {
        "draft_ready": "your review is drafted",
        "submitted": "somebody has submitted their review",
        "sent_back": "your review was sent back",
        "approved": "your review was approved",
        "reminder": "reminders",
        "answer": "answers to scheduled questions",
        "digest": "who has submitted, once a week",
    },
    "vi": {
        "draft_ready": "bản tổng kết của bạn đã được soạn",
        "submitted": "có người đã nộp bản tổng kết",
        "sent_back": "bản tổng kết của bạn bị trả lại",
        "approved": "bản tổng kết của bạn đã được duyệt",
        "reminder": "lời nhắc",
        "answer": "câu trả lời cho các câu hỏi đặt lịch",
        "digest": "ai đã nộp, mỗi tuần một lần",
    },
}
_WORDS: Final[dict[Language, dict[str, str]]] = {
    "en": {
        "title": "Mails from weeklog",
        "asked": "No more mails of this kind: {kind}?",
        "button": "Stop them",
        "done": "You get no more mails of this kind: {kind}. Your settings switch them on again.",
        "bad": "This link is not complete. Copy all of it from the mail, or change your settings.",
    },
    "vi": {
        "title": "Thư từ weeklog",
        "asked": "Không nhận loại thư này nữa: {kind}?",
        "button": "Dừng gửi",
        "done": "Bạn sẽ không nhận loại thư này nữa: {kind}. Có thể bật lại trong phần cài đặt.",
        "bad": "Liên kết không đầy đủ. Hãy sao chép toàn bộ liên kết trong thư, hoặc đổi trong phần cài đặt.",
    },
}


def render(language: Language, stage: Stage, kind: MailKind | None, token: str = "") -> str:
    words = _WORDS[language]
    said = words[stage].format(kind=_KINDS[language][kind] if kind else "")
    form = _form(token, words["button"]) if stage == "asked" else ""
    return plain_page(language, words["title"], f"<p>{escape(said)}</p>{form}")


def _form(token: str, button: str) -> str:
    address = f"/unsubscribe?token={escape(token, quote=True)}"
    return f"<form method=post action='{address}'><button>{button}</button></form>"
