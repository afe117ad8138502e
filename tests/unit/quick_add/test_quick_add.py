"""One line typed in a hurry, in English and Vietnamese."""

import re
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weeklog.calendar import Week, numbered_weeks
from weeklog.errors import Invalid
from weeklog.quick_add import QuickEntry, read_quick

WEEKS = numbered_weeks(date(2026, 10, 5), 12)
WEDNESDAY = date(2026, 10, 14)


def read(line: str) -> QuickEntry:
    return read_quick(line, WEDNESDAY, WEEKS)


def told(entry: QuickEntry) -> dict[str, object]:
    """What is said, without what is not."""
    days = entry.first and (f"{entry.first:%d.%m.}", f"{entry.last:%d.%m.}")
    said: dict[str, object] = {
        "day": days and "-".join(dict.fromkeys(days)),
        "status": entry.status,
        "tags": list(entry.tags),
        "links": [url for _, url in entry.links],
    }
    return {"text": entry.text} | {name: value for name, value in said.items() if value}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Fixed the build", {"text": "Fixed the build"}),
        (
            "Thu fixed the build #infra https://ci.example.com/1",
            {
                "text": "fixed the build",
                "day": "08.10.",
                "tags": ["infra"],
                "links": ["https://ci.example.com/1"],
            },
        ),
        ("yesterday wrote tests", {"text": "wrote tests", "day": "13.10."}),
        ("wrote tests yesterday.", {"text": "wrote tests", "day": "13.10."}),
        ("wrote tests, today", {"text": "wrote tests", "day": "14.10."}),
        ("Wed: wrote tests", {"text": "wrote tests", "day": "14.10."}),
        ("Thursday - wrote tests", {"text": "wrote tests", "day": "08.10."}),
        ("on Tuesday wrote tests", {"text": "wrote tests", "day": "13.10."}),
        ("wrote tests on Tuesday", {"text": "wrote tests", "day": "13.10."}),
        ("wrote tests (Tue)", {"text": "wrote tests", "day": "13.10."}),
        ("8/10 wrote tests", {"text": "wrote tests", "day": "08.10."}),
        ("10/31 wrote tests", {"text": "wrote tests", "day": "31.10.", "status": "planned"}),
        ("2026-10-08 wrote tests", {"text": "wrote tests", "day": "08.10."}),
        ("08/10/2026 wrote tests", {"text": "wrote tests", "day": "08.10."}),
        ("8/10/26 wrote tests", {"text": "wrote tests", "day": "08.10."}),
        ("Thu 8/10 wrote tests", {"text": "wrote tests", "day": "08.10."}),
        ("Mon-Wed wrote tests", {"text": "wrote tests", "day": "12.10.-14.10."}),
        ("Thu-Fri wrote tests", {"text": "wrote tests", "day": "08.10.-09.10."}),
        ("from Mon to Wed wrote tests", {"text": "wrote tests", "day": "12.10.-14.10."}),
        ("wrote tests 2026-10-12..2026-10-13", {"text": "wrote tests", "day": "12.10.-13.10."}),
        ("5-7/10 wrote tests", {"text": "wrote tests", "day": "05.10.-07.10."}),
        ("hôm qua viết test", {"text": "viết test", "day": "13.10."}),
        ("viết test hôm nay", {"text": "viết test", "day": "14.10."}),
        ("thứ 5 sửa lỗi build", {"text": "sửa lỗi build", "day": "08.10."}),
        ("Thứ Năm: sửa lỗi build", {"text": "sửa lỗi build", "day": "08.10."}),
        ("T5 sửa lỗi build #hạ_tầng", {"text": "sửa lỗi build", "day": "08.10.", "tags": ["hạ_tầng"]}),
        ("CN đọc tài liệu", {"text": "đọc tài liệu", "day": "11.10."}),
        ("sửa lỗi build hôm thứ 3", {"text": "sửa lỗi build", "day": "13.10."}),
        ("sửa lỗi build ngày 8/10", {"text": "sửa lỗi build", "day": "08.10."}),
        ("T2-T4 làm lab", {"text": "làm lab", "day": "12.10.-14.10."}),
        ("từ thứ 2 đến thứ 4 làm lab", {"text": "làm lab", "day": "12.10.-14.10."}),
        ("hom qua fix bug", {"text": "fix bug", "day": "13.10."}),
        ("next Monday plan the sprint", {"text": "plan the sprint", "day": "19.10.", "status": "planned"}),
        ("plan the sprint next Monday", {"text": "plan the sprint", "day": "19.10.", "status": "planned"}),
        ("last Thursday fixed it", {"text": "fixed it", "day": "08.10."}),
        ("coming Friday: the demo", {"text": "the demo", "day": "16.10.", "status": "planned"}),
        ("Monday last week fixed it", {"text": "fixed it", "day": "05.10."}),
        ("last week, on Monday, fixed it", {"text": "fixed it", "day": "05.10."}),
        ("2 days ago fixed it", {"text": "fixed it", "day": "12.10."}),
        ("fixed it a week ago", {"text": "fixed it", "day": "07.10."}),
        ("the day before yesterday fixed it", {"text": "fixed it", "day": "12.10."}),
        ("last night deployed", {"text": "deployed", "day": "13.10."}),
        ("this morning met Linh", {"text": "met Linh", "day": "14.10."}),
        ("Nov 20 the demo", {"text": "the demo", "day": "20.11.", "status": "planned"}),
        ("Oct 8 did the lab", {"text": "did the lab", "day": "08.10."}),
        ("did the lab on 8th of October 2026", {"text": "did the lab", "day": "08.10."}),
        ("Thu, October 8 did the lab", {"text": "did the lab", "day": "08.10."}),
        ("ngày 8 tháng 10 làm lab", {"text": "làm lab", "day": "08.10."}),
        ("ngày 9/10 làm lab", {"text": "làm lab", "day": "09.10."}),
        ("ngay 9/10 lam lab", {"text": "lam lab", "day": "09.10."}),
        ("hôm kia sửa lỗi", {"text": "sửa lỗi", "day": "12.10."}),
        ("3 hôm trước sửa lỗi", {"text": "sửa lỗi", "day": "11.10."}),
        ("cách đây hai ngày sửa lỗi", {"text": "sửa lỗi", "day": "12.10."}),
        ("tối qua fix bug", {"text": "fix bug", "day": "13.10."}),
        ("toi qua fix bug", {"text": "fix bug", "day": "13.10."}),
        ("chủ nhật nghỉ", {"text": "nghỉ", "day": "11.10."}),
        ("chu nhat nghi", {"text": "nghi", "day": "11.10."}),
        ("thứ 5 sửa", {"text": "sửa", "day": "08.10."}),
        ("thu 5 sua build", {"text": "sua build", "day": "08.10."}),
        ("thu 3 sua build", {"text": "sua build", "day": "13.10."}),
        ("Thu 3 tickets closed", {"text": "3 tickets closed", "day": "08.10."}),
        ("thứ năm tới demo", {"text": "demo", "day": "15.10.", "status": "planned"}),
        ("tuần trước thứ hai họp", {"text": "họp", "day": "05.10."}),
        ("thu hai tuan truoc hop", {"text": "hop", "day": "05.10."}),
        ("từ thứ hai tuần trước đến thứ tư tuần trước làm lab", {"text": "làm lab", "day": "05.10.-07.10."}),
    ],
)
def test_days_tags_and_links_are_taken_from_both_ends(line: str, expected: dict[str, object]) -> None:
    assert told(read(line)) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("[ ] prepare the demo", {"text": "prepare the demo", "status": "planned"}),
        ("- [x] prepared the demo", {"text": "prepared the demo", "status": "done"}),
        ("[/] the demo", {"text": "the demo", "status": "doing"}),
        ("TODO: prepare the demo", {"text": "prepare the demo", "status": "planned"}),
        ("doing: the demo", {"text": "the demo", "status": "doing"}),
        ("Mon done: the demo", {"text": "the demo", "status": "done", "day": "12.10."}),
        ("đang làm: bản demo", {"text": "bản demo", "status": "doing"}),
        ("cần làm: bản demo", {"text": "bản demo", "status": "planned"}),
        ("todo: Thu prepare the demo", {"text": "prepare the demo", "status": "planned", "day": "15.10."}),
        ("[ ] Mon-Wed the lab", {"text": "the lab", "status": "planned", "day": "19.10.-21.10."}),
        ("todo: Wed the demo", {"text": "the demo", "status": "planned", "day": "14.10."}),
        ("tomorrow the demo", {"text": "the demo", "status": "planned", "day": "15.10."}),
        ("ngày mai làm demo", {"text": "làm demo", "status": "planned", "day": "15.10."}),
        ("done: tomorrow's slides", {"text": "tomorrow's slides", "status": "done"}),
    ],
)
def test_a_status_stands_at_the_start_and_what_is_planned_lies_ahead(
    line: str, expected: dict[str, object]
) -> None:
    assert told(read(line)) == expected


