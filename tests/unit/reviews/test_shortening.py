"""A shorter line says less, and nothing else."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weeklog.reviews.prose.shortening import shortened

_QUOTED = st.text("abc. ;!?", min_size=1, max_size=20).map(lambda text: f"“{text.strip() or 'a'}”")
_LISTS = st.lists(_QUOTED, min_size=1, max_size=9)


def sentence(opening: str, items: Sequence[str]) -> str:
    return f"{opening}: {'; '.join(items)}."


@given(_LISTS)
def test_half_of_a_list_stays_and_the_rest_is_counted(items: list[str]) -> None:
    kept = (len(items) + 1) // 2
    text = sentence("Finished", items)
    shorter = shortened(text)
    if len(items) == 1 or len(sentence("Finished", [*items[:kept], f"{len(items) - kept} more"])) >= len(
        text
    ):
        assert shorter == text
    else:
        assert shorter == sentence("Finished", [*items[:kept], f"{len(items) - kept} more"])


@given(st.lists(_LISTS, min_size=1, max_size=4))
def test_every_quotation_of_the_shorter_text_is_whole(lists: list[list[str]]) -> None:
    text = " ".join(sentence("Finished", items) for items in lists)
    shorter = shortened(text)
    assert len(shorter) <= len(text)
    assert shorter.count("“") == shorter.count("”")


def test_what_was_left_out_before_is_counted_too() -> None:
    text = "Finished: “the first import” (Monday); “the second import” (Tuesday); 4 more."
    assert shortened(text) == "Finished: “the first import” (Monday); 5 more."


@pytest.mark.parametrize(
    ("text", "shorter"),
    [
        (
            "Đã xong: “a rất dài”; “b rất dài”; “c cũng rất là dài”.",
            "Đã xong: “a rất dài”; “b rất dài”; 1 việc khác.",
        ),
        ("“Learn SQL. Slowly.”: “joins”. Proposed: met.", "“Learn SQL. Slowly.”: “joins”."),
        ("One sentence, and no list", "One sentence, and no list"),
        ("", ""),
    ],
)
def test_texts_of_either_language_and_without_lists(text: str, shorter: str) -> None:
    assert shortened(text) == shorter
