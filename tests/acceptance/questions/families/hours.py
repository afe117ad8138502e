"""Hours: added over filters, for each week, ranked and compared.

As in `families.py`, none of these wordings may stand in the product's tables of words.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from tests.acceptance.questions.families.case import Case
from tests.acceptance.questions.families.expected import Expected
from tests.acceptance.questions.families.filters import PAIRS, SINGLE
from tests.acceptance.questions.families.worklog import EntryRow, Rows

Wordings = Mapping[str, Sequence[str]]


def hours_cases(rows: Rows) -> Iterator[Case]:
    for part in (_added, _of_each_week, _ranked_weeks, _ranked_days, _ranked_jobs, _compared, _going_on):
        yield from part(rows)


def _cases(
    operator: str, wordings: Wordings, expected: Expected, before: Mapping[str, str] | None = None
) -> Iterator[Case]:
    for lang, asks in wordings.items():
        earlier = (before[lang],) if before else ()
        yield from (Case(lang, operator, "hours", "none", ask, expected, earlier) for ask in asks)


def _says(hours: float) -> str:
    return rf"/(?<![\d.,]){hours:g} (hours?|giờ)/"


def _sum(rows: Sequence[EntryRow]) -> float:
    return sum(row.hours or 0 for row in rows)


def _added(rows: Rows) -> Iterator[Case]:
    wordings = {
        "en": (
            "How many hours went into the entries {f}?",
            "hrs on the tasks {f}?",
            "total hours of all entries {f}",
        ),
        "vi": ("Mình làm hết mấy tiếng cho các mục {f}?", "tổng số giờ của các việc {f}"),
    }
    for lang, (number, one) in product(wordings, enumerate((*SINGLE, *PAIRS))):
        total = _sum([row for row in rows.entries if one.keeps(row)])
        expected = Expected(says=(_says(total),)) if total else Expected(absent=True)
        for at, wording in enumerate(wordings[lang]):
            said = one.said(lang)
            ask = wording.format(f=said[(number + at) % len(said)])
            yield Case(lang, "hours", "hours", one.kind, ask, expected)


def _of_week(rows: Rows, week: int) -> float:
    return _sum([row for row in rows.entries if row.week == week])


def _of_each_week(rows: Rows) -> Iterator[Case]:
    weeks = sorted({row.week for row in rows.entries if row.hours})
    yield from _cases("hours by week", {
        "en": ("hours week by week", "How many hours did I do each week?", "list my hrs by week"),
        "vi": ("Mỗi tuần mình làm bao nhiêu giờ?", "số giờ theo từng tuần"),
    }, Expected(says=tuple(_says(_of_week(rows, week)) for week in weeks)))  # fmt: skip


def _ranked_weeks(rows: Rows) -> Iterator[Case]:
    sums = {row.week: _of_week(rows, row.week) for row in rows.entries if row.hours}
    most, least = max(sums, key=sums.__getitem__), min(sums, key=sums.__getitem__)
    for week, how in (
        (most, ("most", "highest number of", "nhiều")),
        (least, ("fewest", "lowest number of", "ít")),
    ):
        yield from _cases("hours ranked", {
            "en": (f"In which week do I have the {how[0]} hours?", f"which week shows the {how[1]} hrs"),
            "vi": (f"Tuần nào mình làm {how[2]} giờ nhất?", f"tuần nào có {how[2]} tiếng nhất vậy"),
        }, Expected(says=(rf"/(week|tuần) {week}\b/", _says(sums[week]))))  # fmt: skip
    yield from _cases("hours ranked", {
        "en": ("Which week had the most hours and which the fewest?",),
        "vi": ("Tuần nào nhiều giờ nhất, tuần nào ít giờ nhất?",),
    }, Expected(says=(_says(sums[most]), _says(sums[least]))))  # fmt: skip


def _ranked_days(rows: Rows) -> Iterator[Case]:
    sums: dict[str, float] = {}
    for row in rows.entries:
        if len(row.days) == 1 and row.hours:
            sums[row.first.isoformat()] = sums.get(row.first.isoformat(), 0) + row.hours
    most = max(sums, key=sums.__getitem__)
    yield from _cases("hours ranked", {
        "en": ("What was my longest working day?", "On which day did I have the most hours?",
            "longest day and its hours"),
        "vi": ("Ngày nào mình làm lâu nhất?", "hôm nào mình làm nhiều tiếng nhất, mấy tiếng"),
    }, Expected(says=(most, _says(sums[most]))))  # fmt: skip


def _ranked_jobs(rows: Rows) -> Iterator[Case]:
    most = max(row.hours or 0 for row in rows.entries)
    texts = frozenset(row.text for row in rows.entries if row.hours == most)
    yield from _cases("hours ranked", {
        "en": ("Which task needed the most hours?", "which entry has the most hrs"),
        "vi": ("Việc nào tốn nhiều giờ nhất?", "mục nào nhiều tiếng nhất"),
    }, Expected(cites=texts, says=(_says(most),)))  # fmt: skip


def _compared(rows: Rows) -> Iterator[Case]:
    for one, other in ((1, 2), (3, 5), (2, 6)):
        a, b = _of_week(rows, one), _of_week(rows, other)
        yield from _cases("hours compared", {
            "en": (f"week {one} vs week {other} by hours", f"Did I do more hours in week {one} or in week {other}?",
                f"compare the hours of week {one} and week {other}"),
            "vi": (f"Tuần {one} với tuần {other}, tuần nào nhiều giờ hơn?",
                f"so sánh số giờ tuần {one} và tuần {other}"),
        }, Expected(says=(_says(a), _says(b), _says(abs(a - b)))))  # fmt: skip


def _going_on(rows: Rows) -> Iterator[Case]:
    before = {"en": "how many hours did I do in week 3?", "vi": "tuần 3 mình làm mấy tiếng?"}
    yield from _cases("hours", {
        "en": ("n the week before that?", "and how many in week 2", "and in week 2?"),
        "vi": ("còn tuần 2?", "tuần trước đó nữa"),
    }, Expected(says=(_says(_of_week(rows, 2)),)), before)  # fmt: skip
