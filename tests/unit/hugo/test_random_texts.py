"""Random texts of many scripts come back from their pages, and Hugo shows them."""

from tests.acceptance import typed_texts


def test_random_texts_come_back_as_they_were_typed() -> None:
    assert typed_texts.run(400, seed=3) == []
