"""What a review quotes is what was written, without its markup."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weeklog.reviews.prose.quoting import LONGEST, plain

AS_WRITTEN = [
    "Fixed List<String> parsing when a < b and c > d; see <T> and x | y", "PR #142 went from ~300 ms to ~90 ms",
    "renamed snake_case_name to other_name", "2*3*4 tiles, 5 * 6 bricks", "{{< ref >}} runbook draft",
    "if x <= 3 then y_",
    "a ** b and c__d", "C# and F#, *nix", "Đọc <K, V> của Map<K, V>",
]  # fmt: skip
MARKED = {
    "**Bold** and *italic*, __both__ _ways_": "Bold and italic, both ways",
    "# Heading": "Heading",
    "Retry with `a | b` and ``x * y``": "Retry with a | b and x * y",
    "~~old~~ new": "old new",
    "see [the *docs*](https://docs.example/a)": "see the docs",
    "one<br>two <b>three</b> <!-- four -->": "one two three",
    "`<b>` is bold": "<b> is bold",
}
WORDS = st.text(st.characters(categories=["L", "N"], include_characters=" <>|#~*_.,-+=/&"), max_size=200)


@pytest.mark.parametrize("text", AS_WRITTEN)
def test_words_are_quoted_as_they_were_written(text: str) -> None:
    assert plain(text) == text


@pytest.mark.parametrize("text", MARKED)
def test_markup_is_no_word(text: str) -> None:
    assert plain(text) == MARKED[text]


@given(WORDS)
def test_no_letter_is_lost_but_in_tags(text: str) -> None:
    letters = [one for one in text.split("<", maxsplit=1)[0] if one.isalnum()]
    quoted = [one for one in plain(text.split("<", maxsplit=1)[0]) if one.isalnum()]
    assert quoted == letters[: len(quoted)]
    assert len(quoted) == len(letters) or len(plain(text)) <= LONGEST


@given(st.text(max_size=400))
def test_nothing_closes_the_quotation(text: str) -> None:
    assert not set('“”"') & set(plain(text))
