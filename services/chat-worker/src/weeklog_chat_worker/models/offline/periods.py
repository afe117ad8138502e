"""What a question is limited to in time. Pure."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from weeklog.calendar import Week, week_of


@dataclass(frozen=True)
class Unclear(Exception):
    """The words name no day or week, or more than one. `key` names the phrase that says so."""

    key: str
    facts: tuple[tuple[str, object], ...] = ()


@dataclass(frozen=True)
class Period:
    """All that is given must hold. `to_week` goes with `week`."""

    first: date | None = None
    last: date | None = None
    week: int | None = None
    to_week: int | None = None
    weekdays: tuple[int, ...] = ()  # 1 = Monday
    found: Literal["", "day", "week"] = ""  # only the worklog tells: "that day", "the week of the demo"
    step: int = 0  # days or weeks from it
    side: str = ""  # "since", "after", "before" or "until" it
    event: str = ""  # as it was said; none = what was spoken of before
    beside: bool = False  # said as "before" the day after its last, or "after" the day before its first

    @property
    def is_day(self) -> bool:
        return self.first is not None and self.first == self.last

    @property
    def is_week(self) -> bool:
        return self.week is not None and self.to_week is None and not self.weekdays


@dataclass(frozen=True)
class Known:
    """What dates are read against. `anchor` is what the conversation was about before: "the week before"
    counts from it."""

    today: date
    weeks: tuple[Week, ...]
    anchor: Period | None = None
    asker: str = ""  # the name of whoever asks
    people: tuple[str, ...] = ()  # others whose worklogs the asker may read
    readers: tuple[str, ...] = ()  # for whom the asker may want a summary: their mentors and leads
    ahead: bool = False  # what is asked for lies ahead: "do I have anything on Friday?"
    spoken_of: bool = False  # something was looked for before, and its day is known to the worklog only
    about: Literal["", "summary", "review"] = ""  # what the conversation is about

    @property
    def current_week(self) -> int | None:
        week = week_of(self.weeks, self.today)
        return week.number if week else None

    @property
    def week_under_way(self) -> int | None:
        """The week of today; none on its last day, when it is as good as over."""
        week = week_of(self.weeks, self.today)
        return week.number if week and self.today < week.last else None

    def week(self, number: int) -> Week:
        found = next((week for week in self.weeks if week.number == number), None)
        if found is None:
            raise Unclear("no week", (("asked", number), *self.span()))
        return found

    def span(self) -> tuple[tuple[str, object], ...]:
        numbers = [week.number for week in self.weeks]
        return ("first", min(numbers, default=None)), ("last", max(numbers, default=None))

    def first_day(self, period: Period) -> date | None:
        return self.week(period.week).first if period.week is not None else period.first

    def last_day(self, period: Period) -> date | None:
        number = period.to_week or period.week
        return self.week(number).last if number is not None else period.last

    @property
    def anchor_week(self) -> int | None:
        """The week that was spoken of."""
        if self.anchor is None:
            return None
        if self.anchor.week is not None:
            return self.anchor.week
        if self.anchor.first is not None:
            week = week_of(self.weeks, self.anchor.first)
            return week.number if week else None
        return None
