from datetime import date

from weeklog.ids import new_id
from weeklog_chat_worker.citations import Citations, Cited

FIRST, SECOND, THIRD = (Cited(new_id(), week, date(2026, 10, week), f"entry {week}") for week in (1, 2, 3))


def test_the_same_entry_keeps_its_number() -> None:
    citations = Citations()
    assert [citations.number(entry) for entry in (FIRST, SECOND, FIRST, THIRD)] == [1, 2, 1, 3]


def test_only_what_the_text_points_at_is_cited_and_invented_numbers_are_nobodys() -> None:
    citations = Citations()
    for entry in (FIRST, SECOND, THIRD):
        citations.number(entry)
    assert citations.used_in("See [3], [1] and [1], but not [9] or [x].") == [
        {
            "entry_id": str(FIRST.entry_id),
            "label": "1",
            "week": 1,
            "start_on": "2026-10-01",
            "text": "entry 1",
        },
        {
            "entry_id": str(THIRD.entry_id),
            "label": "3",
            "week": 3,
            "start_on": "2026-10-03",
            "text": "entry 3",
        },
    ]
