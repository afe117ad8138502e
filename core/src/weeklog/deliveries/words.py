"""What a mail says, in English and Vietnamese. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from weeklog.vocabulary import Language, MailKind

# In the order in which a digest shows them: what asks for something first.
_ORDER: Final = ("none", "drafted", "sent_back", "submitted", "away", "approved", "published")


@dataclass(frozen=True)
class MailText:
    """`quote` is what a person wrote; everything else is ours."""

    subject: str
    paragraphs: tuple[str, ...]
    quote: str = ""
    groups: tuple[tuple[str, tuple[str, ...]], ...] = ()  # headings, each with its names
    button: str = ""


_WORDS: Final[Mapping[Language, Mapping[MailKind, tuple[str, str, str]]]] = {
    "en": {
        "draft_ready": (
            "Week {week}: your review is drafted",
            "The review of week {week} is drafted. Read it, correct it, and submit it.",
            "Open the review",
        ),
        "submitted": (
            "Week {week}: {of} has submitted their review",
            "{of} has submitted the review of week {week}. Approve it, or send it back with a reason.",
            "Read the review",
        ),
        "sent_back": (
            "Week {week}: your review was sent back",
            "{by} has sent back your review of week {week}:",
            "Open the review",
        ),
        "approved": (
            "Week {week}: your review is approved",
            "{by} has approved and signed your review of week {week}.",
            "Open the review",
        ),
        "reminder": ("Week {week}: a reminder", "{text}", "Open the week"),
        "answer": (
            "{question}",
            "You scheduled this question. The answer from your worklog:",
            "Open weeklog",
        ),
        "digest": (
            "Week {week}: who has submitted",
            "The reviews of week {week} in {programme}:",
            "Open the overview",
        ),
    },
    "vi": {
        "draft_ready": (
            "Tuần {week}: bản tổng kết của bạn đã được soạn",
            "Bản tổng kết tuần {week} đã được soạn. Hãy đọc, sửa và nộp.",
            "Mở bản tổng kết",
        ),
        "submitted": (
            "Tuần {week}: {of} đã nộp bản tổng kết",
            "{of} đã nộp bản tổng kết tuần {week}. Hãy duyệt, hoặc trả lại kèm lý do.",
            "Đọc bản tổng kết",
        ),
        "sent_back": (
            "Tuần {week}: bản tổng kết của bạn bị trả lại",
            "{by} đã trả lại bản tổng kết tuần {week} của bạn:",
            "Mở bản tổng kết",
        ),
        "approved": (
            "Tuần {week}: bản tổng kết của bạn đã được duyệt",
            "{by} đã duyệt và ký bản tổng kết tuần {week} của bạn.",
            "Mở bản tổng kết",
        ),
        "reminder": ("Tuần {week}: lời nhắc", "{text}", "Mở tuần"),
        "answer": (
            "{question}",
            "Bạn đã đặt lịch cho câu hỏi này. Câu trả lời từ nhật ký của bạn:",
            "Mở weeklog",
        ),
        "digest": (
            "Tuần {week}: ai đã nộp",
            "Các bản tổng kết tuần {week} của {programme}:",
            "Mở trang tổng quan",
        ),
    },
}
_STATES: Final[Mapping[Language, Mapping[str, str]]] = {
    "en": {
        "none": "No review yet",
        "drafted": "Not submitted yet",
        "sent_back": "Sent back, not submitted again yet",
        "submitted": "Submitted, waiting for an answer",
        "away": "Away all week",
        "approved": "Approved",
        "published": "Published",
    },
    "vi": {
        "none": "Chưa có bản tổng kết",
        "drafted": "Chưa nộp",
        "sent_back": "Bị trả lại, chưa nộp lại",
        "submitted": "Đã nộp, đang chờ trả lời",
        "away": "Vắng mặt cả tuần",
        "approved": "Đã duyệt",
        "published": "Đã công bố",
    },
}
_QUOTED: Final[tuple[MailKind, ...]] = ("sent_back", "answer")
_SOMEBODY: Final[Mapping[Language, str]] = {"en": "Somebody", "vi": "Ai đó"}
GREETING: Final[Mapping[Language, str]] = {"en": "Hello {name},", "vi": "Chào {name},"}
FOOTER: Final[Mapping[Language, str]] = {
    "en": "You get this because you are part of {programme}. No more mails of this kind: {unsubscribe}",
    "vi": "Bạn nhận thư này vì bạn tham gia {programme}. Không nhận loại thư này nữa: {unsubscribe}",
}

FOOTER_OUTSIDE: Final[Mapping[Language, str]] = {
    "en": "You get this because somebody of {programme} invited you to read these reviews. They can end it.",
    "vi": "Bạn nhận thư này vì có người trong {programme} mời bạn đọc các bản tổng kết này. Họ có thể dừng việc này.",
}


def mail_text(
    kind: MailKind,
    language: Language,
    week: int,
    about: Mapping[str, Any],
    said: str = "",
    question: str = "",
) -> MailText:
    """`about` holds names (`of`, `by`, `programme`) and a digest's `members`; `said` is a reason, a reminder
    or the answer to the scheduled `question`."""
    subject, sentence, button = _WORDS[language][kind]
    names = {
        "week": week,
        "of": about.get("of") or _SOMEBODY[language],
        "by": about.get("by") or _SOMEBODY[language],
        "programme": about.get("programme", ""),
        "text": said,
        "question": question,
    }
    return MailText(
        subject.format(**names),
        (sentence.format(**names),),
        said if kind in _QUOTED else "",
        group_states(about.get("members", ()), language) if kind == "digest" else (),
        button,
    )


def group_states(
    members: Sequence[Mapping[str, str]], language: Language
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Each state in words, with the names of the `members` (`{name, state}`) in it: what asks for something
    comes first."""
    shown = (
        (state, tuple(one["name"] for one in members if _shown(one["state"]) == state)) for state in _ORDER
    )
    return tuple((_STATES[language][state], names) for state, names in shown if names)


def _shown(state: str) -> str:
    return "drafted" if state == "pending" else state
