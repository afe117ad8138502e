import pytest

from tests.acceptance import corpus


def test_every_page_of_the_corpus_meets_the_bars() -> None:
    if not corpus.DEFAULT.is_dir():
        pytest.skip(f"there is no corpus of real pages at `{corpus.DEFAULT}`; the figures were not measured")

    assert corpus.main().failed == []
