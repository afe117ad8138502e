import random

import pytest

from tests.integration.search.test_search import programme_of
from tests.support.people import RecordingPublisher
from weeklog.db.engine import Database
from weeklog.ids import PersonId
from weeklog.search.concepts import concepts_of
from weeklog.search.evidence import Scope, find_evidence
from weeklog.unit_of_work import Store

_PARTS = ("o", "Brien", "don", "t", "rock", "đa", "7", "'", "’", "''", "-", "\\", "&", "|", "!", "<->", ":*", "(", ")",
    '"', "%", " ")  # fmt: skip


@pytest.mark.parametrize("seed", range(3))
async def test_no_word_of_a_question_breaks_its_search(
    app_database: Database, system: Database, an: PersonId, seed: int
) -> None:
    dice = random.Random(seed)
    asked = ["o'brien's dashboard", *("".join(dice.choices(_PARTS, k=8)) for _ in range(100))]
    scope = Scope([an], await programme_of(system, an))
    async with Store(app_database, RecordingPublisher()).begin(an) as work:
        for words in asked:
            assert await find_evidence(work, scope, concepts_of([words])) == []
