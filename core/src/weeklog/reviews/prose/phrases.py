"""The words of a review in each language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from weeklog.language.calendar_names import long_day, weekday_name


@dataclass(frozen=True, slots=True)
class Phrases:
    language: str
    joined: str  # between the last two of a list
    days_logged: str  # {n} of {m}
    all_days_logged: str  # {m}, more than two
    both_days_logged: str
    one_day_logged: str
    outcomes: Mapping[str, str]  # by their kind, in the order in which a summary tells them
    more: str  # than are named
    empty: str
    empty_away: str
    empty_holiday: str
    states: Mapping[str, str]  # proposed for an objective
    stands: Mapping[str, str]  # said by its owner
    may_be_about: str
    conflict: str
    conflict_claim: str
    conflict_stage: str
    conflict_asked: str
    says: Mapping[str, str]
    not_linked: str
    waiting_since: str
    said_times: str
    open_states: Mapping[str, str]
    open_since: str
    weeks_open: str
    maybe_closed: str
    left: str
    feedback_asked: str
    feedback_received: str
    remark: str
    go_on: str
    unblock: str
    work_on: str
    answer: str
    missing: str
    away: str
    outside: str
    page_date: str
    dropped: str
    studied: str

    def listed(self, parts: Sequence[str]) -> str:
        *before, last = parts or ("",)
        return f"{', '.join(before)} {self.joined} {last}" if before else last

    def weekday(self, day: date) -> str:
        return weekday_name(day.weekday(), self.language)

    def day(self, day: date) -> str:
        """With its date: for a day that may be of another week."""
        return long_day(day, self.language)


ENGLISH: Final = Phrases(
    language="en",
    joined="and",
    days_logged="{n} of {m} working days logged.",
    all_days_logged="All {m} working days logged.",
    both_days_logged="Both working days logged.",
    one_day_logged="The one working day so far is logged.",
    outcomes={
        "towards": "Worked towards {outcomes}.",
        "on": "Worked on {outcomes}.",
        "finished": "Finished: {outcomes}.",
        "doing": "In progress: {outcomes}.",
        "blocked": "Blocked: {outcomes}.",
    },
    more="{n} more",
    empty="Nothing is logged for week {week}.",
    empty_away="Week {week}: away ({why}).",
    empty_holiday="Nothing is logged for week {week}: every working day was a holiday.",
    states={
        "met": "Proposed: met.",
        "studied": "Only study is logged. Proposed: open.",
        "doing": "Proposed: in progress.",
        "open": "Proposed: open.",
    },
    stands={
        "met": "You marked it met.",
        "missed": "You marked it missed.",
        "carried": "It goes on in a later week.",
    },
    may_be_about="May be about it, please confirm: {quotes}.",
    conflict="Conflict: you marked it met, and {quote} on {day} {says}.",
    conflict_claim="Conflict: the achievement {claim} speaks of it as finished, and {quote} on {day} {says}.",
    conflict_stage="Conflict: the achievement {claim} goes further than the entries linked to it; the last of them "
    "is {quote} on {day}.",
    conflict_asked="Please check the achievement {claim}: {quote} on {day} {says}.",
    says={
        "failing": "says that it does not work",
        "open": "speaks of it as unfinished",
        "status": "is still marked {status}",
        "dropped": "is marked {status}",
        "part": "speaks of a part of it",
        "denied": "says the contrary",
        "number": "gives another number",
        "day": "is of another day",
        "order": "tells it the other way round",
    },
    not_linked="{quote}: not linked yet. Link it to its entries.",
    waiting_since="{quote}, since {day}.",
    said_times="It stands in {n} entries.",
    open_states={"planned": "Planned", "doing": "In progress", "blocked": "Blocked"},
    open_since="{state} since {day}{weeks}: {quote}.",
    weeks_open=", in its week {n}",
    maybe_closed="{quote} is marked {status} and may be finished: {other} on {day}. Please confirm.",
    left="Open in the log of the week before: {quote}. Is it still open?",
    feedback_asked="Asked for on {day}: {quote}.",
    feedback_received="Received, noted on {day}: {quote}.",
    remark="{who} wrote: {quote}.",
    go_on="Go on with {quote}.",
    unblock="Get unblocked: {quote}.",
    work_on="Work towards {quote}.",
    answer="Answer {who}: {quote}.",
    missing="No entry for {days}. Log the day, or mark it as a day away.",
    away="Away on {days}: {why}.",
    outside="{quote} is dated {day}, outside the week.",
    page_date="The date of the page, {day}, is outside the week.",
    dropped="Dropped: {quote}.",
    studied="{day}: {quotes}.",
)
VIETNAMESE: Final = Phrases(
    language="vi",
    joined="và",
    days_logged="Đã ghi {n} trên {m} ngày làm việc.",
    all_days_logged="Đã ghi đủ {m} ngày làm việc.",
    both_days_logged="Đã ghi cả 2 ngày làm việc.",
    one_day_logged="Đã ghi ngày làm việc duy nhất đến nay.",
    outcomes={
        "towards": "Hướng tới mục tiêu {outcomes}.",
        "on": "Đã làm: {outcomes}.",
        "finished": "Đã xong: {outcomes}.",
        "doing": "Đang làm: {outcomes}.",
        "blocked": "Đang vướng: {outcomes}.",
    },
    more="{n} việc khác",
    empty="Tuần {week} chưa có mục nào.",
    empty_away="Tuần {week}: nghỉ ({why}).",
    empty_holiday="Tuần {week} chưa có mục nào: mọi ngày làm việc đều là ngày lễ.",
    states={
        "met": "Đề xuất: đạt.",
        "studied": "Chỉ ghi phần học lý thuyết. Đề xuất: chưa đạt.",
        "doing": "Đề xuất: đang làm.",
        "open": "Đề xuất: chưa đạt.",
    },
    stands={
        "met": "Bạn đã đánh dấu đạt.",
        "missed": "Bạn đã đánh dấu không đạt.",
        "carried": "Mục tiêu chuyển sang tuần sau.",
    },
    may_be_about="Có thể liên quan, xin xác nhận: {quotes}.",
    conflict="Mâu thuẫn: bạn đã đánh dấu đạt, còn {quote} ({day}) {says}.",
    conflict_claim="Mâu thuẫn: kết quả {claim} nói là đã xong, còn {quote} ({day}) {says}.",
    conflict_stage="Mâu thuẫn: kết quả {claim} đi xa hơn các mục liên kết với nó; mục gần nhất là {quote} ({day}).",
    conflict_asked="Xin kiểm tra kết quả {claim}: {quote} ({day}) {says}.",
    says={
        "failing": "nói là chưa chạy được",
        "open": "nói là chưa xong",
        "status": "vẫn ở trạng thái {status}",
        "dropped": "ở trạng thái {status}",
        "part": "chỉ nói đến một phần",
        "denied": "nói ngược lại",
        "number": "ghi con số khác",
        "day": "ghi ngày khác",
        "order": "kể theo chiều ngược lại",
    },
    not_linked="{quote}: chưa liên kết. Hãy liên kết với các mục của nó.",
    waiting_since="{quote}, từ {day}.",
    said_times="Được nhắc trong {n} mục.",
    open_states={"planned": "Dự kiến", "doing": "Đang làm", "blocked": "Đang vướng"},
    open_since="{state} từ {day}{weeks}: {quote}.",
    weeks_open=", sang tuần thứ {n}",
    maybe_closed="{quote} đang ở trạng thái {status} và có thể đã xong: {other} ({day}). Xin xác nhận.",
    left="Còn mở trong nhật ký tuần trước: {quote}. Việc này còn mở không?",
    feedback_asked="Đã xin góp ý ({day}): {quote}.",
    feedback_received="Đã nhận, ghi ngày {day}: {quote}.",
    remark="{who} viết: {quote}.",
    go_on="Làm tiếp {quote}.",
    unblock="Gỡ vướng mắc: {quote}.",
    work_on="Tiếp tục hướng tới {quote}.",
    answer="Trả lời {who}: {quote}.",
    missing="Chưa có mục nào cho {days}. Hãy ghi thêm, hoặc đánh dấu là ngày nghỉ.",
    away="Nghỉ {days}: {why}.",
    outside="{quote} ghi ngày {day}, nằm ngoài tuần.",
    page_date="Ngày của trang, {day}, nằm ngoài tuần.",
    dropped="Đã bỏ: {quote}.",
    studied="{day}: {quotes}.",
)
STATUSES: Final = {
    "en": {
        "planned": "planned",
        "doing": "in progress",
        "blocked": "blocked",
        "done": "done",
        "dropped": "dropped",
    },
    "vi": {
        "planned": "dự kiến",
        "doing": "đang làm",
        "blocked": "bị vướng",
        "done": "đã xong",
        "dropped": "đã bỏ",
    },
}
LANGUAGES: Final[Mapping[str, Phrases]] = {"en": ENGLISH, "vi": VIETNAMESE}


def phrases_of(language: str) -> Phrases:
    """An unknown language reads English."""
    return LANGUAGES.get(language, ENGLISH)
