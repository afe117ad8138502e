"""Plots of characters: their height and length tell, no colour is needed."""

from collections.abc import Sequence

_HEIGHTS = "▁▂▃▄▅▆▇█"
_EIGHTHS = " ▏▎▍▌▋▊▉"
NOTHING = "·"


def sparkline(values: Sequence[float]) -> str:
    """One character a value; nothing is a dot, so that it is told from a little."""
    most = max(values, default=0)
    return "".join(_height(value, most) for value in values)


def bar(value: float, most: float, width: int) -> str:
    """A bar of at most `width` characters, to an eighth of one; what is not nothing is seen."""
    if value <= 0 or most <= 0:
        return ""
    eighths = max(1, round(min(value / most, 1.0) * width * 8))
    full, rest = divmod(eighths, 8)
    return "█" * full + (_EIGHTHS[rest] if rest else "")


def _height(value: float, most: float) -> str:
    if value <= 0:
        return NOTHING
    return _HEIGHTS[min(len(_HEIGHTS) - 1, int(value / most * len(_HEIGHTS)))]
