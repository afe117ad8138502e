"""The sections of a review, in their order, and their headings in each language."""

from collections.abc import Mapping
from typing import Final, Literal, get_args

Section = Literal[
    "summary", "objectives", "themes", "achievements", "learnt", "feedback", "blocked", "open", "next", "check", "left_out"
]  # fmt: skip
SECTIONS: Final[tuple[Section, ...]] = get_args(Section)
HEADINGS: Final[Mapping[str, Mapping[str, str]]] = {
    "en": {
        "summary": "Summary",
        "objectives": "Objectives",
        "themes": "What the week was about",
        "achievements": "Achievements",
        "learnt": "Learnt",
        "feedback": "Feedback",
        "blocked": "Blocked",
        "open": "Still open",
        "next": "Next week",
        "check": "To check",
        "left_out": "Other entries",
    },
    "vi": {
        "summary": "Tóm tắt",
        "objectives": "Mục tiêu",
        "themes": "Nội dung chính trong tuần",
        "achievements": "Kết quả đạt được",
        "learnt": "Điều đã học",
        "feedback": "Góp ý",
        "blocked": "Đang vướng mắc",
        "open": "Còn dang dở",
        "next": "Tuần tới",
        "check": "Cần kiểm tra",
        "left_out": "Các mục khác",
    },
}
