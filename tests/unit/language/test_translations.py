from weeklog.language.translations import VIETNAMESE_COMPOUNDS, also_said, said_otherwise


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
