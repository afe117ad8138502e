"""What a screen reader is told while an entry is logged, a question asked and a review approved, beside what was kept:
`python -m tests.e2e.transcripts` keeps what it is told now."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.e2e.transcripts import KEPT, transcripts, whole_stack
from tests.support.browser import CHROMIUM, NO_BROWSER
from tests.support.stack import Stack

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason=NO_BROWSER)


@pytest.fixture(scope="module")
def stack() -> Iterator[Stack]:
    with whole_stack() as stack:
        yield stack


def test_a_screen_reader_is_told_what_was_kept(browser: Browser, stack: Stack) -> None:
    kept = {file.stem: file.read_text() for file in KEPT.glob("*.txt")}
    assert transcripts(browser, stack) == kept
