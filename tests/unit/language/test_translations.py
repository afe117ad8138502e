import pytest

from weeklog.language.translations import VIETNAMESE_COMPOUNDS, also_said, said_otherwise
from weeklog.language.word_files import read_lines, words_of_line
from weeklog.search.concepts import concepts_of


def test_words_are_known_in_the_other_language_with_and_without_accents() -> None:
    assert also_said("meetings") == ("họp",)
    assert also_said("Họp") == also_said("hop") == ("meeting",)
    assert also_said("cơ sở dữ liệu") == ("database",)
    assert also_said("Terraform") == ()


def test_a_ranking_search_may_use_synonyms_as_well() -> None:
    assert "delay" not in also_said("late")
    assert {"delay", "trễ"} <= set(said_otherwise("late"))


def test_words_of_several_syllables_are_vietnamese_ones() -> None:
    assert "khách hàng" in VIETNAMESE_COMPOUNDS
    assert all(" " in word for word in VIETNAMESE_COMPOUNDS)
    assert not VIETNAMESE_COMPOUNDS & {"dark mode", "time zone"}


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("đồ hoạ", "graphic"),
        ("do hoa", "graphics"),
        ("vườn cây", "orchard"),
        ("thợ may", "tailor"),
        ("rehearsals", "diễn tập"),
        ("greenhouse", "nhà kính"),
    ],
)
def test_everyday_words_and_words_of_trades_are_known_with_and_without_accents(asked: str, said: str) -> None:
    assert said in also_said(asked)
    assert said in said_otherwise(asked)


def test_a_single_syllable_of_the_dictionary_only_ranks() -> None:
    assert "oxygen" in said_otherwise("oxy")
    assert also_said("oxy") == ()
    assert said_otherwise("bui") == ()  # without its accents it may be any of six words


def test_an_irregular_form_is_said_as_its_word_unless_it_is_a_word_of_its_own() -> None:
    assert "dạy" in said_otherwise("taught")
    assert {"teach", "taught"} <= set(said_otherwise("dạy"))
    assert "hoa hồng" in said_otherwise("rose")
    assert "tăng" not in said_otherwise("rose")


@pytest.mark.parametrize("name", ["translations", "dictionary"])
def test_each_line_of_a_file_has_words_on_both_sides_and_stands_once(name: str) -> None:
    lines = list(read_lines(name))
    assert len(lines) == len(set(lines))
    for line in lines:
        here, equals, there = line.partition("=")
        assert equals, line
        assert all([*words_of_line(here), *words_of_line(there)]), line


@pytest.mark.parametrize(
    ("typed", "meant"), [("vi-ta-min", "vitamin"), ("ra-đi-ô", "radio"), ("vi-đê-ô", "video")]
)
def test_a_word_that_vietnamese_writes_with_hyphens_is_looked_for_as_one(typed: str, meant: str) -> None:
    (concept,) = concepts_of([typed])
    assert meant in concept.ways


def test_a_syllable_without_accents_is_no_word_of_the_dictionary_where_another_is_written_like_it() -> None:
    """`của`, `đã`, `lên`, `tháng`, `với` would be found for a crab, leather, wool, a ladder, an elephant."""
    written_alike = {"cua", "da", "len", "thang", "voi", "hoa", "to", "cao", "mua", "chua"}
    for line in read_lines("dictionary"):
        assert not written_alike & set(words_of_line(line.partition("=")[2])), line
