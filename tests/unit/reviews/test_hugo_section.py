"""A review below a page: what people wrote comes back to the byte, whatever it is."""

from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from weeklog.reviews.hugo_page import with_section, without_sections

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
BEGINS, ENDS = b"<!-- weeklog: review -->", b"<!-- weeklog: end of review -->"
pages = st.lists(
    st.sampled_from(["# Week 1", "| a | b |", "", "- one", BEGINS.decode(), ENDS.decode(), "text ", "ẩ"]),
    max_size=8,
).flatmap(lambda lines: st.sampled_from(["\n", "\r\n"]).map(lambda end: (end.join(lines)).encode()))
theirs = pages.filter(
    lambda page: ENDS not in page.partition(BEGINS)[2]
)  # marks may be in it, a section is not


def snapshot(text: str) -> dict[str, Any]:
    return {
        "approved": {"at": "2026-10-16T10:00:00+00:00", "by": {"name": "Chi"}, "version": 1},
        "comments": [],
        "instance": None,
        "lines": [{"section": "summary", "text": text, "author": "draft", "evidence": [], "id": "1"}],
        "person": {"name": "An"},
        "programme": {"name": "Internship"},
        "remarks": [],
        "review": {"id": "1"},
        "round": [],
        "version": 1,
        "week": {"number": 1, "first_day": "2026-10-12", "last_day": "2026-10-18"},
    }


@given(theirs, st.integers(1, 3))
def test_a_page_comes_back_to_the_byte(page: bytes, times: int) -> None:
    shown = page
    for _ in range(times):
        shown = with_section(shown, snapshot("<!-- weeklog: end of review --> it"), "en", HANOI)
    assert shown != page
    assert without_sections(shown) == page


@given(theirs)
def test_a_page_without_a_whole_section_is_left_alone(page: bytes) -> None:
    assert without_sections(page) == page


def test_what_is_written_below_a_section_stays_on_a_line_of_its_own() -> None:
    shown = with_section(b"Above", snapshot("it"), "en", HANOI) + b"Below\n"
    assert without_sections(shown) == b"Above\nBelow\n"
