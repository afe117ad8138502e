"""Questions that name whoever asks them, or somebody whose worklog they may not read."""

from dataclasses import replace
from datetime import date

import pytest

from weeklog.calendar import numbered_weeks
from weeklog_chat_worker.models.offline.parse.references import understand
from weeklog_chat_worker.models.offline.periods import Known
from weeklog_chat_worker.models.offline.query import Intent, Query

NOBODY = Known(date(2026, 10, 16), numbered_weeks(date(2026, 10, 5), 12))
NAMES = ["Khánh Tạ", "Priya Raman", "Oskar Lindqvist", "Thảo Vi Nguyễn"]


def of(query: Query) -> tuple[object, ...]:
    return query.intent, query.subject, query.periods, query.status, query.person


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("whole", [True, False])
@pytest.mark.parametrize(
    ("named", "own"),
    [
        ("what did NAME do today", "what did i do today"),
        ("has NAME finished the ledger", "have i finished the ledger"),
        ("NAME's week 1", "my week 1"),
        ("how many entries does NAME have", "how many entries do i have"),
        ("hôm nay NAME làm gì", "hôm nay mình làm gì"),
        ("NAME bỏ mấy việc, việc gì", "mình bỏ mấy việc, việc gì"),
        ("tuần 2 của NAME", "tuần 2 của mình"),
    ],
)
def test_who_asks_is_meant_by_their_own_name(name: str, whole: bool, named: str, own: str) -> None:
    known = replace(NOBODY, asker=name)
    said = name if whole else name.split(maxsplit=1)[0]
    asked = understand([named.replace("NAME", said.lower())], known)
    assert of(asked) == of(understand([own], known))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "question",
    [
        "what did I do with NAME", "when did I meet NAME", "what did NAME and I fix",
        "did I ask NAME about the ledger", "anh NAME dạy gì", "mình làm gì với NAME", "hỏi chị NAME cái gì",
    ],
)  # fmt: skip
def test_a_namesake_is_somebody_else(name: str, question: str) -> None:
    asked = question.replace("NAME", name.split(maxsplit=1)[0])
    assert of(understand([asked], replace(NOBODY, asker=name))) == of(understand([asked], NOBODY))


@pytest.mark.parametrize("name", ["Mira", "Mira Okafor", "Mira van Dijk"])
@pytest.mark.parametrize(
    "question", ["what has NAME done?", "what did NAME do today", "what is NAME working on"]
)
def test_nobody_elses_worklog_is_read(name: str, question: str) -> None:
    assert understand([question.replace("NAME", name)], NOBODY).intent == Intent.OTHERS
