import pytest

from weeklog.language.synonyms import is_known, near_in_meaning
from weeklog.search.concepts import concepts_of


@pytest.mark.parametrize(
    ("asked", "near"),
    [
        ("kids", "schoolchildren"),
        ("scared", "screamed"),
        ("paperwork", "documentation"),
        ("fixed", "repair"),
        ("bọn trẻ", "thiếu nhi"),
        ("kids", "sinh viên"),  # of a word near in meaning, what it is in the other language
    ],
)
def test_words_near_in_meaning_are_found_with_any_ending(asked: str, near: str) -> None:
    assert near in near_in_meaning(asked)
    assert asked not in near_in_meaning(asked)


def test_accents_tell_words_apart() -> None:
    assert "late" not in near_in_meaning("trẻ")
    assert near_in_meaning("Terraform") == ()


def test_a_word_of_the_table_is_no_slip_of_another() -> None:
    assert is_known("scared")
    assert not is_known("scraed")


def test_what_is_also_asked_for_need_not_be_said() -> None:
    needed = {one.said: one.needed for one in concepts_of(["faster"], also=["focusing", "the"])}
    assert needed == {"faster": True, "focusing": False}


@pytest.mark.parametrize(
    ("asked", "thing"),
    [
        ("instruments", "viola"),
        ("nhạc cụ", "cello"),
        ("pets", "rabbit"),
        ("rau củ", "cabbage"),
        ("which wood", ""),
    ],
)
def test_things_are_near_to_what_they_are_called_together(asked: str, thing: str) -> None:
    assert (thing in near_in_meaning(asked)) == bool(thing)


def test_a_thing_is_not_near_to_its_kind_or_to_others_of_it() -> None:
    assert not {"instrument", "cello"} & set(near_in_meaning("violin"))
