"""A part that is done is not the whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weeklog.reviews.facts.clauses import said
from weeklog.reviews.facts.parts import says_part

WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
VIETNAMESE = ("một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười")
_numbers = st.integers(1, 10)


@given(
    _numbers,
    _numbers,
    st.booleans(),
    st.sampled_from(("of", "out of", "of the")),
)
def test_a_count_of_a_greater_count_is_a_part(one: int, whole: int, in_words: bool, of: str) -> None:
    said_one, said_whole = (WORDS[one - 1], WORDS[whole - 1]) if in_words else (one, whole)
    text = f"Error messages in Vietnamese, {said_one} {of} {said_whole} done"
    assert says_part(text) == (one < whole)
    assert said(text).done == (one >= whole)


@given(_numbers, _numbers)
def test_in_vietnamese_too(one: int, whole: int) -> None:
    text = f"Dịch thông báo lỗi, xong {VIETNAMESE[one - 1]} trên {VIETNAMESE[whole - 1]} câu"
    assert says_part(text) == (one < whole)


@given(st.integers(0, 100))
def test_less_than_all_per_cent_is_a_part(share: int) -> None:
    assert says_part(f"Migration of the wiki: {share}% complete") == (share < 100)
    assert says_part(f"Chuyển dữ liệu: hoàn thành {share}%") == (share < 100)


@pytest.mark.parametrize(
    "text",
    [
        "Error messages in Vietnamese: all nine done",
        "Lab 3 of 9 done",
        "Finished chapter 2 of 12",
        "Exam on 3/9 passed",
        "CPU use fell by 30% and the change is merged",
        "One of the tests was flaky, fixed and merged",
        "All 12 of 12 screens finished",
    ],
)
def test_the_whole_and_a_place_in_a_row_are_no_part(text: str) -> None:
    assert not says_part(text)
