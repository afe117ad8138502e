"""What is said of a language model that gave no answer, or only a part of one. Pure."""

from weeklog.providers.consents import OwnModelRow
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


def consent_notice(question: str, own: OwnModelRow) -> str:
    """Before an answer to who has not said yet whether the programme's own model may get their words."""
    if speak_of(question) == "vi":
        who = own.chosen_by or "Người phụ trách chương trình"
        return (
            f"{who} đã chọn mô hình ngôn ngữ {own.model} tại {own.server} cho chương trình này. Câu hỏi của bạn chưa "
            f"được gửi đến "
            "đó; câu trả lời này không dùng đến nó. Hãy cho phép hoặc từ chối trong phần tài khoản của bạn, hoặc bằng "
            "`weeklog assistant allow` hay `weeklog assistant refuse`."
        )
    who = own.chosen_by or "The programme's lead"
    return (
        f"{who} chose the language model {own.model} at {own.server} for this programme. Your question was not sent "
        f"there; this is "
        "answered without it. Allow or refuse it in your account on the page, or with `weeklog assistant allow` or "
        "`weeklog assistant refuse`."
    )


def cut_notice(question: str, reason: FinishReason) -> str:
    """Below an answer that ended before its end; empty when it is whole."""
    return _CUT[reason][speak_of(question)] if reason in _CUT else ""
