"""Times within names, words with hyphens, readers, and what is left out in the middle of a sentence.

As in `families.py`, none of these wordings may stand in the product's tables of words.
"""

from collections.abc import Iterator

from tests.acceptance.questions.families.case import Case
from tests.acceptance.questions.families.expected import Expected, these
from tests.acceptance.questions.families.newest import of_each_language, texts
from tests.acceptance.questions.families.worklog import Rows


def name_cases(rows: Rows) -> Iterator[Case]:
    for part in (_times_in_names, _hyphens, _readers, _left_out, _away, _figures):
        yield from part(rows)


def _times_in_names(rows: Rows) -> Iterator[Case]:
    """Of the latest Saturday there is nothing: it is a word of an earlier entry."""
    named = Expected(cites=texts(rows, "Saturday: cleaned"))
    yield from of_each_language("name", "entries", {
        "en": ("what was that saturday collector business", "remind me of the saturday cleaning job"),
    }, named)  # fmt: skip


def _hyphens(rows: Rows) -> Iterator[Case]:
    yield from of_each_language("hyphen", "entries", {
        "en": ("what do I have on the flood-maps?", "show what mentions flood-map"),
        "vi": ("mình ghi gì về flood-maps?",),
    }, Expected(cites=texts(rows, "Trung showed")))  # fmt: skip


def _readers(rows: Rows) -> Iterator[Case]:
    told = Expected(silent=("/no entry|không có mục|did not understand|không hiểu/",))
    yield from of_each_language("summarise", "weeks", {
        "en": ("2 lines for my grandmother on week 5", "week 5 in two sentences for our treasurer"),
        "vi": ("2 câu về tuần 5 gửi bác sĩ Khoa", "viết 2 ý tuần 5 cho ngoại"),
    }, told)  # fmt: skip


def _left_out(rows: Rows) -> Iterator[Case]:
    for week, tag in ((2, "meeting"), (3, "radio"), (5, "dashboard")):
        kept = these(row for row in rows.entries if row.week == week and tag not in row.tags)
        yield from of_each_language("exclusion", "weeks", {
            "en": (f"week {week} please, but keep the {tag} out", f"skip the {tag}: what happened in week {week}?"),
            "vi": (f"tuần {week} đừng kể {tag} thì còn gì", f"tuần {week} miễn nói tới {tag}"),
        }, kept)  # fmt: skip


def _away(_: Rows) -> Iterator[Case]:
    for time, wanted in (
        ({"en": "", "vi": ""}, (3.5, "/leave|nghỉ phép/", "/afternoon|buổi chiều/")),
        ({"en": " in week 2", "vi": " trong tuần 2"}, (0.5, "/sick|ốm/")),
        ({"en": " in March", "vi": " trong tháng 3"}, (0.5, "/12 (March|tháng 3)|12/3/")),
    ):
        en, vi = time["en"], time["vi"]
        says = tuple(f"/\\b{one}\\b/" if isinstance(one, float) else one for one in wanted)
        yield from of_each_language("away", "days", {
            "en": (f"how long was I on leave or off{en}?", f"any days I spent sick or away{en}?"),
            "vi": (f"mình nghỉ tổng cộng bao nhiêu hôm{vi}?", f"những bữa mình vắng{vi} là bữa nào?"),
        }, Expected(says=says))  # fmt: skip


def _figures(rows: Rows) -> Iterator[Case]:
    """By what a row says of its topic, in one unit."""
    for beginning, en, vi in (
        ("Sensor 7", ("what was the largest drift", "strongest drift?"), ("drift lớn nhất là bao nhiêu",)),
        ("Flashed the logger", ("highest memory need of the firmware",), ("memory cao nhất của firmware",)),
    ):
        yield from of_each_language(
            "figures", "entries", {"en": en, "vi": vi}, Expected(cites_some=texts(rows, beginning))
        )
