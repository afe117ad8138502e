"""How an answer is worded: the phrases of a language, and what dates, counts and limits are called in it. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import cast

from weeklog.vocabulary import Language
from weeklog_chat_worker.models.offline.periods import Period, Unclear
from weeklog_chat_worker.models.offline.query import Query

_SHORTEST_MONTH = 28  # days


@dataclass(frozen=True)
class Say:
    """`phrases` are formats; `name.one` is said of one, `name` of any other number."""

    code: Language
    phrases: Mapping[str, str]
    weekdays: Sequence[str]  # from Monday
    months: Sequence[str]
    day_format: str  # weekday, day, month (its name), number (of the month), year
    today_year: int = 0

    def __call__(self, key: str, **facts: object) -> str:
        return self.phrases[key].format(**facts)

    def of(self, person: str) -> "Say":
        """The same said of somebody else's worklog."""
        own, theirs = (
            self("own worklog"),
            self("worklog of", name=person.replace("{", "{{").replace("}", "}}")),
        )
        capital = f"{own[:1].upper()}{own[1:]}"
        phrases = {
            key: said.replace(own, theirs).replace(capital, f"{theirs[:1].upper()}{theirs[1:]}")
            for key, said in self.phrases.items()
        }
        return replace(self, phrases=phrases)

    def many(self, key: str, count: int) -> str:
        one = f"{key}.one"
        return self.phrases[one if count == 1 and one in self.phrases else key].format(n=count)

    def sentence(self, text: str) -> str:
        """With a capital and a full stop."""
        text = " ".join(text.split())
        return f"{text[:1].upper()}{text[1:]}."

    def day(self, day: date, *, year: bool = False) -> str:
        said = self.day_format.format(
            weekday=self.weekdays[day.weekday()],
            day=day.day,
            month=self.months[day.month - 1],
            number=day.month,
        )
        return said + (self("year", year=day.year) if year else "")

    def days(self, first: date, last: date, *, year: bool = False) -> str:
        if first == last:
            return self.day(first, year=year)
        return self("span", first=self.day(first), last=self.day(last, year=year))

    def period(self, period: Period) -> str:
        """As a part of a sentence: "in week 3", "on Monday 5 October 2026"."""
        said = self._time(period)
        if not period.weekdays:
            return said
        others = [day for day in range(1, 8) if day not in period.weekdays]
        if len(others) < len(period.weekdays):
            return f"{said} {self('except', days=self._every(others))}".strip()
        return f"{self._every(period.weekdays)} {said}".strip()

    def _every(self, weekdays: Sequence[int]) -> str:
        return self("or").join(self("every", weekday=self.weekdays[day - 1]) for day in weekdays)

    def _time(self, period: Period) -> str:  # noqa: PLR0911 - a table: one line for each case
        first, last = period.first, period.last
        if period.week is not None and period.to_week is not None:
            return self("in weeks", first=period.week, last=period.to_week)
        if period.week is not None:
            return self("in week", week=period.week)
        if first is not None and last is not None:
            if first == last:
                return self("on", day=self.day(first, year=True))
            if first.day == 1 and (last - first).days + 1 >= _SHORTEST_MONTH and last.month == first.month:
                return self("in month", month=self.months[first.month - 1], year=first.year)
            return self("from", first=self.day(first), last=self.day(last, year=True))
        if period.beside:
            day = date.fromordinal(first.toordinal() - 1 if first else last.toordinal() + 1 if last else 1)
            return self("after" if first else "before", day=self.day(day, year=True))
        if first is not None:
            return self("since", day=self.day(first, year=True))
        if last is not None:
            return self("until", day=self.day(last, year=True))
        return ""

    def limits(self, query: Query, period: Period | None, *, with_status: bool = True) -> str:
        """What was looked for, as it was understood."""
        said: list[str] = []
        if query.status and with_status:
            said.append(self("with status", status=self(f"status.{query.status}")))
        if query.tag:
            said.append(self("tagged", tag=query.tag))
        if query.subject:
            said.append(self("about", subject=self.subject(query)))
        if query.with_links is not None:
            said.append(self("with links" if query.with_links else "without links"))
        if query.with_tags is not None:
            said.append(self("with tags" if query.with_tags else "without tags"))
        if query.without_status:
            said.append(self("not status", status=self(f"status.{query.without_status}")))
        if query.without:
            said.append(self("without", what=self("or").join(f"“{one}”" for one in query.without)))
        if period:
            said.append(self.period(period))
        return " ".join(said)

    def apart(self, query: Query) -> str:
        """The times that were left out."""
        times = self("or").join(self.period(time) for time in query.apart)
        return self("apart", times=times) if times else ""

    def subject(self, query: Query) -> str:
        """In quotation marks; in one pair what stands together in the question."""
        asked = " ".join(query.said.lower().split())
        quoted: list[str] = []
        for one in query.subject:
            said = one.replace("|", self("or"))
            if quoted and f"{quoted[-1]} {said}".lower() in asked:
                quoted[-1] = f"{quoted[-1]} {said}"
            else:
                quoted.append(said)
        return self("and").join(f"“{one}”" for one in quoted)

    def problem(self, unclear: Unclear) -> str:
        facts = dict(unclear.facts)
        if unclear.key == "two days":
            days = cast("Sequence[date]", facts["days"])
            facts["days"] = self("or").join(f"{self.day(day)} ({day.isoformat()})" for day in days)
        if unclear.key == "no weekday":
            facts["weekday"] = self.weekdays[cast("int", facts["weekday"]) - 1]
        if unclear.key == "no week":
            return self.no_week(facts["asked"], facts["first"], facts["last"])
        return self(f"unclear.{unclear.key}", **facts)

    def no_week(self, asked: object, first: object, last: object) -> str:
        return self("no week", asked=asked) + (
            self("no weeks yet") if first is None else self("has weeks", first=first, last=last)
        )
