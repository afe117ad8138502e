from datetime import date

import pytest

from weeklog_cli.dates import UnknownDay, check, day_of, is_relative, until_of

TUESDAY = date(2026, 10, 13)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("today", "2026-10-13"),
        ("Yesterday", "2026-10-12"),
        ("tomorrow", "2026-10-14"),
        ("hôm qua", "2026-10-12"),
        ("tuesday", "2026-10-13"),
        ("Mon", "2026-10-12"),
        ("friday", "2026-10-09"),
        ("thứ  6", "2026-10-09"),
        ("CN", "2026-10-11"),
        ("2026-10-01", "2026-10-01"),
    ],
)
def test_a_weekday_is_the_latest_one_that_is_not_in_the_future(text: str, day: str) -> None:
    assert day_of(text, TUESDAY).isoformat() == day


def test_the_last_day_is_the_first_such_weekday_from_the_start_on() -> None:
    thursday = date(2026, 10, 8)
    assert until_of("monday", thursday, TUESDAY) == date(2026, 10, 12)
    assert until_of("thursday", thursday, TUESDAY) == thursday
    assert until_of("today", thursday, TUESDAY) == TUESDAY


@pytest.mark.parametrize("text", ["", "10/9/2026", "someday", "2026-02-30", "8"])
def test_anything_else_is_not_a_day(text: str) -> None:
    with pytest.raises(UnknownDay, match="is not a day"):
        check(text)
    assert not is_relative(text)
