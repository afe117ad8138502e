"""Sentences that models write about what they cite: lies of each kind are marked, truths are not."""

from datetime import date

import pytest

from weeklog.calendar import numbered_weeks
from weeklog.ids import PersonId, new_id
from weeklog_chat_worker.asker import Asker
from weeklog_chat_worker.checks import check, facts_of
from weeklog_chat_worker.citations import Citations, Cited

ASKER = Asker(
    PersonId(new_id()), new_id(), "Lan", "Field school", date(2026, 4, 9), tuple(numbered_weeks(date(2026, 3, 2), 8))
)  # fmt: skip
ENTRIES = (
    ("Replaced the three pumps at the Oakdale plant", date(2026, 3, 3), "done"),  # a Tuesday
    ("Moved the archive from Oracle to SQLite, 40 tables", date(2026, 3, 12), "done"),  # a Thursday
    ("The heater stopped because a fuse had blown", date(2026, 3, 20), "done"),  # a Friday
    ("Wiring of the control panel", date(2026, 4, 6), "doing"),  # a Monday
    ("Inspection with Ms. Ferreira: the valve does not close", date(2026, 4, 8), "done"),  # a Wednesday
    ("Kiểm tra bốn cảm biến ở trạm Thuận An", date(2026, 3, 24), "done"),  # a Tuesday
)

