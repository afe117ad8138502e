"""Every operator over every subject and filter, in both languages, with what the rows answer.

The wordings are this file's own: none of them may stand in the product's tables of words.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import product

from tests.acceptance.questions.families.case import Case
from tests.acceptance.questions.families.expected import Expected, these
from tests.acceptance.questions.families.filters import (
    NOTHING,
    PAIRS,
    PEOPLE,
    SINGLE,
    STATUSES,
    TAGS,
    TIMES,
    WORDS,
    Filter,
)
from tests.acceptance.questions.families.hours import hours_cases
from tests.acceptance.questions.families.names import name_cases
from tests.acceptance.questions.families.newest import newest_cases
from tests.acceptance.questions.families.worklog import EntryRow, Rows

Make = Callable[[Sequence[EntryRow]], Expected]


def every_case(rows: Rows) -> list[Case]:
    parts = (
        _of_entries,
        _of_times,
        _of_lines,
        _of_links,
        _of_tags,
        _of_days_and_weeks,
        _of_reviews,
        _of_people,
        newest_cases,
        hours_cases,
        name_cases,
    )
    return [case for part in parts for case in part(rows)]


def _each(
    rows: Rows,
    operator: str,
    subject: str,
    filters: Sequence[Filter],
    wordings: dict[str, Sequence[str]],
    make: Make,
) -> Iterator[Case]:
    """Each wording with each filter in one of its wordings, in turn."""
    for lang, (number, one) in product(wordings, enumerate(filters)):
        kept = [row for row in rows.entries if one.keeps(row)]
        for at, wording in enumerate(wordings[lang]):
            said = one.said(lang)
            ask = wording.format(f=said[(number + at) % len(said)])
            yield Case(lang, operator, subject, one.kind, ask, make(kept))


def _first(rows: Sequence[EntryRow]) -> Expected:
    return these(row for row in rows if row.first == min(one.first for one in rows))


def _last(rows: Sequence[EntryRow]) -> Expected:
    return these(row for row in rows if row.first == max(one.first for one in rows))


def _longest(rows: Sequence[EntryRow]) -> Expected:
    """By days, and by hours."""
    days, hours = (max((one(row) for row in rows), default=0) for one in (_days_of, _hours_of))
    return these(row for row in rows if _days_of(row) == days or 0 < hours == _hours_of(row))


def _days_of(row: EntryRow) -> int:
    return len(row.days)


def _hours_of(row: EntryRow) -> float:
    return row.hours or 0


def _has_one_first(rows: Rows, one: Filter) -> bool:
    kept = [row for row in rows.entries if one.keeps(row)]
    return len(kept) > 1 and all(len(ends(kept).cites or ()) == 1 for ends in (_first, _last))


def _has_long(rows: Rows, one: Filter) -> bool:
    return any(len(row.days) > 1 for row in rows.entries if one.keeps(row))


def _counted(rows: Sequence[EntryRow]) -> Expected:
    return Expected(says=(len(rows),)) if rows else Expected(absent=True)


def _of_entries(rows: Rows) -> Iterator[Case]:
    every = (*SINGLE, *PAIRS, *NOTHING)
    yield from _each(rows, "list", "entries", every, {
        "en": ("Which entries do I have {f}?", "I would like to see every entry {f}", "pull up the tasks {f}"),
        "vi": ("Mình có những mục nào {f}?", "cho mình xem các việc {f}", "hiện hết các mục {f} ra đây"),
    }, these)  # fmt: skip
    yield from _each(rows, "count", "entries", every, {
        "en": ("How many entries are there {f}?", "what is the number of my entries {f}",
            "tell me how many tasks I have {f}"),
        "vi": ("Có tất cả mấy mục {f}?", "mình có bao nhiêu việc {f}", "đếm giúp mình số mục {f}"),
    }, _counted)  # fmt: skip
    clear = [one for one in (*SINGLE, *PAIRS) if _has_one_first(rows, one)]
    yield from _each(rows, "first", "entries", clear, {
        "en": ("What is the earliest entry {f}?", "which entry {f} came first?"),
        "vi": ("Mục sớm nhất {f} là gì?", "việc đầu tiên {f} là việc nào"),
    }, _first)  # fmt: skip
    yield from _each(rows, "last", "entries", clear, {
        "en": ("What is my newest entry {f}?", "which entry {f} is the most recent one?"),
        "vi": ("Mục mới nhất {f} là gì?", "việc gần đây nhất {f} là việc nào"),
    }, _last)  # fmt: skip
    long = [one for one in SINGLE if _has_long(rows, one)]
    yield from _each(rows, "longest", "entries", long, {
        "en": ("Which entry {f} took the most days?", "what was the longest task {f}?"),
        "vi": ("Mục nào {f} kéo dài nhất?", "việc nào {f} mất nhiều ngày nhất"),
    }, _longest)  # fmt: skip
    yield from _each(rows, "group", "entries", (*TAGS[:3], *STATUSES[:1], *TIMES[7:8]), {
        "en": ("How are the entries {f} spread over the weeks?", "the number of entries {f}, week by week"),
        "vi": ("Các mục {f} chia theo tuần thế nào?", "mỗi tuần có mấy mục {f}"),
    }, _by_week)  # fmt: skip
    yield from _summaries(rows)
    yield from _reasons(rows)


def _by_week(rows: Sequence[EntryRow]) -> Expected:
    counted = Counter(row.week for row in rows)
    return Expected(says=tuple(f"/(week|tuần) {week}\\W+{n} /" for week, n in sorted(counted.items())))


def _summaries(rows: Rows) -> Iterator[Case]:
    wordings = {
        "en": ("Sum up week {n}", "wrap up week {n} for me in 3 bullets", "a short recap of week {n} please"),
        "vi": (
            "Tóm lược tuần {n}",
            "tổng hợp tuần {n} trong 3 gạch đầu dòng",
            "kể gọn lại tuần {n} giúp mình",
        ),
    }
    for lang, number in product(wordings, (1, 2, 3, 5)):
        some = [row for row in rows.entries if row.week == number]
        for wording in wordings[lang]:
            yield Case(lang, "summarise", "weeks", "time", wording.format(n=number), _about_any(some))


def _about_any(rows: Sequence[EntryRow]) -> Expected:
    """Something of it is told, and nothing else."""
    words = "|".join(row.text.split(":")[0][:25].lower() for row in rows)
    return Expected(says=(f"/{words}|auge|licen[cs]e|freeze|frozen|readings|pin|flood|modem|antenna/",))


_WHY = (
    ("The logger froze overnight", ("Why did the logger freeze?", "what was behind the logger freezing overnight?"),
     ("Vì sao logger bị đơ?", "logger froze là do đâu?")),
    ("Levels before 2019", ("Why did I convert 86,000 rows?", "what was the reason for converting the levels?"),
     ("Vì sao phải convert levels before 2019?", "lý do phải chuyển 86,000 rows là gì?")),
    ("Tried InfluxDB", ("Why did I stop with InfluxDB?", "how come InfluxDB was abandoned?"),
     ("Sao mình lại bỏ InfluxDB?", "lý do dừng InfluxDB là gì?")),
    ("Licence for the 433", ("Why is the licence stuck?", "what is holding up the radio licence?"),
     ("Vì sao licence 433 MHz bị kẹt?", "cái gì đang chặn licence 433 MHz?")),
)  # fmt: skip
_WHO = (
    ("Trung showed", ("Who showed the flood maps?", "the flood maps came from whom?"),
     ("Ai đã cho xem flood maps?", "flood maps là của ai cho xem?")),
    ("Walked along", ("With whom did I walk along the river?", "who went along the river with me?"),
     ("Mình đã đi dọc river với ai?", "ai đi dọc the river cùng mình?")),
    ("Visited the upstream", ("Who came along to the upstream station?", "who was at the upstream station with me?"),
     ("Ai cùng mình đến upstream station?", "mình đến upstream station với ai?")),
)  # fmt: skip
_FIGURES = (
    ("Deep sleep", "19", ("How long does the battery last?", "how many days does the battery hold?"),
     ("battery dùng được bao lâu?", "battery trụ được mấy ngày?")),
    ("Warnings are sent", "20", ("How fast are the warnings sent?", "how quick are the text messages?"),
     ("warnings được gửi nhanh cỡ nào?", "text messages gửi mất bao lâu?")),
    ("Sensor 7", "3", ("How much does sensor 7 drift?", "how big is the drift of sensor 7?"),
     ("sensor 7 lệch bao nhiêu?", "sensor 7 drifts cỡ nào?")),
    ("Flashed the logger", "41", ("How much memory does the firmware need?", "how big is the firmware in memory?"),
     ("firmware cần bao nhiêu memory?", "firmware chiếm bao nhiêu KB memory?")),
    ("Imported 12 years", "12", ("How many years of water levels did I import?", ("how old are the imported water "
        "levels?")),
     ("mình đã import bao nhiêu năm water levels?", "water levels được import dài mấy năm?")),
)  # fmt: skip


def _reasons(rows: Rows) -> Iterator[Case]:
    for operator, told in (("why", _WHY), ("who", _WHO)):
        for text, en, vi in told:
            cited = frozenset(row.text for row in rows.entries if row.text.startswith(text))
            for lang, asks in (("en", en), ("vi", vi)):
                for ask in asks:
                    yield Case(lang, operator, "entries", "words", ask, Expected(cites_some=cited))
    for text, figure, en, vi in _FIGURES:
        cited = frozenset(row.text for row in rows.entries if row.text.startswith(text))
        for lang, asks in (("en", en), ("vi", vi)):
            for ask in asks:
                yield Case(
                    lang, "figure", "entries", "words", ask, Expected(cites_some=cited, says=(f"/{figure}/",))
                )
    is_open = frozenset(row.text for row in rows.entries if row.is_open)
    for lang, asks in (
        ("en", ("What should I tackle next?", "what is waiting for me?", "where do I go from here?")),
        ("vi", ("Giờ mình nên làm gì tiếp?", "còn việc gì đang chờ mình?", "bước kế tiếp của mình là gì?")),
    ):
        for ask in asks:
            yield Case(lang, "plan", "entries", "status", ask, Expected(cites_some=is_open))


def _of_times(rows: Rows) -> Iterator[Case]:
    def number(week: int) -> int:
        return sum(row.week == week for row in rows.entries)

    for one, other in ((1, 5), (2, 3), (3, 5), (2, 6)):
        both = (number(one), number(other))
        winner = one if both[0] > both[1] else other
        for lang, operator, ask in (
            ("en", "compare", f"Was there more going on in week {one} or in week {other}?"),
            ("en", "compare", f"which of weeks {one} and {other} was the fuller one?"),
            (
                "en",
                "difference",
                f"How many more entries are there in week {winner} than in week {one + other - winner}?",
            ),
            ("vi", "compare", f"Tuần {one} với tuần {other} thì tuần nào nhiều việc hơn?"),
            ("vi", "compare", f"so tuần {one} với tuần {other} giúp mình"),
            ("vi", "difference", f"Tuần {winner} hơn tuần {one + other - winner} mấy mục?"),
        ):
            says = (abs(both[0] - both[1]),) if operator == "difference" and both[0] != both[1] else both
            yield Case(lang, operator, "weeks", "time", ask, Expected(says=says))


def _of_lines(rows: Rows) -> Iterator[Case]:
    for week in (1, 2, 3, 5):
        aims = [one for one in rows.objectives if one.week == week]
        met = sum(one.state == "met" for one in aims)
        results = [one.text for one in rows.achievements if one.week == week]
        done = [row for row in rows.entries if row.week == week and row.status == "done"]
        total = sum(row.week == week for row in rows.entries)
        texts = tuple(one.text for one in aims)
        for lang, operator, subject, ask, says in (
            ("en", "list", "objectives", f"What had I set out to reach in week {week}?", texts),
            ("en", "list", "objectives", f"the goals of week {week}, please", texts),
            ("en", "count", "objectives", f"How many goals did week {week} have?", (len(aims),)),
            ("en", "share", "objectives", f"How many of the objectives of week {week} were reached?", (met,)),
            ("en", "list", "achievements", f"What came out of week {week}?", results),
            ("en", "list", "achievements", f"show me the achievements from week {week}", results),
            ("en", "count", "achievements", f"How many achievements does week {week} have?", (len(results),)),
            ("en", "share", "entries", f"How much of week {week} is done?", (len(done), total)),
            ("en", "share", "entries", f"what share of week {week} is finished?", (len(done), total)),
            ("vi", "list", "objectives", f"Tuần {week} mình đặt ra mục tiêu gì?", texts),
            ("vi", "list", "objectives", f"cho xem các mục tiêu của tuần {week}", texts),
            ("vi", "count", "objectives", f"Tuần {week} có mấy mục tiêu?", (len(aims),)),
            ("vi", "share", "objectives", f"Bao nhiêu mục tiêu của tuần {week} đã đạt?", (met,)),
            ("vi", "list", "achievements", f"Tuần {week} đạt được kết quả gì?", results),
            ("vi", "list", "achievements", f"kể các thành quả của tuần {week}", results),
            ("vi", "count", "achievements", f"Tuần {week} có mấy kết quả?", (len(results),)),
            ("vi", "share", "entries", f"Tuần {week} xong được bao nhiêu phần rồi?", (len(done), total)),
            ("vi", "share", "entries", f"tuần {week} đã làm xong bao nhiêu?", (len(done), total)),
        ):
            yield Case(lang, operator, subject, "time", ask, Expected(says=tuple(says)))
    yield from _states(rows)
    yield from _achievements(rows)


def _states(rows: Rows) -> Iterator[Case]:
    missed = [one.text for one in rows.objectives if one.state == "missed"]
    for lang, ask in (
        ("en", "Which objectives did I miss?"), ("en", "which goals fell through?"),
        ("vi", "Mục tiêu nào không đạt?"), ("vi", "những mục tiêu nào mình đã lỡ?"),
    ):  # fmt: skip
        yield Case(lang, "list", "objectives", "status", ask, Expected(says=tuple(missed)))
    for lang, ask in (("en", "Which objective was about the modem?"), ("vi", "Mục tiêu nào nói về modem?")):
        yield Case(lang, "list", "objectives", "words", ask, Expected(says=("Hiểu giao thức của modem",)))
    for lang, ask in (
        ("en", "Which weeks have no objective at all?"), ("vi", "Tuần nào chưa đặt mục tiêu nào?"),
    ):  # fmt: skip
        yield Case(lang, "list", "weeks", "without objective", ask, Expected(says=("/(week|tuần) 4/",)))


def _achievements(rows: Rows) -> Iterator[Case]:
    for says, en, vi in (
        ("exact to 2 millimetres", ("How exact are the pressure readings?", ("how precise are the readings of the "
            "pressure?")),
         ("pressure readings chính xác đến đâu?", "pressure readings exact cỡ nào?")),
        ("ba tuần", ("How long does the pin last?",), ("Pin dùng được bao lâu?", "pin trụ được mấy tuần?")),
        ("pass the test bench", ("Which achievement is about antenna boards?",),
            ("Kết quả nào nói về antenna boards?",)),
    ):  # fmt: skip
        for lang, asks in (("en", en), ("vi", vi)):
            for ask in asks:
                yield Case(lang, "figure", "achievements", "words", ask, Expected(says=(says,)))
    said = tuple(one.text for one in rows.achievements)
    for lang, ask in (
        ("en", "What have I achieved so far?"), ("en", "list every achievement I have"),
        ("vi", "Đến nay mình có những kết quả gì?"), ("vi", "liệt kê mọi thành quả của mình"),
    ):  # fmt: skip
        yield Case(lang, "list", "achievements", "none", ask, Expected(says=said))


def _of_links(rows: Rows) -> Iterator[Case]:
    filters = (*TIMES[:4], *TAGS[:3], *WORDS[1:2])

    def linked(kept: Sequence[EntryRow]) -> Expected:
        return these(row for row in kept if row.links)

    def number(kept: Sequence[EntryRow]) -> Expected:
        links = [row for row in kept if row.links]
        return Expected(says=(len(links),)) if links else Expected(absent=True)

    yield from _each(rows, "list", "links", filters, {
        "en": ("Which links did I keep {f}?", "show the URLs {f}"),
        "vi": ("Mình đã lưu liên kết nào {f}?", "cho xem các đường dẫn {f}"),
    }, linked)  # fmt: skip
    yield from _each(rows, "count", "links", filters, {
        "en": ("How many links are there {f}?",),
        "vi": ("Có mấy liên kết {f}?",),
    }, number)  # fmt: skip


def _of_tags(rows: Rows) -> Iterator[Case]:
    def used(kept: Sequence[EntryRow]) -> Expected:
        return Expected(says=tuple(sorted({tag for row in kept for tag in row.tags})))

    def number(kept: Sequence[EntryRow]) -> Expected:
        return Expected(says=(len({tag for row in kept for tag in row.tags}),))

    times = (*TIMES[:4], TIMES[7])
    yield from _each(rows, "list", "tags", times, {
        "en": ("Which tags did I use {f}?", "what are the tags {f}"),
        "vi": ("Mình đã dùng thẻ nào {f}?", "các thẻ {f} là gì"),
    }, used)  # fmt: skip
    yield from _each(rows, "count", "tags", times, {
        "en": ("How many different tags are there {f}?",),
        "vi": ("Có bao nhiêu thẻ khác nhau {f}?",),
    }, number)  # fmt: skip
    counted = Counter(tag for row in rows.entries for tag in row.tags)
    most = max(counted.values())
    winners = tuple(tag for tag, n in counted.items() if n == most)
    for lang, ask in (
        ("en", "Which tag do I use most?"), ("en", "what is my most common tag?"),
        ("vi", "Thẻ nào mình dùng nhiều nhất?"), ("vi", "thẻ nào xuất hiện nhiều nhất?"),
    ):  # fmt: skip
        yield Case(lang, "longest", "tags", "none", ask, Expected(says=winners))


def _of_days_and_weeks(rows: Rows) -> Iterator[Case]:
    def days(kept: Sequence[EntryRow]) -> Expected:
        return Expected(says=tuple(sorted({row.first.isoformat() for row in kept})))

    def weeks(kept: Sequence[EntryRow]) -> Expected:
        return Expected(says=tuple(f"/(week|tuần) {n}/" for n in sorted({row.week for row in kept})))

    def number(kept: Sequence[EntryRow]) -> Expected:
        return Expected(says=(len({day for row in kept for day in row.days}),))

    some = (*TAGS[:3], *WORDS[:3], *PEOPLE)
    yield from _each(rows, "list", "days", some, {
        "en": ("On which days did I have entries {f}?", "when did I have something {f}?"),
        "vi": ("Mình có mục {f} vào những ngày nào?", "những hôm nào mình có việc {f}"),
    }, days)  # fmt: skip
    yield from _each(rows, "count", "days", some, {
        "en": ("On how many days did I have entries {f}?",),
        "vi": ("Mình có mục {f} trong bao nhiêu ngày?",),
    }, number)  # fmt: skip
    yield from _each(rows, "list", "weeks", some, {
        "en": ("In which weeks are there entries {f}?",),
        "vi": ("Những tuần nào có mục {f}?",),
    }, weeks)  # fmt: skip
    counted = Counter(row.week for row in rows.entries)
    most, empty = max(counted.values()), "/(week|tuần) 4/"
    for lang, operator, ask, says in (
        ("en", "longest", "Which week has the most entries?", most),
        ("en", "longest", "what was my fullest week?", most),
        ("vi", "longest", "Tuần nào nhiều mục nhất?", most),
        ("en", "list", "Which weeks are empty so far?", empty),
        ("vi", "list", "Tuần nào đến giờ còn trống?", empty),
    ):
        yield Case(lang, operator, "weeks", "none", ask, Expected(says=(says,)))


def _of_reviews(rows: Rows) -> Iterator[Case]:
    approved = [week for week, state in rows.reviews.items() if state == "approved"]
    said = tuple(f"/(week|tuần) {week}/" for week in approved)
    for lang, operator, ask, says in (
        ("en", "list", "Which of my reviews have been approved?", said),
        ("en", "list", "which weekly reviews did my mentor approve?", said),
        ("en", "status", "Has the review of week 3 been submitted?", ("/submitted/",)),
        ("en", "status", "what is the state of the review of week 5?", ("/drafted/",)),
        ("en", "count", "How many of my reviews are approved?", (len(approved),)),
        ("vi", "list", "Những bản tổng kết nào đã được duyệt?", said),
        ("vi", "status", "Bản tổng kết tuần 3 nộp chưa?", ("/nộp/",)),
        ("vi", "status", "bản tổng kết tuần 5 đang ở trạng thái nào?", ("/soạn/",)),
        ("vi", "count", "Có mấy bản tổng kết đã được duyệt?", (len(approved),)),
    ):
        yield Case(lang, operator, "reviews", "status", ask, Expected(says=says))
    by_week = {week: tuple(one.text for one in rows.comments if one.week == week) for week in (2, 3, 5)}
    for week, texts in by_week.items():
        for lang, ask in (
            ("en", f"What was remarked on week {week}?"), ("en", f"show the comments of week {week}"),
            ("vi", f"Tuần {week} có nhận xét gì?"), ("vi", f"mọi người góp ý gì ở tuần {week}?"),
        ):  # fmt: skip
            yield Case(lang, "list", "comments", "time", ask, Expected(says=texts))
    unresolved = tuple(one.text for one in rows.comments if one.state == "open")
    resolved = tuple(one.text for one in rows.comments if one.state == "resolved")
    for lang, operator, ask, expected in (
        ("en", "count", "How many comments are on my worklog?", Expected(says=(len(rows.comments),))),
        ("en", "list", "Which comments are still unresolved?", Expected(says=unresolved, silent=resolved)),
        ("vi", "count", "Nhật ký của mình có mấy nhận xét?", Expected(says=(len(rows.comments),))),
        ("vi", "list", "Nhận xét nào chưa được xử lý?", Expected(says=unresolved, silent=resolved)),
    ):
        yield Case(lang, operator, "comments", "status", ask, expected)


def _of_people(rows: Rows) -> Iterator[Case]:
    mentor, lead = rows.raw["mentor"], rows.raw["lead"]
    for lang, ask, name in (
        ("en", "Who mentors me?", mentor), ("en", "by whom am I mentored?", mentor),
        ("en", "Who heads the programme?", lead), ("en", "who is the lead of this programme?", lead),
        ("vi", "Ai hướng dẫn mình?", mentor), ("vi", "người hướng dẫn của mình tên gì?", mentor),
        ("vi", "Ai phụ trách chương trình?", lead), ("vi", "chương trình do ai quản lý?", lead),
    ):  # fmt: skip
        yield Case(lang, "who", "people", "none", ask, Expected(says=(name,)))
    for lang, ask in (
        ("en", "Which mark would I get?"), ("en", "grade my work please"),
        ("vi", "chấm mình mấy điểm?"), ("vi", "mình được mấy điểm?"),
    ):  # fmt: skip
        yield Case(lang, "judge", "people", "none", ask, Expected(absent=True))
