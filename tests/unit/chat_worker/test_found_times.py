"""Days that only the worklog tells: they are looked up first."""

from datetime import date

import pytest

from weeklog.calendar import numbered_weeks
from weeklog_chat_worker.models.offline.calls import Call
from weeklog_chat_worker.models.offline.lookup import look_up
from weeklog_chat_worker.models.offline.parse.references import understand_all
from weeklog_chat_worker.models.offline.periods import Known
from weeklog_chat_worker.tools.results import Entries, EntryRow, Group, Groups

KNOWN = Known(date(2026, 10, 27), numbered_weeks(date(2026, 8, 13), 12))


def entries(*days: tuple[int, str]) -> Entries:
    rows = [
        EntryRow(ref=at, week=8, start_on=date(2026, 10, day), end_on=date(2026, 10, day), status="done", text=text,
            tags=())
        for at, (day, text) in enumerate(days, 1)
    ]  # fmt: skip
    return Entries(total=len(rows), entries=tuple(rows))


@pytest.mark.parametrize(
    ("questions", "limits"),
    [
        (["what did I do the day before the demo?"], {"from_day": "2026-10-05", "to_day": "2026-10-05"}),
        (["what have I done since the demo"], {"from_day": "2026-10-06"}),
        (["hôm sau buổi demo em làm gì"], {"from_day": "2026-10-07", "to_day": "2026-10-07"}),
        (
            ["when did I give the demo?", "what else did I do that day"],
            {"from_day": "2026-10-06", "to_day": "2026-10-06"},
        ),
        (
            ["when did I give the demo?", "and the day after?"],
            {"from_day": "2026-10-07", "to_day": "2026-10-07"},
        ),
    ],
)
def test_a_day_is_counted_from_the_entry_that_says_it(questions: list[str], limits: dict[str, str]) -> None:
    (query,) = understand_all(questions, KNOWN)
    assert look_up(query, KNOWN, []).calls == [Call("find_entries", {"text": "demo"})]
    assert look_up(query, KNOWN, [entries((6, "Demo for the mentors"))]).calls == [
        Call("find_entries", limits)
    ]


def test_when_several_may_be_meant_they_are_shown_and_no_day_is_guessed() -> None:
    (query,) = understand_all(["what did I do the day before the demo?"], KNOWN)
    turn = look_up(query, KNOWN, [entries((6, "First demo"), (13, "Second demo"))])
    assert not turn.calls
    assert (turn.query.subject, turn.query.periods) == (("demo",), ())


def test_of_several_the_one_that_says_the_word_itself_is_meant_not_the_tagged() -> None:
    (query,) = understand_all(["what did I do the day before the demo?"], KNOWN)
    turn = look_up(query, KNOWN, [entries((6, "Mid-term demo"), (20, "Rehearse the talk"))])
    assert turn.calls == [Call("find_entries", {"from_day": "2026-10-05", "to_day": "2026-10-05"})]


def test_what_a_ranking_found_is_spoken_of_afterwards() -> None:
    (query,) = understand_all(["which week was the busiest?", "what is not finished in it?"], KNOWN)
    found = Groups(by="week", groups=(Group(key="9", entries=9, days=5), Group(key="2", entries=7, days=5)))
    assert look_up(query, KNOWN, [found]).calls == [Call("find_entries", {"week": 9, "status": "open"})]
