from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from weeklog.db.rows import values_of
from weeklog.language.synonyms import is_known
from weeklog.language.typos import SHORTEST, is_long, nearest
from weeklog.vocabulary import OPEN_STATUSES, Status, words_of
from weeklog.weeks import counts
from weeklog.weeks import reads as worklog
from weeklog.weeks.patterns import patterns
from weeklog.weeks.words import find_known_patterns, find_words
from weeklog_chat_worker.tools.finished import finished_later
from weeklog_chat_worker.tools.people import OfPerson
from weeklog_chat_worker.tools.results import (
    MOST_ENTRIES,
    Counts,
    EmptyDays,
    Entries,
    Group,
    Groups,
    KnownWords,
    entries_of,
    entry_of,
)
from weeklog_chat_worker.tools.worklog import Worklog

StatusFilter = Literal[Status, "open"]
FEW = 10  # entries that a count shows
LONGEST_WORDS = 300  # characters of an argument


def _statuses_of(status: StatusFilter | None) -> list[str]:
    return list(OPEN_STATUSES) if status == "open" else [status] if status else []


class Filter(OfPerson):
    """What entries have to be; all of it must hold."""

    from_day: date | None = None
    to_day: date | None = None
    weekdays: Annotated[
        tuple[Annotated[int, Field(ge=1, le=7)], ...] | None,
        Field(max_length=7, description="1 = Monday, 7 = Sunday"),
    ] = None
    week: Annotated[int | None, Field(ge=0, le=999, description="a numbered week of the programme")] = None
    to_week: Annotated[int | None, Field(ge=0, le=999, description="with `week`: from it up to this one")] = (
        None
    )
    text: Annotated[
        str | None,
        Field(
            max_length=LONGEST_WORDS,
            description='words and "quoted phrases", all of which the entry, its tags or the names of its links '
            "contain",
        ),
    ] = None
    without: Annotated[
        str | None,
        Field(max_length=LONGEST_WORDS, description='words and "quoted phrases", none of which it contains'),
    ] = None
    status: Annotated[
        StatusFilter | None,
        Field(description="open = planned, doing or blocked, and not carried on into another week"),
    ] = None
    tag: Annotated[str | None, Field(max_length=LONGEST_WORDS)] = None
    carried: Annotated[
        Literal["in", "on"] | None,
        Field(description="in = carried over from an earlier week; on = carried on into a later one"),
    ] = None
    weeks_open: Annotated[int | None, Field(ge=1, le=999, description="open for at least so many weeks")] = (
        None
    )
    without_status: Annotated[StatusFilter | None, Field(description="every other status")] = None
    with_links: Annotated[bool | None, Field(description="false = only those without a link")] = None
    with_tags: Annotated[bool | None, Field(description="false = only those without a tag")] = None
    several_days: bool = False

    @property
    def values(self) -> dict[str, Any]:
        return {
            "from_day": self.from_day,
            "to_day": self.to_day,
            "weekdays": list(self.weekdays) if self.weekdays else None,
            "week": self.week,
            "to_week": self.to_week,
            "patterns": self._patterns(),
            "statuses": self._statuses(),
            "still_here": 1 if self.status == "open" else None,
            "tag": self.tag,
            "carried": self.carried,
            "weeks_open": self.weeks_open,
            "with_links": 1 if self.with_links else None,
            "without_links": 1 if self.with_links is False else None,
            "with_tags": 1 if self.with_tags else None,
            "without_tags": 1 if self.with_tags is False else None,
            "several_days": 1 if self.several_days else None,
        }  # fmt: skip

    def _statuses(self) -> list[str] | None:
        asked = _statuses_of(self.status)
        barred = _statuses_of(self.without_status)
        return [one for one in asked or words_of(Status) if one not in barred] if barred else asked or None

    def _patterns(self) -> list[str] | None:
        asked = patterns(self.text or "") or []
        barred = patterns(self.without or "") or []
        return [*asked, *(f"^(?!.*({one}))" for one in barred)] or None


class Find(Filter):
    order: Literal["oldest", "newest", "longest", "most hours", "fewest hours"] = "oldest"
    limit: Annotated[int, Field(ge=1, le=MOST_ENTRIES)] = MOST_ENTRIES


class WordList(OfPerson):
    words: Annotated[tuple[Annotated[str, Field(max_length=LONGEST_WORDS)], ...], Field(max_length=60)]


class GroupBy(Filter):
    by: Literal["week", "day", "weekday", "month", "tag", "status"]


class Days(OfPerson):
    from_day: date
    to_day: date


