"""The words of one language, as data."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """Of weekdays and months the first name is the one that is written, then come the other ways to say it."""

    code: str  # ISO 639-1
    weekdays: tuple[tuple[str, ...], ...]  # from Monday on
    months: tuple[tuple[str, ...], ...]  # from January on
    near_days: Mapping[str, int]  # days from today
    which: Mapping[
        str, str
    ]  # `last` and `next` may be that of another week, `past` and `coming` are the nearest
    weeks: Mapping[str, int]  # weeks from this one
    units: Mapping[str, int]  # days
    before_day: tuple[str, ...]  # words before a day: `on Thursday`
    from_day: tuple[str, ...]
    to_day: tuple[str, ...]
    numbers: Mapping[str, int]  # words that stand for a number by themselves
    ordinals: Mapping[str, int]
    common: frozenset[str]  # words that tell nothing about the subject
