"""What is said when the language model cannot be reached and the offline assistant answers in its place. Pure."""

import re

_NOTICES = {
    "en": "The language model cannot be reached; this is answered without it.",
    "vi": "Không kết nối được với mô hình ngôn ngữ; câu trả lời này không dùng đến nó.",
}
# Letters that only Vietnamese has, and common words of it written without their marks.
_VIETNAMESE = re.compile(
    r"[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]|\b(?:tuan|toi|lam|gi|nao|hom|chua|viec)\b"
)


def notice(question: str) -> str:
    return _NOTICES["vi" if _VIETNAMESE.search(question.lower()) else "en"]
