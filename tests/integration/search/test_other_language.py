"""A question in one language finds rows in the other: a sample of the dictionary, each line in an invented row."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

import httpx

from tests.integration.search.test_search import programme_of
from tests.support.people import RecordingPublisher
from weeklog.db.engine import Database
from weeklog.ids import PersonId
from weeklog.language.irregular import inflected
from weeklog.language.word_files import read_lines, words_of_line
from weeklog.search.concepts import concepts_of
from weeklog.search.evidence import Scope, find_evidence
from weeklog.unit_of_work import Store, UnitOfWork

LINES, TOGETHER = 328, 41  # each line's row stands among those of forty others
FIRST_DAY: Final = date(2026, 10, 5)
LEAST: Final = 0.95  # of the lines; a word of several meanings may find the row of another
_ENGLISH_ROWS = ("Tavrik {} Molven", "Pelnor asked Gudrik, {} Sanvel", "{} Jorvik Baltan")
_VIETNAMESE_ROWS = ("Tavrik {} Molven", "Pelnor, Gudrik: {} Sanvel", "{} Jorvik Baltan")


@dataclass(frozen=True)
class Sample:
    asked: str
    row: str


async def test_a_line_of_the_dictionary_finds_the_row_in_the_other_language_first(
    client: httpx.AsyncClient, app_database: Database, system: Database, an: PersonId
) -> None:
    programme = await programme_of(system, an)
    missed: list[str] = []
    samples = list(_samples())
    for number in range(LINES // TOGETHER):
        rows = samples[number * TOGETHER :][:TOGETHER]
        day = FIRST_DAY + timedelta(days=number)
        await _log(client, rows, day)
        async with Store(app_database, RecordingPublisher()).begin(an) as work:
            scope = Scope([an], programme, since=day, until=day)
            missed += [one.asked for one in rows if await _first(work, scope, one) != one.row]
    assert len(missed) <= (1 - LEAST) * LINES, missed


async def test_what_is_said_with_an_apostrophe_in_the_other_language_breaks_no_search(
    app_database: Database, system: Database, an: PersonId
) -> None:
    lines = [line.partition("=") for line in read_lines("dictionary") if "'" in line]
    scope = Scope([an], await programme_of(system, an))
    async with Store(app_database, RecordingPublisher()).begin(an) as work:
        for asked in (word for _, _, there in lines for word in words_of_line(there)):
            assert await find_evidence(work, scope, concepts_of([asked])) == []


async def _log(client: httpx.AsyncClient, samples: Sequence[Sample], day: date) -> None:
    items = [{"text": one.row, "start_on": day.isoformat()} for one in samples]
    answer = await client.post("/v1/entries/bulk", json={"items": items})
    assert answer.status_code == 201, answer.text


async def _first(work: UnitOfWork, scope: Scope, one: Sample) -> str | None:
    found = await find_evidence(work, scope, concepts_of([one.asked]), question=one.asked)
    return found[0].text if found else None


def _samples() -> Iterator[Sample]:
    """Half are asked for in English, half in Vietnamese; a row in English says a word in any of its forms."""
    dice = random.Random(7)
    for number, line in enumerate(dice.sample(list(read_lines("dictionary")), LINES)):
        here, _, there = line.partition("=")
        english, vietnamese = dice.choice(words_of_line(here)), dice.choice(words_of_line(there))
        if number % 2:
            yield Sample(english, dice.choice(_VIETNAMESE_ROWS).format(vietnamese))
        else:
            yield Sample(vietnamese, dice.choice(_ENGLISH_ROWS).format(dice.choice(inflected(english))))
