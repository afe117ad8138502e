"""The assistant without a language model answers what people ask of their worklog, and says nothing without a row
behind it."""

from pathlib import Path

import pytest

from tests.acceptance.questions.__main__ import HERE, run
from tests.acceptance.questions.scores import BAR
from tests.acceptance.questions.sets import find_sets


@pytest.mark.parametrize("folder", find_sets([HERE]), ids=lambda folder: folder.name)
def test_the_offline_assistant_answers_nearly_all_and_invents_nothing(folder: Path) -> None:
    score = run(folder)

    print(score.told())
    assert score.unsupported == []
    assert score.share >= BAR
