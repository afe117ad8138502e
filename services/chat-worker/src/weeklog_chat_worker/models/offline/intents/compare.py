"""Times compared by what is logged in them."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from weeklog_chat_worker.models.offline.calls import Call
from weeklog_chat_worker.models.offline.intents.amounts import amount_of, said_difference, say_hours
from weeklog_chat_worker.models.offline.intents.contract import Operation
from weeklog_chat_worker.models.offline.intents.counts import counted_lines
from weeklog_chat_worker.models.offline.intents.rows import (
    capital,
    count,
    entry_lines,
    finds,
)
from weeklog_chat_worker.models.offline.periods import Known, Period
from weeklog_chat_worker.models.offline.phrases import Say
from weeklog_chat_worker.models.offline.query import Intent, Query
from weeklog_chat_worker.tools.results import Counts, Entries, HoursBy

_MOST_TOPICS = 4
_FEW = 4  # entries of a topic that are shown
_MOST_SHOWN = 30  # entries of two times together


def compared(query: Query, known: Known) -> Sequence[Call]:
    if topics := _topics(query):
        return [call for topic in topics for call in count(replace(query, subject=(topic,)), known)]
    asked = query
    only = query.periods[0] if len(query.periods) == 1 else None
    if only is not None and only.is_week and only.week is not None:
        asked = replace(query, periods=(only, Period(week=only.week - 1)))
    return count(asked, known)


def _topics(query: Query) -> Sequence[str]:
    """ "Compare Docker and Terraform": what is compared, where it is no times."""
    words = [part for one in query.subject for part in one.split("|")]
    return words[:_MOST_TOPICS] if len(words) > 1 and not query.periods else ()


def answer(query: Query, results: Sequence[Any], say: Say, known: Known) -> list[str]:
    if topics := _topics(query):
        return _of_topics(query, topics, results, say)
    listed = [one for one in results if isinstance(one, Entries)]
    results = [one for one in results if one not in listed]
    asked = _compared_times(query, len(results))
    if len(asked) <= 1 and query.measure == "entries":
        return counted_lines(query, results, say, known)
    rest = say.limits(query, None)
    lines = [
        f"- {_counted(capital(say.period(time)), one, say)}"
        for time, one in zip(asked, results, strict=False)
    ]
    named = sorted(zip(asked, results, strict=False), key=lambda pair: -_amount(pair[1]))
    (more, most), (less, least) = named[0], named[-1]
    if _amount(most) == _amount(least):
        verdict = say("compare same")
    else:
        verdict = say(
            f"compare most {query.measure}",
            more=capital(say.period(more)),
            less=say.period(less),
            n=said_difference(_amount(most), _amount(least), query, say),
        )
    return [verdict, *([capital(rest) + ":"] if rest else []), "", *lines, *_listed(asked, listed, say)]


def _listed(asked: Sequence[Period], found: Sequence[Entries], say: Say) -> list[str]:
    return [
        line
        for time, one in zip(asked, found, strict=False)
        if one.total
        for line in ("", f"{capital(say.period(time))}:", "", *entry_lines(one, say, time))
    ]


def _of_topics(query: Query, topics: Sequence[str], results: Sequence[Any], say: Say) -> list[str]:
    lines = [line for topic, one in zip(topics, results, strict=False) for line in _of_topic(topic, one, say)]
    named = sorted(zip(topics, results, strict=False), key=lambda pair: -_amount(pair[1]))
    (more, most), (less, least) = named[0], named[-1]
    if _amount(most) == _amount(least):
        return [say("compare same"), "", *lines]
    difference = said_difference(_amount(most), _amount(least), query, say)
    verdict = say(f"compare topics {query.measure}", more=more, less=less, n=difference)
    return [verdict, "", *lines]


def _amount(found: Counts | HoursBy) -> float:
    return amount_of(found.total if isinstance(found, HoursBy) else found)


def _counted(what: str, found: Counts | HoursBy, say: Say) -> str:
    if isinstance(found, HoursBy):
        timed = say.many("entries", found.total.timed)
        return say("compare.hours", what=what, hours=say_hours(found.total.hours, say), entries=timed)
    days = say.many("days", found.days)
    return say("compare.entries", what=what, entries=say.many("entries", found.entries), days=days)


def _of_topic(topic: str, found: Counts | HoursBy, say: Say) -> list[str]:
    """What was compared may be written in the rows: where they are few, they are shown."""
    shown = Entries(total=len(found.shown), entries=found.shown) if len(found.shown) <= _FEW else None
    return [
        f"- {_counted(f'“{topic}”', found, say)}",
        *(f"  {line}" for line in (entry_lines(shown, say) if shown else ())),
    ]


_BOTH = 2  # a week, and the one before it


def _compared_times(query: Query, found: int) -> Sequence[Period]:
    only = query.periods[0] if len(query.periods) == 1 else None
    if only is not None and found == _BOTH and only.week is not None:
        return (only, Period(week=only.week - 1))
    return query.periods[:found]


def further(query: Query, results: Sequence[Any]) -> Sequence[Call]:
    """What there is in each of two times, where it is little enough to be read."""
    counted = [one for one in results if isinstance(one, Counts)]
    if query.measure != "entries" or _topics(query) or len(counted) != _BOTH:
        return ()
    if not 0 < sum(one.entries for one in counted) <= _MOST_SHOWN:
        return ()
    return finds(replace(query, periods=tuple(_compared_times(query, _BOTH))))


OPERATIONS = (
    Operation(Intent.COMPARE, answer, compared, further, narrows=True, compares_words=True, is_whole=True),
)
