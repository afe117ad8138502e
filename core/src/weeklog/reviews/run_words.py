"""Why a week was reviewed late or not at all, and what a language model did, in words. Pure."""

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
        "worded": "A language model worded the draft, and each of its lines was checked.",
        "worded_in_part": "A language model worded the draft; lines that no entry bears out were left as they were.",
        "model_away": "Drafted without the language model: it did not answer.",
        "model_refused": "Drafted without the language model: its server refused. The lead should check the choice.",
        "model_unreadable": "Drafted without the language model: what it answered is not what it was asked for.",
        "model_untrue": "Drafted without the language model: no entry bears out what it wrote.",
        "not_allowed": "Drafted without the language model: you have not allowed that it reads your entries.",
        "tokens_used": "Drafted without the language model: the tokens that may be used are used up.",
        "no_model": "Drafted without a language model: none is chosen.",
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
        "worded": "Mô hình ngôn ngữ đã viết lời cho bản nháp, và từng dòng đã được kiểm tra.",
        "worded_in_part": "Mô hình ngôn ngữ đã viết lời cho bản nháp; dòng nào không mục nào xác nhận thì giữ nguyên.",
        "model_away": "Được soạn không có mô hình ngôn ngữ: nó không trả lời.",
        "model_refused": "Được soạn không có mô hình ngôn ngữ: máy chủ từ chối. Người phụ trách nên xem lại lựa chọn.",
        "model_unreadable": "Được soạn không có mô hình ngôn ngữ: câu trả lời không đúng dạng đã yêu cầu.",
        "model_untrue": "Được soạn không có mô hình ngôn ngữ: không mục nào xác nhận điều nó viết.",
        "not_allowed": "Được soạn không có mô hình ngôn ngữ: bạn chưa cho phép nó đọc các mục của bạn.",
        "tokens_used": "Được soạn không có mô hình ngôn ngữ: đã dùng hết số token cho phép.",
        "no_model": "Được soạn không có mô hình ngôn ngữ: chưa chọn mô hình nào.",
    },
}


def run_words(reason: RunReason, language: str) -> str:
    """A language that is not known reads English."""
    return _WORDS.get(language, _WORDS["en"])[reason]
