"""Topics compared with each other, Vietnamese verbs, and forms that a reading does not have."""

from datetime import date

import pytest

from weeklog.calendar import numbered_weeks
from weeklog_chat_worker.models.offline.answering import answer, first_calls
from weeklog_chat_worker.models.offline.calls import Call
from weeklog_chat_worker.models.offline.parse.references import understand
from weeklog_chat_worker.models.offline.periods import Known, Period
from weeklog_chat_worker.models.offline.query import Intent
from weeklog_chat_worker.tools.results import Counts, Entries, EntryRow, Evidence

NOTHING_BEARS = Evidence(whole=False, entries=())
KNOWN = Known(date(2026, 10, 27), numbered_weeks(date(2026, 8, 13), 12))


@pytest.mark.parametrize(
    "question",
    [
        "compare docker and redis",
        "is there more on docker or redis?",
        "so sánh docker với redis",
        "docker hay redis nhiều hơn",
    ],
)
def test_topics_are_compared_by_their_entries(question: str) -> None:
    query = understand([question], KNOWN)
    assert first_calls(query, KNOWN) == [
        Call("count_entries", {"text": "docker"}),
        Call("count_entries", {"text": "redis"}),
    ]


def test_the_topic_with_more_entries_is_named() -> None:
    more = Counts(entries=3, days=3, planned=0, doing=0, done=3, dropped=0)
    less = Counts(entries=1, days=1, planned=0, doing=0, done=1, dropped=0)
    assert answer(understand(["compare docker and redis"], KNOWN), [more, less], KNOWN) == [
        "There are 2 more about “docker” than about “redis”.",
        "",
        "- “docker”: 3 entries on 3 days",
        "- “redis”: 1 entry on 1 day",
    ]


@pytest.mark.parametrize(
    ("question", "intent", "subject"),
    [
        ("em sửa được mấy lỗi rồi", Intent.COUNT, ("lỗi",)),
        ("phong vũ biểu sửa hôm nào", Intent.LIST, ("phong vũ biểu", "sửa")),
        ("list my met objectives by week", Intent.OBJECTIVES, ()),
        ("days where I did two or more things", Intent.SIZED, ()),
        ("what was the hardest part of week 9", Intent.PROBLEMS, ()),
        ("tuần 9 khó nhất chỗ nào", Intent.PROBLEMS, ()),
        ("so tuần 5 với tuần 6", Intent.COMPARE, ()),
        ("ngày cuối của em là hôm nào", Intent.PROGRAMME, ()),
        ("anything I have been putting off", Intent.OPEN, ()),
        ("what would you recommend I do next", Intent.PLAN, ()),
    ],
)
def test_what_a_question_names_decides_its_intent(
    question: str, intent: Intent, subject: tuple[str, ...]
) -> None:
    query = understand([question], KNOWN)
    assert query.intent == intent
    assert not subject or query.subject == subject


def test_a_judgement_of_a_time_shows_what_was_done_in_it() -> None:
    query = understand(["how productive was I in week 3?"], KNOWN)
    assert query.periods == (Period(week=3),)
    assert first_calls(query, KNOWN)[-1] == Call("find_entries", {"week": 3, "limit": 10})
    day = date(2026, 8, 28)
    row = EntryRow(ref=1, week=3, start_on=day, end_on=day, status="done", text="Endpoint", tags=())
    lines = answer(query, [NOTHING_BEARS, Entries(total=1, entries=(row,))], KNOWN)
    assert "cannot judge" in lines[0]
    assert lines[-1].endswith("Endpoint [1]")


def test_where_objectives_were_carried_to_is_no_time_of_theirs() -> None:
    assert understand(["mục tiêu nào bị dời sang tuần sau"], KNOWN).periods == ()
