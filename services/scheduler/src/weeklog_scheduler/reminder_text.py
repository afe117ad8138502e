"""What a reminder says, in English and Vietnamese. Pure."""

from collections.abc import Sequence
from datetime import date

from weeklog.language.calendar_names import long_day

_AND = {"en": "and", "vi": "và"}


def incomplete_week(
    language: str, week: int, days: Sequence[date], *, objectives: bool, achievements: bool
) -> str:
    """`objectives` and `achievements`: whether they are missing."""
    if language == "vi":
        lacks = [f"chưa ghi việc nào cho {_list('vi', days)}"] if days else []
        lacks += ["chưa có mục tiêu"] if objectives else []
        lacks += ["chưa có kết quả"] if achievements else []
        return f"Tuần {week} {_join('vi', lacks)}."
    lacks = [f"no entry for {_list('en', days)}"] if days else []
    lacks += ["no objectives"] if objectives else []
    lacks += ["no achievements"] if achievements else []
    return f"Week {week} has {_join('en', lacks)} yet."


def unsubmitted_review(language: str, week: int, drafted_on: date) -> str:
    if language == "vi":
        return f"Bản tổng kết tuần {week} được soạn từ {long_day(drafted_on, 'vi')} nhưng chưa được nộp."
    return f"The review of week {week} was drafted on {long_day(drafted_on)} and is not submitted yet."


def waiting(language: str, count: int, name: str, week: int | None, since: date) -> str:
    if language == "vi":
        of = f"của {name}" + (f", tuần {week}" if week is not None else "")
        return f"{count} mục đã chờ bạn hơn ba ngày làm việc; lâu nhất là {of}, từ {long_day(since, 'vi')}."
    what = "1 thing has" if count == 1 else f"{count} things have"
    of = f"{name}'s" + (f", of week {week}" if week is not None else "")
    oldest = "it is" if count == 1 else "the oldest is"
    return f"{what} waited for you for more than three working days; {oldest} {of}, since {long_day(since)}."


def not_submitted(language: str, name: str, week: int, since: date) -> str:
    if language == "vi":
        return f"{name} chưa nộp bản tổng kết tuần {week}, được soạn từ {long_day(since, 'vi')}."
    return f"{name} has not submitted the review of week {week}, which was drafted on {long_day(since)}."


def not_answered(language: str, name: str, week: int, since: date) -> str:
    if language == "vi":
        return f"Bản tổng kết tuần {week} của {name} chờ được trả lời từ {long_day(since, 'vi')}."
    return f"{name}'s review of week {week} has waited for an answer since {long_day(since)}."


def _list(language: str, days: Sequence[date]) -> str:
    return _join(language, [long_day(day, language) for day in days])


def _join(language: str, parts: Sequence[str]) -> str:
    *rest, last = parts
    return f"{', '.join(rest)} {_AND[language]} {last}" if rest else last
