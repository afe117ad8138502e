"""What a question counts: entries, or the hours that were noted with them. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from weeklog_chat_worker.models.offline.parse.text import Words
from weeklog_chat_worker.models.offline.query import Flag, Intent, Query

Shown = Sequence[tuple[Intent, re.Match[str] | None]]

_BEFORE_SUMS: Final = (Intent.COMPARE, Intent.RANK, Intent.AVERAGE)
_ADDS: Mapping[Intent, Intent] = {
    Intent.COMPARE: Intent.COMPARE,
    Intent.AVERAGE: Intent.AVERAGE,
    Intent.RANK: Intent.RANK,
    Intent.LONGEST: Intent.RANK,
    Intent.FIGURES: Intent.RANK,
    **dict.fromkeys((Intent.HOURS, Intent.COUNT, Intent.GROUPS, Intent.LIST, Intent.NONE), Intent.HOURS),
}


def says_hours(left: Words, shown: Shown, flags: frozenset[Flag]) -> bool:
    """Whether hours are asked for: by their name, or as the longest day, which has the most of them."""
    if shown[0][0] not in _ADDS:
        return False
    longest_day = Flag.PER_DAY in flags and any(intent == Intent.LONGEST for intent, _ in shown)
    return longest_day or left.search(left.words.joints["hours"]) is not None


def of_hours(shown: Shown) -> Shown:
    """The intent that answers with hours: weeks or jobs compared by them, their average, or their sum."""
    mapped = [(_ADDS[intent], match) for intent, match in shown if intent in _ADDS]
    first = [one for one in mapped if one[0] in _BEFORE_SUMS]
    return (first or mapped)[:1]


def take_hours(left: Words) -> None:
    """ "Hours", and verbs that stand with them: "spent", "put in"."""
    left.take_all(left.words.joints["hours words"])
    left.take_all(left.words.joints["hours"])


def in_its_measure(before: Query, now: Query) -> Query:
    """ "How many hours in week 1, and how many in week 2": hours again, where nothing else is counted."""
    goes_on = now.intent == Intent.COUNT and not (now.subject or now.status)
    if before.measure == "entries" or not goes_on:
        return now
    return replace(now, intent=Intent.HOURS, measure=before.measure)


def by_hours(before: Query, now: Query) -> Query | None:
    """ "Which week was the busiest, and how many hours?": ranked by what is asked behind it."""
    asks_only = now.intent == Intent.HOURS and not (now.subject or now.tag or now.status or now.periods)
    ranks = before.intent == Intent.RANK and before.has(Flag.PER_WEEK, Flag.PER_DAY) and not before.subject
    return replace(before, measure="hours") if asks_only and ranks else None


def adds_nothing(before: Query, now: Query) -> bool:
    """ "Which day was the longest, how many hours?": hours are said where they are ranked or compared."""
    return before.measure == "hours" and now.intent == Intent.HOURS and not now.limited
