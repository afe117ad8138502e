"""The sections of a review, in their order, and their headings in each language."""

from collections.abc import Mapping
from typing import Final, get_args

from weeklog.vocabulary import ReviewSection

SECTIONS: Final[tuple[ReviewSection, ...]] = get_args(ReviewSection)
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
        "notes": "Notes",  # what a person added under no section
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
        "notes": "Ghi chú",
    },
}
