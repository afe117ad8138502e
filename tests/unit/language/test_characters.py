import time
import unicodedata
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weeklog.language.characters import (
    MARKS,
    composed,
    is_blank,
    is_tag,
    tag_key,
    unstorable,
)

MIXED = st.text(st.sampled_from("aeođĐ\u0301\u0323\u0302\u0316\u05b0ệ한\u1100\u1161\u11a8İकिँ़"), max_size=120)


@given(MIXED | st.text())
def test_composed_is_nfc(text: str) -> None:
    assert composed(text) == unicodedata.normalize("NFC", text)


def test_many_marks_on_one_letter_take_linear_time() -> None:
    began = time.perf_counter()
    composed("a" + "\u0301\u0323" * 100_000)
    assert time.perf_counter() - began < 1


def test_every_mark_but_variation_selectors_and_rare_ones_is_known() -> None:
    marks = {chr(one) for one in range(0x1E95A) if unicodedata.category(chr(one)) in ("Mn", "Mc")}
    left = {one for one in marks - set(MARKS) if "VARIATION SELECTOR" not in unicodedata.name(one)}
    assert left == set()


@pytest.mark.parametrize(
    "tag",
    [
        "infra",
        "c-1_a",
        "hop\u0323",
        "họp",
        "हिन्दी",
        "தமிழ்",
        "ภาษาไทย",
        "العربية",
        "한국어",
        "İstanbul",
        "می\u200cخواهم",
        "1",
    ],
)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_words_of_every_script_are_tags_in_one_form(tag: str, form: Literal["NFC", "NFD"]) -> None:
    key = tag_key(unicodedata.normalize(form, tag))
    assert is_tag(key)
    assert key == tag_key(unicodedata.normalize("NFC", tag)) == tag_key(key)


@pytest.mark.parametrize("tag", ["", "a b", "a/b", "#a", "\u0301a", "\u200da", "a" * 41, "a\u202eb", "a.b"])
def test_what_is_no_word_is_no_tag(tag: str) -> None:
    assert not is_tag(tag_key(tag))


def test_text_that_no_row_can_hold() -> None:
    assert unstorable("ok \u202e 👩\u200d💻") is None
    assert "NUL" in (unstorable("a\x00") or "")
    assert "surrogate" in (unstorable("\udfff") or "")
    assert is_blank(" \u200b\u3000\n")
    assert not is_blank("\u200bа")
