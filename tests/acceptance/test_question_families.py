"""The offline assistant reads every operator with every subject and filter, in wordings that none of its
files holds."""

import asyncio

from tests.acceptance.questions.families.__main__ import ask_all, chosen, told
from tests.acceptance.questions.families.families import every_case
from tests.acceptance.questions.families.worklog import read_rows

BAR = 0.97


def test_the_generated_families_are_understood() -> None:
    results = asyncio.run(ask_all(chosen(every_case(read_rows()))))

    misses = [(one.case.ask, one.lacks) for one in results if one.lacks]
    assert len(misses) <= (1 - BAR) * len(results), f"{told(results)}\n{misses}"
