"""Filters of entries, as people say them in either language, and which rows they keep."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from tests.acceptance.questions.families.worklog import EntryRow
from tests.acceptance.questions.words import fold

Keeps = Callable[[EntryRow], bool]


@dataclass(frozen=True)
class Filter:
    kind: str
    keeps: Keeps
    en: tuple[str, ...]
    vi: tuple[str, ...]

    def said(self, lang: str) -> tuple[str, ...]:
        return self.en if lang == "en" else self.vi

    def __and__(self, other: "Filter") -> "Filter":
        """Both, said one behind the other."""
        return Filter(
            f"{self.kind} + {other.kind}",
            lambda row: self.keeps(row) and other.keeps(row),
            tuple(f"{a} {b}" for a, b in zip(self.en, other.en, strict=False)),
            tuple(f"{a} {b}" for a, b in zip(self.vi, other.vi, strict=False)),
        )


def _week(number: int) -> Filter:
    return Filter(
        "time",
        lambda row: row.week == number,
        (f"in week {number}", f"of week {number}", f"during week {number}"),
        (f"trong tuần {number}", f"của tuần {number}", f"ở tuần thứ {number}"),
    )


def _day(month: int, day: int) -> Filter:
    on = date(2026, month, day)
    name = {3: "March", 4: "April"}[month]
    return Filter(
        "time",
        lambda row: on in row.days,
        (f"on {day} {name}", f"from {name} {day}"),
        (f"ngày {day}/{month}", f"hôm {day} tháng {month}"),
    )


def _span(first: date, last: date, en: tuple[str, ...], vi: tuple[str, ...]) -> Filter:
    return Filter("time", lambda row: row.first <= last and row.last >= first, en, vi)


def _status(statuses: tuple[str, ...], en: tuple[str, ...], vi: tuple[str, ...]) -> Filter:
    return Filter("status", lambda row: row.status in statuses, en, vi)


def _tag(name: str) -> Filter:
    return Filter(
        "tag",
        lambda row: name in row.tags,
        (f"tagged {name}", f"with the tag {name}", f"labelled {name}"),
        (f"gắn thẻ {name}", f"có thẻ {name}", f"mang thẻ {name}"),
    )


def _words(said: str, *forms: str, kind: str = "words", en: tuple[str, ...], vi: tuple[str, ...]) -> Filter:
    return Filter(
        kind,
        lambda row: any(fold(form) in fold(f"{row.text} {' '.join(row.tags)}") for form in forms or (said,)),
        tuple(one.format(said) for one in en),
        tuple(one.format(said) for one in vi),
    )


_ABOUT = ("about the {}", "that mention the {}", "dealing with the {}")
_ABOUT_VI = ("về {}", "có nhắc đến {}", "liên quan đến {}")

TIMES = (
    *map(_week, (1, 2, 3, 5)),
    _day(3, 20),
    _day(4, 1),
    _day(3, 18),
    _span(date(2026, 3, 1), date(2026, 3, 31), ("in March", "from March"), ("trong tháng 3", "của tháng ba")),
    _span(date(2026, 3, 30), date(2026, 4, 5), ("last week", "from last week"), ("tuần trước", "của tuần vừa rồi")),
    _span(date(2026, 4, 8), date(2026, 4, 8), ("yesterday", "from yesterday"), ("hôm qua", "của ngày hôm qua")),
    _span(
        date(2026, 3, 9), date(2026, 3, 22), ("between 9 and 22 March", "in weeks 2 to 3"),
        ("từ 9/3 đến 22/3", "từ tuần 2 đến tuần 3"),
    ),
    Filter("time", lambda row: any(day.isoweekday() == 5 for day in row.days), ("on Fridays", "on any Friday"),
           ("vào các ngày thứ sáu", "vào thứ Sáu hằng tuần")),
)  # fmt: skip
STATUSES = (
    _status(("planned", "doing", "blocked"), ("that are not finished", "which are still unfinished"),
            ("chưa hoàn thành", "vẫn còn dang dở")),
    _status(("blocked",), ("that are blocked", "which are stuck"), ("đang bị chặn", "đang bị kẹt")),
    _status(("dropped",), ("that I dropped", "which I gave up on"), ("đã bị bỏ", "mà mình đã bỏ")),
    _status(("planned",), ("that are only planned", "that have not begun yet"), ("mới chỉ dự định", "chưa bắt đầu")),
    _status(("doing",), ("that are in progress", "that I am in the middle of"), ("đang làm dở", "đang thực hiện")),
)  # fmt: skip
TAGS = tuple(map(_tag, ("firmware", "database", "radio", "defect")))
PRESENCE = (
    Filter("without tag", lambda row: not row.tags, ("without a tag", "that carry no tag", "that are not tagged"),
           ("chưa gắn thẻ", "không có thẻ nào", "không gắn thẻ")),
    Filter("with link", lambda row: bool(row.links), ("with a link", "that have a link attached"),
           ("có liên kết", "có kèm đường dẫn")),
    Filter("without link", lambda row: not row.links, ("without a link", "that have no link"),
           ("không có liên kết", "không kèm đường dẫn nào")),
    Filter("with tag", lambda row: bool(row.tags), ("with a tag", "that have at least one tag"),
           ("có thẻ", "có gắn thẻ")),
)  # fmt: skip
WORDS = (
    _words("watchdog", en=_ABOUT, vi=_ABOUT_VI),
    _words("modem", en=_ABOUT, vi=_ABOUT_VI),
    _words("loggers", "logger", en=_ABOUT, vi=_ABOUT_VI),
    _words("InfluxDB", en=tuple(one.replace("the ", "") for one in _ABOUT), vi=_ABOUT_VI),
)
PEOPLE = (
    _words("Trung", kind="person", en=("with {}", "that mention {}"), vi=("với {}", "có nhắc đến {}")),
    _words("Hạnh", kind="person", en=("with {}", "that mention {}"), vi=("với chị {}", "có nhắc đến chị {}")),
)
NOTHING = (
    _week(4),
    _tag("gardening"),
    _words("submarine", en=_ABOUT, vi=_ABOUT_VI),
)
SINGLE = (*TIMES, *STATUSES, *TAGS, *PRESENCE, *WORDS, *PEOPLE)
PAIRS = (
    *(status & time for status in STATUSES[:2] for time in (_week(3), TIMES[7])),
    *(tag & time for tag in TAGS[:3] for time in (_week(5), TIMES[7])),
    *(one & time for one in PRESENCE for time in (_week(1), _week(5))),
    *(one & time for one in (*WORDS[:1], *WORDS[2:]) for time in (_week(2),)),
    *(one & tag for one in PRESENCE[1:3] for tag in TAGS[:2]),
)
