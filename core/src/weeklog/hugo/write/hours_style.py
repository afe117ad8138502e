"""Hours as the column has its others: `3h`, `1h30`, `4,5`, `2 tiếng`, `90 phút`."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from weeklog.hugo.read.hours import read_hours

_FORM: Final = re.compile(
    r"(?P<before>\D{0,4})(?P<number>\d{1,4}(?:[.,]\d{1,2})?)(?P<unit>\D{0,12})(?:(?P<rest>\d{1,2})(?P<after>\D{0,8}))?"
)
_MINUTES_OF_AN_HOUR: Final = 60


def write_hours(hours: float | None, was: str, others: Sequence[str]) -> str:
    """In the form of the cell before, else of the last one that can say it."""
    if hours is None:
        return ""
    ways = (way for model in (was.strip(), *reversed(others)) if model for way in _ways(hours, model))
    return next((way for way in ways if read_hours(way, bare=True) == hours), f"{hours:g}h")


def _ways(hours: float, model: str) -> Iterator[str]:
    form = _FORM.fullmatch(model)
    if form is None:
        return
    unit, minutes = form["unit"], round(hours * _MINUTES_OF_AN_HOUR)
    whole, rest = divmod(minutes, _MINUTES_OF_AN_HOUR)
    if form["rest"]:
        yield f"{form['before']}{whole}{unit}{rest:02}{form['after']}"
    number = f"{hours:g}"
    yield form["before"] + (number.replace(".", ",") if _says_comma(model) else number) + unit
    yield f"{form['before']}{minutes}{unit}"


def _says_comma(model: str) -> bool:
    return "," in model
