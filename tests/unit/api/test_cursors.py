from datetime import date, datetime
from uuid import UUID

import pytest

from weeklog.errors import Invalid
from weeklog_api.cursors import read_cursor, write_cursor

ID = UUID(int=7)


def test_a_cursor_is_read_as_it_was_written() -> None:
    assert read_cursor(write_cursor(date(2026, 10, 6), ID)) == (date(2026, 10, 6), ID)
    moment = datetime.fromisoformat("2026-10-06T10:00:00.000001+00:00")
    assert read_cursor(write_cursor(moment, ID), datetime.fromisoformat) == (moment, ID)


@pytest.mark.parametrize(
    "text", ["", "x", "bm8", "W10", "WzEsMl0", "é", "eyJhIjoxfQ", "====", "WyJhIiwiYiJd"]
)
def test_a_cursor_that_is_not_ours_is_refused_by_name(text: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_cursor(text)
    assert refused.value.faults[0].field == "cursor"