@pytest.mark.parametrize(
    "line",
    [
        "met Thursday's deadline",
        "prepare the slides for Thursday",
        "slides due by Thu",
        "chuẩn bị cho thứ 5",
        "every Friday",
        "the Monday meeting was moved",
        "Thu thập dữ liệu",
        "Sat with Linh over the routes",
        "T3 instances compared",
        "moved it to T3",
        "closes #123",
        "#123 is closed",
        "# A heading",
        "wrote C#",
        "used `a #tag` and `https://x.example`",
        "![a picture](https://x.example/a.png) drawn",
        "doing the dishes",
        "versions 1.2-1.4",
        "this week learned Docker",
        "met Lan, who last Thursday was ill, at work",
        "hai ngày trước khi thi ôn bài",
        "ve hinh chu nhat",
        "May was busy",
        "Mondays are long",
    ],
)
def test_words_that_belong_to_the_sentence_stay(line: str) -> None:
    assert told(read(line)) == {"text": line}


def test_tags_and_links_within_the_sentence_count_and_stay() -> None:
    assert told(
        read("fix #infra in [the pipeline](https://x.example/a_(b)) and <https://y.example>, again")
    ) == {
        "text": "fix #infra in [the pipeline](https://x.example/a_(b)) and <https://y.example>, again",
        "tags": ["infra"],
        "links": ["https://x.example/a_(b)", "https://y.example"],
    }
    assert read("read [the guide](https://x.example)").links == (("the guide", "https://x.example"),)


