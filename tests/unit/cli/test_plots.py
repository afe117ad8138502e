from hypothesis import given
from hypothesis import strategies as st

from weeklog_cli.plots import NOTHING, bar, sparkline

values = st.lists(st.floats(0, 1e9), max_size=60)


@given(values)
def test_a_line_has_a_character_a_value_and_only_nothing_is_a_dot(told: list[float]) -> None:
    line = sparkline(told)
    assert [one == NOTHING for one in line] == [value == 0 for value in told]


@given(values)
def test_more_is_never_lower_and_the_most_is_full(told: list[float]) -> None:
    line = [one for _, one in sorted(zip(told, sparkline(told), strict=True)) if one != NOTHING]
    assert line == sorted(line)
    assert not line or line[-1] == "█"


@given(st.floats(0, 1e9), st.floats(0, 1e9), st.integers(1, 80))
def test_a_bar_keeps_its_width_and_shows_what_is_not_nothing(value: float, most: float, width: int) -> None:
    shown = bar(value, most, width)
    assert len(shown) <= width
    assert bool(shown) == (value > 0 and most > 0)


def test_a_line_and_bars() -> None:
    assert sparkline([0, 1, 4, 8]) == "·▂▅█"
    assert [bar(value, 8, 4) for value in (8, 4, 1, 0)] == ["████", "██", "▌", ""]
