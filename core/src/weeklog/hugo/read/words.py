"""The vocabulary of worklog pages in English and Vietnamese: headings, column names, languages.

Each table is tried from the top; the order settles headings that name two things ("Learning objectives",
"Plan for next week").
"""

import re
from collections.abc import Iterable

from weeklog.hugo.model import ColumnRole, SectionRole
from weeklog.language.characters import composed
from weeklog.vocabulary import Language

_SECTIONS: tuple[tuple[SectionRole, str], ...] = (
    ("next_week", r"next week|following week|upcoming|tuần (tới|sau|tiếp|kế)|sắp tới|next steps?|bước tiếp"),
    ("objectives", r"objective|goal|\baims?\b|mục tiêu|mục đích"),
    (
        "achievements",
        r"achiev|result|outcome|accomplish|deliverable|kết quả|thành tựu|thành quả|đạt được|thu hoạch",
    ),
    ("assessment", r"assess|evaluat|đánh giá|reflect|feedback|nhận xét|self-"),
    ("challenges", r"challeng|difficult|obstacle|problem|issues?\b|khó khăn|thách thức|vướng mắc|vấn đề"),
    (
        "tasks",
        (
            r"\btasks?\b|công việc|nhiệm vụ|đầu việc|activit|implementation plan|kế hoạch (triển khai|công việc|chi tiết)|"
            r"work( completed| done| schedule| plan| performed| carried)|daily (progress|log|work)|bảng tiến độ|tiến độ|"
            r"lịch trình|nhật ký (làm|công) việc|nội dung (công việc|thực hiện)|hoạt động"
        ),
    ),
    ("references", r"referenc|resource|material|tài liệu|tham khảo|\blinks?\b"),
    ("lessons", r"lesson|learn|knowledge|skill|bài học|kiến thức|kỹ năng|học được"),
    ("summary", r"summar|overview|conclusion|tóm tắt|tổng kết|tổng quan|kết luận"),
)

_COLUMNS: tuple[tuple[ColumnRole, str], ...] = (
    ("start", r"start|bắt đầu|ngày bđ|begin|^from$|^từ"),
    ("end", r"\bend\b|complet|finish|hoàn thành|kết thúc|ngày ht|deadline|\bdue\b|^to$|^đến|^hạn"),
    (
        "resource",
        r"referenc|resource|material|source|tài liệu|nguồn|tham khảo|\blinks?\b|evidence|minh chứng|documentation",
    ),
    ("status", r"status|trạng thái|tình trạng|^done\??$|^progress$|^tiến độ$"),
    (
        "task",
        r"\btasks?\b|công việc|nhiệm vụ|nội dung|activit|\bworks?\b|description|mô tả|hoạt động|đầu việc",
    ),
    ("day", r"^(day|days|thứ|weekday|workday|ngày làm việc|day of (the )?week|no\.?|stt|#|buổi)$"),
    ("date", r"^(dates?|ngày|time|thời gian|ngày tháng|ngày thực hiện|timeline)$"),
)

_SECTION_WORDS: tuple[tuple[SectionRole, re.Pattern[str]], ...] = tuple(
    (role, re.compile(pattern)) for role, pattern in _SECTIONS
)
_COLUMN_WORDS: tuple[tuple[ColumnRole, re.Pattern[str]], ...] = tuple(
    (role, re.compile(pattern)) for role, pattern in _COLUMNS
)
_MARKUP = re.compile(r"[*_`~]|<[^<>]{0,200}>|&\w{1,10};")
_VIETNAMESE = re.compile(
    r"[ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]",
    re.IGNORECASE,
)


def plain(text: str) -> str:
    """Lower case, composed, without markup or surrounding punctuation: what the patterns are written for."""
    words = composed(_MARKUP.sub("", text)).casefold()
    return " ".join(words.split()).strip(" :.-–—")


def section_role(heading: str) -> SectionRole:
    words = plain(heading)
    for role, pattern in _SECTION_WORDS:
        if pattern.search(words):
            return role
    return "unknown"


def column_roles(names: Iterable[str]) -> tuple[ColumnRole, ...]:
    """Each role is taken once. "Date" ("Ngày") is the day column unless the table has one already."""
    roles: list[ColumnRole] = []
    for name in names:
        role = _column_role(plain(name))
        roles.append("unknown" if role in roles else role)
    if "date" in roles and "day" not in roles:
        roles[roles.index("date")] = "day"
    return tuple(roles)


def _column_role(words: str) -> ColumnRole:
    for role, pattern in _COLUMN_WORDS:
        if pattern.search(words):
            return role
    return "unknown"


def is_vietnamese(text: str) -> bool:
    """Vietnamese prose marks about every third letter; English prose marks none, apart from names."""
    letters = sum(map(str.isalpha, text))
    return len(_VIETNAMESE.findall(composed(text))) > max(2, letters // 25)


def language_of_path(path: str) -> Language | None:
    suffix = re.search(r"\.(vi|en)\.md$", path, re.IGNORECASE)
    if suffix is None:
        return None
    return "vi" if suffix[1].lower() == "vi" else "en"
