"""A cause in any connective stands where a record gives it, and not turned round."""

from datetime import date

import pytest

from weeklog.claims.causes import unfounded_causes
from weeklog.claims.promises import unplanned
from weeklog.claims.records import Cited, CitedRecord

DAY = date(2026, 10, 13)


def cited(text: str, status: str = "done") -> Cited:
    return Cited((CitedRecord(text, DAY, DAY, status),))


@pytest.mark.parametrize("word", ["because", "as", "since"])
def test_a_cause_stands_in_another_connective_and_not_turned_round(word: str) -> None:
    record = cited(f"The pour stopped {word} the mixer leaked")
    assert list(unfounded_causes("The pour stopped because the mixer leaked.", record)) == []
    assert list(unfounded_causes("The mixer leaked because the pour stopped.", record)) == ["because"]


@pytest.mark.parametrize("word", ["do", "vì", "tại", "chờ"])
def test_a_cause_stands_in_another_connective_of_vietnamese(word: str) -> None:
    record = cited(f"Dừng đổ bê tông {word} máy trộn mới", "blocked")
    assert list(unfounded_causes("Việc đổ bê tông bị dừng vì máy trộn mới.", record)) == []
    assert list(unfounded_causes("Việc đổ bê tông bị dừng vì gió mạnh.", record)) == ["vì"]


@pytest.mark.parametrize("said", ["It is ready next week", "Việc này sẽ xong", "It will soon be finished"])
def test_only_what_is_planned_is_promised(said: str) -> None:
    assert list(unplanned(said, cited("Repair of the pump", "doing")))
    assert list(unplanned(said, cited("Repair of the pump", "planned"))) == []