def test_an_address_that_the_sentence_leads_to_stays_and_one_alone_is_the_text() -> None:
    assert told(read("see https://x.example/a.")) == {
        "text": "see https://x.example/a.",
        "links": ["https://x.example/a"],
    }
    assert told(read("Mon https://x.example #aws")) == {
        "text": "https://x.example",
        "day": "12.10.",
        "tags": ["aws"],
        "links": ["https://x.example"],
    }


@pytest.mark.parametrize(
    ("line", "remedy"),
    [
        ("1/1 wrote tests", "write another day, or send the words as `text` (`weeklog log --plain`)"),
        ("2025-10-08 wrote tests", "its weeks go from 2026-10-05 to 2026-12-27"),
        ("Fri 8/10 wrote tests", "2026-10-08 is another weekday"),
        ("9/10-8/10 wrote tests", "swap the two days"),
        ("Thu", "add what was done"),
        ("#aws", "add what was done"),
        ("31/2 wrote tests", "no day of a week"),
        ("24/7 is what we promise", "send the words as `text`"),
    ],
)
def test_a_day_that_is_none_of_the_programme_is_refused_with_the_remedy(line: str, remedy: str) -> None:
    with pytest.raises(Invalid) as refused:
        read(line)
    [fault] = refused.value.faults
    assert fault.field == "quick"
    assert remedy in fault.message


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("next week plan the sprint", "'next week' is no one day"),
        ("last week fixed it", "'last week' is no one day"),
        ("tuần trước sửa lỗi", "'tuần trước' is no one day"),
        ("tuan truoc sua loi", "'tuan truoc' is no one day"),
        ("cuối tuần đọc sách", "'cuối tuần' is no one day"),
        ("ngày 9 họp", "'ngày 9' is no one day"),
        ("the other day fixed it", "'the other day' is no one day"),
        ("thurday fixed it", "'thurday' looks like 'thursday'"),
        ("last Monday fixed it", "'last monday' may be 2026-10-12 or 2026-10-05"),
        ("next Friday the demo", "'next friday' may be 2026-10-16 or 2026-10-23"),
        ("Thu 3 test the build", "write T3, or Thu: 3"),
    ],
)
def test_what_looks_like_a_day_and_names_no_one_day_is_asked_for(line: str, said: str) -> None:
    with pytest.raises(Invalid) as refused:
        read(line)
    [fault] = refused.value.faults
    assert fault.field == "quick"
    assert said in fault.message
    assert read_quick(line, WEDNESDAY, WEEKS, dated=True).text == line


def test_an_address_in_parentheses_stays_in_them() -> None:
    assert told(read("wrote the guide (see https://x.example/a).")) == {
        "text": "wrote the guide (see https://x.example/a).",
        "links": ["https://x.example/a"],
    }
    assert told(read("wrote the guide (docs: https://x.example/a_(b))")) == {
        "text": "wrote the guide (docs: https://x.example/a_(b))",
        "links": ["https://x.example/a_(b)"],
    }


def test_a_weekday_before_the_programme_is_refused() -> None:
    with pytest.raises(Invalid, match="2026-10-01"):
        read_quick("Thu wrote tests", date(2026, 10, 6), WEEKS)


def test_a_programme_without_weeks_says_so() -> None:
    with pytest.raises(Invalid, match="has none yet"):
        read_quick("today wrote tests", WEDNESDAY, [])


