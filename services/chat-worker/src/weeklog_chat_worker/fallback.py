"""What is said of a language model that gave no answer, or only a part of one. Pure."""

from weeklog.vocabulary import FinishReason
from weeklog_chat_worker.models.offline.parse.text import speak_of

_UNREACHED = {
    "en": "The language model cannot be reached; this is answered without it.",
    "vi": "Không kết nối được với mô hình ngôn ngữ; câu trả lời này không dùng đến nó.",
}


_SILENT = {
    "en": "The language model gave no answer; this is answered without it.",
    "vi": "Mô hình ngôn ngữ không đưa ra câu trả lời; câu trả lời này không dùng đến nó.",
}
_CUT: dict[FinishReason, dict[str, str]] = {
    "length": {
        "en": "The answer was cut here: the language model reached its limit of length.",
        "vi": "Câu trả lời bị cắt ở đây: mô hình ngôn ngữ đã đạt giới hạn độ dài.",
    },
    "content_filter": {
        "en": "The answer was cut here: the language model's provider held the rest back.",
        "vi": "Câu trả lời bị cắt ở đây: nhà cung cấp mô hình ngôn ngữ đã giữ lại phần còn lại.",
    },
    "error": {
        "en": "The answer may be cut here: the language model ended it for a reason that is not known.",
        "vi": "Câu trả lời có thể bị cắt ở đây: mô hình ngôn ngữ kết thúc vì một lý do không rõ.",
    },
}


def notice(question: str, *, reached: bool) -> str:
    """Before an answer without the model, in the language of the question."""
    return (_SILENT if reached else _UNREACHED)[speak_of(question)]


def cut_notice(question: str, reason: FinishReason) -> str:
    """Below an answer that ended before its end; empty when it is whole."""
    return _CUT[reason][speak_of(question)] if reason in _CUT else ""
