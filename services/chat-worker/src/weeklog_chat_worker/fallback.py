"""What is said when the language model cannot be reached and the offline assistant answers in its place. Pure."""

from weeklog_chat_worker.models.offline.question import speak_of

_NOTICES = {
    "en": "The language model cannot be reached; this is answered without it.",
    "vi": "Không kết nối được với mô hình ngôn ngữ; câu trả lời này không dùng đến nó.",
}


def notice(question: str) -> str:
    """In the language of the question."""
    return _NOTICES[speak_of(question)]
