"""Amounts of a text, with their units."""

import pytest

from weeklog.language.measures import amounts_of
from weeklog.language.stems import stem

NUMBERS = (
    ("4", 4.0),
    ("2.5", 2.5),
    ("2,5", 2.5),
    ("8,730", 8730.0),
    ("1.250.000", 1250000.0),
    ("0.05", 0.05),
)
UNITS = (("mm", "length", 0.001), ("km", "length", 1000.0), ("°C", "heat", 1.0), ("độ", "heat", 1.0),
    ("triệu", "money", 1e6), ("kg", "mass", 1.0), ("tấn", "mass", 1000.0), ("%", "share", 1.0))  # fmt: skip


@pytest.mark.parametrize(("number", "value"), NUMBERS)
@pytest.mark.parametrize(("unit", "kind", "factor"), UNITS)
@pytest.mark.parametrize("text", ["zorbel {}", "the {} zorbel", "quandle: {}, fibbet"])
def test_an_amount_is_a_number_and_its_unit(
    text: str, unit: str, kind: str, factor: float, number: str, value: float
) -> None:
    (amount,) = amounts_of(text.format(f"{number} {unit}"))
    assert (amount.kind, amount.has_unit, round(amount.value / factor, 6)) == (kind, True, value)


@pytest.mark.parametrize("noun", ["zorbels", "quandles", "fibbets"])
def test_without_a_unit_the_noun_behind_it_says_what_is_counted(noun: str) -> None:
    (amount,) = amounts_of(f"brought 57 {noun} home")
    assert (amount.value, amount.kind, amount.has_unit) == (57.0, stem(noun), False)


@pytest.mark.parametrize("text", ["at 19:30", "on 12/10", "v3.2", "room B4", "2026-10-05", "nothing at all"])
def test_times_days_and_names_are_no_amounts(text: str) -> None:
    assert list(amounts_of(text)) == []
