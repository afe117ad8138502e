"""Folding, typos, stems, numbers, weekdays and months."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weeklog.language.calendar_names import month_name, read_month, read_weekday, weekday_name
from weeklog.language.characters import composed
from weeklog.language.folding import folded, has_accents, lowered, says
from weeklog.language.numbers import find_numbers, read_number, read_ordinal
from weeklog.language.stems import keys_of, stem, telling, words_of
from weeklog.language.typos import nearest


@given(st.text())
def test_folded_text_is_as_long_as_the_composed(text: str) -> None:
    assert len(folded(text)) == len(lowered(text)) == len(composed(text))


@pytest.mark.parametrize(
    ("text", "bare"),
    [("Tuần ĐẦU", "tuan dau"), ("tu\u0061\u0302\u0300n", "tuan"), ("İı", "ii"), ("한국어", "한국어"), ("がく", "がく"),
        ("हिन्दी", "हिन्दी"), ("ёж", "еж")],
)  # fmt: skip
def test_only_accents_are_folded(text: str, bare: str) -> None:
    assert folded(text) == bare


def test_accents_count_where_both_have_some() -> None:
    assert says("hop", "họp")
    assert says("họp", "hop")
    assert not says("mất", "mặt")
    assert has_accents("mất")


@pytest.mark.parametrize(
    ("words", "one_stem"),
    [
        ("test tests tested testing", "test"),
        ("deploy deployed deployment", "deploy"),
        ("entry entries", "entri"),
        ("Note notes", "note"),
        ("họp HỌP", "họp"),
    ],
)
def test_forms_of_a_word_have_one_stem(words: str, one_stem: str) -> None:
    assert {stem(word) for word in words.split()} == {one_stem}


def test_compounds_are_found_however_they_are_written() -> None:
    ways = [keys_of(way) for way in ("write-up", "write up", "writeup", "Write‑Ups")]
    assert all(one & other for one in ways for other in ways)
    assert keys_of("họp") & keys_of("hop")
    assert words_of("don't हिन्दी's") == ["don't", "हिन्दी's"]
    assert telling("The modules of the week, được tested 3 times") == {"modul", "test", "time"}


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("12", 12), ("1,200", 1200), ("zero", 0), ("twenty-five", 25), ("Twenty Five", 25),
        ("two hundred and five", 205),
        ("three thousand two hundred", 3200), ("mười", 10), ("mười lăm", 15), ("hai mươi mốt", 21), ("hai lăm", 25),
        ("hai mươi tư", 24), ("một trăm linh năm", 105), ("hai nghìn năm trăm", 2500), ("hai ba", None),
        ("five six", None),
        ("and", None), ("", None), ("hai muoi lam", None), ("twenty zero", None), ("hundred", None),
    ],
)  # fmt: skip
def test_number_words(words: str, value: int | None) -> None:
    assert read_number(words) == value


def test_numbers_without_accents_and_ordinals() -> None:
    assert read_number("hai muoi lam", accents=False) == 25
    assert [read_ordinal(one) for one in ("2nd", "second", "twenty-first", "thứ hai", "đầu tiên", "week")] == [2, 2,
        21, 2, 1, None]  # fmt: skip


def test_numbers_within_a_sentence() -> None:
    found = find_numbers("Twenty-five tests, 1,200 lines, ba mươi việc, on the twenty-first; none of 3")
    assert [(one.value, one.ordinal) for one in found] == [(25, False), (1200, False), (30, False), (21, True),
        (3, False)]  # fmt: skip


def test_weekdays_and_months_read_what_they_write() -> None:
    for language in ("en", "vi"):
        assert [read_weekday(weekday_name(day, language)) for day in range(7)] == list(range(7))
        assert [read_month(month_name(month, language)) for month in range(1, 13)] == list(range(1, 13))
    assert [read_weekday(one) for one in ("Thu", "thu 5", "T5", "Thurs.", "thứ năm", "week")] == [
        3,
        3,
        3,
        3,
        3,
        None,
    ]


def test_a_typo_is_put_right() -> None:
    assert nearest("wendesday", ["wednesday", "monday"]) == "wednesday"
    assert nearest("week", ["monday"]) is None