LIES = (
    "You replaced four pumps [1].", "You replaced the pumps on Monday [1].",
    "In June you replaced the three pumps [1].",
    "You replaced the three pumps at the Elmwood plant [1].", "Marcus replaced the three pumps [1].",
    "You did not replace the pumps [1].", "You replaced all the pumps [1].",
    "You replaced the three pumps because they leaked [1].",
    "You replaced thirteen pumps at the Oakdale plant [1].", "The three pumps were never replaced [1].",
    "You moved the archive from SQLite to Oracle [2].", "You moved forty-five tables [2].", "You moved 50 tables [2].",
    "On Sunday you moved the archive [2].", "The archive was moved in May [2].",
    "Postgres took over the archive of 40 tables [2].",
    "You could not move the archive [2].", "You moved the archive due to costs [2].",
    "Only the archive was moved [2].",
    "You moved the archive to MongoDB [2].",
    "The heater stopped because the pump failed [3].", "The heater did not stop [3].",
    "On Tuesday the heater stopped [3].",
    "Two fuses had blown [3].", "The heater stopped in January [3].", "Siemens sent the heater that stopped [3].",
    "Every heater stopped [3].", "The heater stopped due to frost [3].", "The heater never stopped [3].",
    "Five heaters stopped [3].",
    "You finished the wiring of the control panel [4].", "The wiring of the control panel is done [4].",
    "You completed the wiring of the control panel [4].", "On Friday you worked on the control panel [4].",
    "You wired three control panels [4].", "You did not work on the wiring [4].",
    "In February you did the wiring [4].",
    "Gupta did the wiring of the control panel [4].", "All of the wiring is in progress [4].",
    "The wiring is late because parts are lacking [4].",
    "The valve closes [5].", "Ms. Pereira inspected the valve [5].", "On Saturday you inspected the valve [5].",
    "Six valves do not close [5].", "The inspection was in August [5].", "The valve does not close due to rust [5].",
    "Every valve does not close [5].", "Hassan inspected the valve, which does not close [5].",
    "Ten people were at the inspection with Ms. Ferreira [5].", "The valve was repaired and approved [5].",
    "Bạn đã kiểm tra năm cảm biến [6].", "Bạn kiểm tra cảm biến hôm thứ Sáu [6].", "Bạn không kiểm tra cảm biến [6].",
    "Bạn kiểm tra bốn cảm biến ở trạm Phú Bài [6].", "Bạn kiểm tra cảm biến vào tháng 5 [6].",
    "Tất cả cảm biến đã được kiểm tra [6].",
    "Bạn kiểm tra 12 cảm biến [6].", "Bạn kiểm tra cảm biến vì mưa lớn [6].", "You checked seven sensors [6].",
    "On Sunday you checked four sensors at Thuận An [6].",
)  # fmt: skip
TRUTHS = (
    "You replaced the three pumps [1].", "You replaced the pumps at Oakdale on Tuesday [1].",
    "On 3 March you replaced 3 pumps [1].",
    "In March you replaced the three pumps at the Oakdale plant [1].", "Three pumps were replaced [1].",
    "The pumps at the Oakdale plant were replaced in week 1 [1].", "You have replaced three pumps [1].",
    "Pumps were replaced at Oakdale [1].",
    "Replaced the pumps [1].", "At the Oakdale plant you replaced pumps [1].",
    "You moved the archive from Oracle to SQLite [2].", "The archive of 40 tables was moved [2].",
    "You moved forty tables [2].",
    "On Thursday you moved the archive [2].", "SQLite now holds the archive [2].",
    "The archive was moved on 12 March [2].",
    "Oracle was left for SQLite [2].", "In March, 40 tables were moved [2].", "You moved the archive [2].",
    "The archive's 40 tables went from Oracle to SQLite [2].",
    "The heater stopped because a fuse had blown [3].", "The heater stopped on Friday [3].", "A fuse had blown [3].",
    "In March the heater stopped [3].", "On 20 March the heater stopped [3].",
    "The heater stopped because of a blown fuse [3].",
    "A blown fuse stopped the heater [3].", "The heater had stopped [3].", "The fuse of the heater had blown [3].",
    "In week 3 the heater stopped [3].",
    "You are working on the wiring of the control panel [4].", "The wiring is in progress [4].",
    "On Monday you worked on the wiring [4].", "The wiring of the control panel is still open [4].",
    "The wiring is not done yet [4].", "Since 6 April you work on the control panel [4].",
    "The control panel's wiring goes on [4].",
    "In April you worked on the control panel [4].", "You began with the wiring of the control panel [4].",
    "The wiring of the control panel is being done [4].",
    "The valve does not close [5].", "Ms. Ferreira inspected with you [5].",
    "On Wednesday there was an inspection [5].",
    "The inspection with Ms. Ferreira was on 8 April [5].", "You had an inspection with Ms. Ferreira [5].",
    "The inspection showed that the valve does not close [5].", "In April the valve was inspected [5].",
    "At the inspection the valve did not close [5].", "Ms. Ferreira was at the inspection [5].",
    "One valve does not close [5].",
    "Bạn đã kiểm tra bốn cảm biến ở trạm Thuận An [6].", "Bạn kiểm tra 4 cảm biến [6].",
    "Hôm thứ Ba bạn kiểm tra cảm biến [6].",
    "Ngày 24/3 bạn kiểm tra bốn cảm biến [6].", "Bốn cảm biến ở trạm Thuận An đã được kiểm tra [6].",
    "Trong tháng 3 bạn kiểm tra cảm biến [6].", "Bạn kiểm tra cảm biến ở trạm Thuận An [6].",
    "Trong tuần 4 bạn kiểm tra bốn cảm biến [6].",
    "You checked four sensors at Thuận An [6].", "On Tuesday four sensors were checked [6].",
)  # fmt: skip
LEAST_CAUGHT, MOST_FALSE = 0.9, 0.03


def marked(sentence: str) -> bool:
    citations = Citations()
    for text, on, status in ENTRIES:
        week = next(one.number for one in ASKER.weeks if one.first <= on <= one.last)
        citations.number(Cited(new_id(), week, on, text, on, (), status))
    return bool(check(sentence, citations, facts_of(["What did I do?"], ASKER, ())))


def test_lies_are_marked() -> None:
    missed = [one for one in LIES if not marked(one)]
    assert len(missed) <= (1 - LEAST_CAUGHT) * len(LIES), missed


def test_truths_are_not() -> None:
    wrong = [one for one in TRUTHS if marked(one)]
    assert len(wrong) <= MOST_FALSE * len(TRUTHS), wrong


@pytest.mark.parametrize(("text", "on", "status"), ENTRIES)
def test_an_entry_that_is_quoted_is_not_marked(text: str, on: date, status: str) -> None:
    number = [one[0] for one in ENTRIES].index(text) + 1
    assert not marked(f"- {on:%A} {on.day} {on:%B}: {text} [{number}]")