def test_day_before_month_unless_only_the_other_is_of_the_programme() -> None:
    long = [Week(1, date(2026, 1, 1), date(2026, 12, 31))]
    assert read_quick("8/10 x", WEDNESDAY, long).first == date(2026, 10, 8)
    assert read_quick("10/8 x", WEDNESDAY, long).first == date(2026, 8, 10)
    assert read_quick("10/8 x", WEDNESDAY, WEEKS).first == date(2026, 10, 8)


def test_what_is_known_is_not_looked_for() -> None:
    entry = read_quick("todo: Thu demo", WEDNESDAY, WEEKS, status="done", dated=True)
    assert told(entry) == {"text": "todo: Thu demo"}
    assert read_quick("Thu demo", WEDNESDAY, WEEKS, status="planned").first == date(2026, 10, 15)


def test_what_was_understood_is_told_in_its_order() -> None:
    entry = read("tomorrow fixed #ci build #infra")
    assert [(one.words, one.meaning, one.value) for one in entry.understood] == [
        ("tomorrow", "day", "2026-10-15"),
        ("tomorrow", "status", "planned"),
        ("#ci", "tag", "ci"),
        ("#infra", "tag", "infra"),
    ]


_PIECES = st.sampled_from(
    [
        "Thu",
        "thứ",
        "5",
        "T5",
        "CN",
        "8/10",
        "2026-10-08",
        "Mon-Wed",
        "T2-T4",
        "từ",
        "đến",
        "on",
        "hôm",
        "qua",
        "ngày",
        "mai",
        "yesterday",
        "today",
        "(Tue)",
        "[",
        "]",
        "[x]",
        "-",
        "–",
        ":",
        ",",
        ";",
        ".",
        "todo:",
        "doing:",
        "đang",
        "làm:",
        "xong:",
        "#infra",
        "#123",
        "#hạ_tầng,",
        "https://x.example/a(b).",
        "<https://y.example>",
        "[a](https://z.example)",
        "`code",
        "#x`",
        "fixed",
        "the",
        "build",
        "for",
        "Linh's",
        "sửa",
        "lỗi",
        "24",
        "#",
        "##",
        "5-7/10",
        "last",
        "next",
        "week",
        "Monday",
        "2",
        "days",
        "ago",
        "Oct",
        "tuần",
        "trước",
        "thu",
    ]
)


@given(st.lists(_PIECES, min_size=1, max_size=12).map(" ".join))
def test_no_word_is_ever_lost(line: str) -> None:
    try:
        entry = read(line)
    except Invalid:
        return
    taken = [one for one in entry.understood if one.taken]
    start = entry.line.find(entry.text)
    before = [one.words for one in taken if one.at < start]
    after = [one.words for one in taken if one.at >= start]
    if len(re.findall(f"(?={re.escape(entry.text)})", entry.line)) > 1:  # where the text stands is not told
        assert sorted(_words(entry.line)) == sorted(_words(" ".join([*before, *after, entry.text])))
        return
    if start < 0:  # addresses alone, from both ends
        assert set(_words(entry.line)) == set(_words(" ".join([*before, *after, entry.text])))
        return
    assert _words(" ".join([*before, entry.text, *after])) == _words(entry.line)


@given(st.text(max_size=80))
def test_any_text_is_read_or_refused_as_invalid(line: str) -> None:
    with suppress(Invalid):
        assert read(line).text


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


@pytest.mark.parametrize(
    ("line", "text", "hours"),
    [
        ("fixed the build 2h #infra", "fixed the build", 2),
        ("2h fixed the build", "fixed the build", 2),
        ("Thu 1.5h fixed the build", "fixed the build", 1.5),
        ("fixed the build, 1h30", "fixed the build", 1.5),
        ("fixed the build 90m Thu", "fixed the build", 1.5),
        ("sửa build 45phút", "sửa build", 0.75),
        ("read for 2h", "read for 2h", 2),
        ("làm lab trong 3h", "làm lab trong 3h", 3),
        ("the 2h outage was explained", "the 2h outage was explained", None),
        ("0h nothing", "0h nothing", None),
        ("99999m too long", "99999m too long", None),
        ("blocked: 1h waited for the VPN", "waited for the VPN", 1),
    ],
)
def test_hours_are_counted_at_both_ends(line: str, text: str, hours: float | None) -> None:
    entry = read(line)
    assert (entry.text, entry.hours) == (text, hours)


@pytest.mark.parametrize("mark", ["blocked:", "[!]", "- [!]", "stuck:", "bị chặn:", "đang vướng:"])
def test_what_is_blocked_says_so_at_its_start(mark: str) -> None:
    entry = read(f"{mark} the VPN of the client")
    assert (entry.status, entry.text) == ("blocked", "the VPN of the client")
