"""When a question is asked, as people type it."""

import pytest

from weeklog_cli.scheduled_questions import UnknownSchedule, read_schedule


@pytest.mark.parametrize(
    ("text", "weekdays", "at"),
    [
        ("monday 9:00", [0], "09:00"),
        ("Mon, Thu 17:30", [0, 3], "17:30"),
        ("every weekday at 8", [0, 1, 2, 3, 4], "08:00"),
        ("fridays and sundays 5 pm", [4, 6], "17:00"),
        ("every day 12 am", [0, 1, 2, 3, 4, 5, 6], "00:00"),
        ("weekend 10:05", [5, 6], "10:05"),
        ("thứ 2 9h", [0], "09:00"),
        ("thứ hai và thứ sáu lúc 8:30", [0, 4], "08:30"),
        ("mỗi ngày 7h30", [0, 1, 2, 3, 4, 5, 6], "07:30"),
    ],
)
def test_weekdays_and_a_time(text: str, weekdays: list[int], at: str) -> None:
    assert read_schedule(text) == {"weekdays": weekdays, "at": at}


@pytest.mark.parametrize(
    "text", ["", "monday", "9:00", "someday 9:00", "monday 25:00", "monday 9:75", "mon then 9:00"]
)
def test_what_is_no_schedule_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(UnknownSchedule, match="write weekdays and a time"):
        read_schedule(text)
