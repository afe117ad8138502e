"""Why a week was reviewed late or not at all, in words. Pure."""

from collections.abc import Mapping
from typing import Final

from weeklog.vocabulary import RunReason

_WORDS: Final[Mapping[str, Mapping[RunReason, str]]] = {
    "en": {
        "due": "Drafted when it was due.",
        "late": "Drafted late: no scheduler ran when it was due.",
        "joined_later": "Drafted late: they joined after it was due.",
        "changed": "Drafted late: the reason for which it was skipped is gone.",
        "away": "Skipped: away on every working day of the week, and nothing is logged.",
        "holidays": "Skipped: every day of the week is a holiday or a day off, and nothing is logged.",
        "before_joining": "Skipped: the week ended before they joined, and nothing is logged.",
        "too_late": "Skipped: it was due too long ago when a scheduler ran again. Ask for it by hand.",
    },
    "vi": {
        "due": "Được soạn đúng hạn.",
        "late": "Được soạn muộn: lúc đến hạn không có bộ lập lịch nào chạy.",
        "joined_later": "Được soạn muộn: người này tham gia sau khi đến hạn.",
        "changed": "Được soạn muộn: lý do bỏ qua trước đó không còn nữa.",
        "away": "Bỏ qua: vắng mặt mọi ngày làm việc trong tuần và không ghi việc nào.",
        "holidays": "Bỏ qua: cả tuần là ngày lễ hoặc ngày nghỉ và không ghi việc nào.",
        "before_joining": "Bỏ qua: tuần kết thúc trước khi tham gia và không ghi việc nào.",
        "too_late": "Bỏ qua: đã quá hạn lâu khi bộ lập lịch chạy lại. Hãy tự yêu cầu soạn.",
    },
}


def run_words(reason: RunReason, language: str) -> str:
    """A language that is not known reads English."""
    return _WORDS.get(language, _WORDS["en"])[reason]
