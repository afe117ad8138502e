"""Times compared by what is logged in them."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from weeklog_chat_worker.models.offline.calls import Call
from weeklog_chat_worker.models.offline.intents.contract import Operation
from weeklog_chat_worker.models.offline.intents.counts import counted_lines
from weeklog_chat_worker.models.offline.intents.rows import (
    capital,
    count,
    entry_lines,
)
from weeklog_chat_worker.models.offline.periods import Known, Period
from weeklog_chat_worker.models.offline.phrases import Say
from weeklog_chat_worker.models.offline.query import Intent, Query
from weeklog_chat_worker.tools.results import Counts, Entries

_MOST_TOPICS = 4
_FEW = 4  # entries of a topic that are shown


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
        return _of_topics(topics, results, say)
    asked = _compared_times(query, len(results))
    if len(asked) <= 1:
        return counted_lines(query, results, say, known)
    rest = say.limits(query, None)
    lines = [
        "- " + say("compare.entries", what=capital(say.period(time)), entries=say.many("entries", one.entries),
            days=say.many("days", one.days))
        for time, one in zip(asked, results, strict=False)
    ]  # fmt: skip
    named = sorted(zip(asked, results, strict=False), key=lambda pair: -pair[1].entries)
    (more, most), (less, least) = named[0], named[-1]
    if most.entries == least.entries:
        verdict = say("compare same")
    else:
        verdict = say(
            "compare most",
            more=capital(say.period(more)),
            less=say.period(less),
            n=most.entries - least.entries,
        )
    return [verdict, *([capital(rest) + ":"] if rest else []), "", *lines]


def _of_topics(topics: Sequence[str], results: Sequence[Any], say: Say) -> list[str]:
    lines = [line for topic, one in zip(topics, results, strict=False) for line in _of_topic(topic, one, say)]
    named = sorted(zip(topics, results, strict=False), key=lambda pair: -pair[1].entries)
    (more, most), (less, least) = named[0], named[-1]
    if most.entries == least.entries:
        return [say("compare same"), "", *lines]
    verdict = say("compare topics", more=more, less=less, n=most.entries - least.entries)
    return [verdict, "", *lines]


def _of_topic(topic: str, found: Counts, say: Say) -> list[str]:
    """What was compared may be written in the rows: where they are few, they are shown."""
    counted = say(
        "compare.entries",
        what=f"“{topic}”",
        entries=say.many("entries", found.entries),
        days=say.many("days", found.days),
    )
    shown = Entries(total=len(found.shown), entries=found.shown) if found.entries <= _FEW else None
    return [f"- {counted}", *(f"  {line}" for line in (entry_lines(shown, say) if shown else ()))]


_BOTH = 2  # a week, and the one before it


def _compared_times(query: Query, found: int) -> Sequence[Period]:
    only = query.periods[0] if len(query.periods) == 1 else None
    if only is not None and found == _BOTH and only.week is not None:
        return (only, Period(week=only.week - 1))
    return query.periods[:found]


OPERATIONS = (Operation(Intent.COMPARE, answer, compared, narrows=True, compares_words=True, is_whole=True),)
