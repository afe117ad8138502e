"""Effects, priorities, waiting, questions of several parts, exclusions, corrections and edits of the draft review.

As in `families.py`, none of these wordings may stand in the product's tables of words.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from tests.acceptance.questions.families.case import Case
from tests.acceptance.questions.families.expected import Expected, these
from tests.acceptance.questions.families.worklog import EntryRow, Rows

Wordings = Mapping[str, Sequence[str]]


def newest_cases(rows: Rows) -> Iterator[Case]:
    for part in (_effects, _waiting, _priorities, _parts, _exclusions, _corrections, _review_edits):
        yield from part(rows)


def of_each_language(
    operator: str, subject: str, wordings: Wordings, expected: Expected, before: tuple[str, ...] = ()
) -> Iterator[Case]:
    for lang, asks in wordings.items():
        for ask in asks:
            yield Case(lang, operator, subject, "none", ask, expected, before)


def texts(rows: Rows, *beginnings: str) -> frozenset[str]:
    return frozenset(row.text for row in rows.entries if row.text.startswith(beginnings))


def _of_week(rows: Rows, week: int) -> list[EntryRow]:
    return [row for row in rows.entries if row.week == week]


_NO_VERDICT = ("/^(yes|no|có|không):/",)


def _effects(rows: Rows) -> Iterator[Case]:
    froze = Expected(cites_some=texts(rows, "The logger froze"), silent=_NO_VERDICT)
    yield from of_each_language("effect", "entries", {
        "en": ("Did I ruin something in week 2?", "could we have damaged the logger?",
            "have I upset the watchdog somehow?", "did the watchdog trigger the freeze of the logger?"),
        "vi": ("Tuần 2 mình có làm hư cái gì không?", "mình có lỡ tay làm hỏng logger không?"),
    }, froze)  # fmt: skip


def _waiting(rows: Rows) -> Iterator[Case]:
    stuck = these(row for row in rows.entries if row.status == "blocked")
    yield from of_each_language("waiting", "entries", {
        "en": ("What are we still waiting for?", "what am I waiting on right now?"),
        "vi": ("Mình còn đợi ai?", "em đang phải chờ gì thế?"),
    }, stuck)  # fmt: skip
    since = Expected(cites=texts(rows, "Licence for the 433"), says=("/20 (march|tháng 3)|20/3/",))
    yield from of_each_language("waiting", "days", {
        "en": ("How long has the licence been held up?", "for how long has the licence been stuck?"),
    }, since)  # fmt: skip


def _priorities(rows: Rows) -> Iterator[Case]:
    waiting = Expected(cites_some=frozenset(row.text for row in rows.entries if row.is_open))
    yield from of_each_language("priority", "entries", {
        "en": ("Which of these tasks is the most pressing one?", "so am I falling behind?", "are we running late?",
            "which job should get done first?"),
        "vi": ("Việc nào khẩn cấp nhất bây giờ?", "mình có đang bị trễ kế hoạch không?", "cần ưu tiên việc nào đây?"),
    }, waiting)  # fmt: skip


def _parts(rows: Rows) -> Iterator[Case]:
    planned = frozenset(row.text for row in rows.entries if row.status == "planned")
    for one, other in ((1, 2), (2, 5), (3, 1)):
        both = Expected(
            cites_some=planned | {row.text for row in _of_week(rows, one)}, says=(len(_of_week(rows, other)),)
        )
        yield from of_each_language("parts", "weeks", {
            "en": (f"What did I do in week {one}, how many entries are in week {other}, what is planned?",
                f"show week {one}, count the entries of week {other}, and which tasks are planned?"),
            "vi": (f"Tuần {one} mình làm gì, tuần {other} có mấy mục, việc nào mới dự định?",),
        }, both)  # fmt: skip


def _exclusions(rows: Rows) -> Iterator[Case]:
    for week, tag in product((2, 3), ("meeting", "radio")):
        kept = these(row for row in _of_week(rows, week) if tag not in row.tags)
        yield from of_each_language("exclusion", "weeks", {
            "en": (f"Which entries are in week {week}, {tag} entries excluded?", f"week {week} but without {tag}"),
            "vi": (f"Tuần {week} có những mục nào, không kể {tag}?", f"ngoại trừ {tag}, tuần {week} mình làm gì"),
        }, kept)  # fmt: skip


def _corrections(rows: Rows) -> Iterator[Case]:
    for week in (2, 3, 5):
        right = these(_of_week(rows, week))
        yield from of_each_language("correction", "weeks", {
            "en": (f"oops, week {week} I meant", f"actually, make that week {week}", f"not week 1 but week {week}"),
        }, right, ("what did I do in week 1?",))  # fmt: skip
        yield from of_each_language("correction", "weeks", {
            "vi": (f"à nhầm, tuần {week}", f"đúng ra là tuần {week}", f"không phải tuần 1 mà là tuần {week}"),
        }, right, ("tuần 1 mình làm gì?",))  # fmt: skip


def _review_edits(rows: Rows) -> Iterator[Case]:
    added = Expected(says=("/boat is ready/",), silent=("/did not understand|không hiểu/",))
    yield from of_each_language("review edit", "reviews", {
        "en": ("Put in my review of week 5 that the boat is ready",
            "please add to the review of week 5: the boat is ready"),
        "vi": ("Ghi thêm vào bản tổng kết tuần 5 là the boat is ready",),
    }, added)  # fmt: skip
    refused = Expected(says=("/approved|được duyệt/",), silent=("/^- /",))
    yield from of_each_language("review edit", "reviews", {
        "en": ("Put in my review of week 1 that the boat is ready",),
        "vi": ("Thêm vào bản tổng kết tuần 1 là the boat is ready",),
    }, refused)  # fmt: skip
