"""A question of any wording is read in linear time: everybody's questions are read by the same processes."""

from tests.support.timed import slow_texts
from tests.unit.chat_worker.test_candidates import KNOWN
from weeklog_chat_worker.models.offline.parse.references import understand

SIZE = 800  # characters: 20 to 60 ms, and over a second where it grows with their square
MOST_MS = 300


def test_reading_a_question_takes_linear_time() -> None:
    assert slow_texts(lambda text: understand([text], KNOWN), SIZE, MOST_MS) == []