class Nothing(BaseModel):
    pass


_ORDERS = {
    "oldest": worklog.find_entries,
    "newest": worklog.find_newest_entries,
    "longest": worklog.find_longest_entries,
    "most hours": worklog.find_entries_with_most_hours,
    "fewest hours": worklog.find_entries_with_fewest_hours,
}
_MOST_GROUPS = 400
_SHORTEST_BEGUN = 4  # letters
_MOST_WORDS = 5000  # of the same first letters


async def find_entries(log: Worklog, wanted: Find) -> Entries:
    """Find entries of the worklog."""
    async with log.begin() as work:
        rows = await work.all(_ORDERS[wanted.order], **log.mine, **wanted.values, limit=wanted.limit)
        is_open = wanted.status is not None and wanted.status in ("open", *OPEN_STATUSES)
        later = await finished_later(log, work, rows, wanted.values) if is_open else {}
    return entries_of(log, rows, later)


async def known_words(log: Worklog, wanted: WordList) -> KnownWords:
    """Which words and phrases the worklog says, and what those that it does not say may be slips of."""
    each = {word: (patterns(f'"{word}"') or [""])[0] for word in wanted.words if word.strip(' "')}
    async with log.begin() as work:
        rows = await work.all(find_known_patterns, **log.mine, patterns=list(each.values()))
        said = {row.pattern for row in rows}
        slips = [
            word
            for word, pattern in each.items()
            if pattern not in said and is_long(word) and not is_known(word)
        ]
        initials = sorted({word[0].lower() for word in slips})
        found = (
            await work.all(find_words, **log.mine, initials=initials, shortest=SHORTEST, limit=_MOST_WORDS)
            if slips
            else []
        )
    words = [row.word for row in found]
    near = {word: meant for word in slips if (meant := nearest(word.lower(), words) or _begun(word, words))}
    return KnownWords(known=tuple(word for word, pattern in each.items() if pattern in said), near=near)


def _begun(word: str, words: list[str]) -> str | None:
    """ "influx" of InfluxDB: the shortest word that begins with it."""
    longer = [one for one in words if one.startswith(word.lower())]
    return min(longer, key=len, default=None) if len(word) >= _SHORTEST_BEGUN else None


async def open_work(log: Worklog, _: Nothing) -> Entries:
    """Entries that are planned, being done or blocked: what is still open, oldest first."""
    return await find_entries(log, Find(status="open"))


async def count_entries(log: Worklog, wanted: Filter) -> Counts:
    """Count entries, and the days they fall on. Exact: never count the entries of another tool's result yourself."""
    async with log.begin() as work:
        counted = await work.one(counts.count_entries, **log.mine, **wanted.values)
        assert counted is not None  # a count answers one row
        few = counted.entries <= FEW
        rows = await work.all(worklog.find_entries, **log.mine, **wanted.values, limit=FEW) if few else []
    return Counts.model_validate(values_of(counted) | {"shown": tuple(entry_of(log, one) for one in rows)})


async def count_by(log: Worklog, wanted: GroupBy) -> Groups:
    """Count entries for each week, day, weekday (1 = Monday), month, tag or status; the largest first."""
    async with log.begin() as work:
        rows = await work.all(
            counts.group_entries[wanted.by], **log.mine, **wanted.values, limit=_MOST_GROUPS
        )
    groups = tuple(Group(key=row.key, entries=row.entries, days=row.days) for row in rows)
    empty = _empty_weeks(log, wanted, {group.key for group in groups}) if wanted.by == "week" else ()
    return Groups(by=wanted.by, groups=groups, empty=empty)


def _empty_weeks(log: Worklog, wanted: Filter, logged: set[str]) -> tuple[int, ...]:
    low, high = wanted.week or 0, wanted.to_week or wanted.week or 999
    return tuple(
        week.number
        for week in log.asker.weeks
        if week.first <= log.asker.today and low <= week.number <= high and str(week.number) not in logged
    )


async def empty_days(log: Worklog, wanted: Days) -> EmptyDays:
    """Working days without an entry; days off and holidays of the programme are none."""
    weeks = log.asker.weeks
    if not weeks:
        return EmptyDays(total=0, days=())
    async with log.begin() as work:
        rows = await work.all(
            counts.find_empty_days,
            **log.mine,
            from_day=max(wanted.from_day, weeks[0].first),
            to_day=min(wanted.to_day, weeks[-1].last),
            limit=MOST_ENTRIES,
        )
    return EmptyDays(total=rows[0].total if rows else 0, days=tuple(row.day for row in rows))
