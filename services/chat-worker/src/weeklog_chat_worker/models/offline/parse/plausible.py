"""Whether a reading is plausible: what it leaves unexplained, and what it must have meant instead. Pure."""

from collections.abc import Sequence
from dataclasses import replace

from weeklog.language.folding import lowered
from weeklog.vocabulary import OPEN_STATUSES
from weeklog_chat_worker.models.offline.intents import INTENTS
from weeklog_chat_worker.models.offline.periods import Known, Period
from weeklog_chat_worker.models.offline.query import Flag, Intent, Query

_GROUPS = (Flag.PER_WEEKDAY, Flag.PER_MONTH, Flag.PER_STATUS, Flag.PER_TAG, Flag.PER_WEEK, Flag.PER_DAY)
_MUCH = 3  # words: what an answer in another form leaves over


def unexplained(query: Query, taken: frozenset[str]) -> int:
    """How much of the question a reading leaves over: forms of an answer that its intent does not have, and
    words to search for that name what another reading answers with (`taken`): "objectives" is no word of an
    entry."""
    operation = INTENTS[query.intent]
    words = {lowered(word) for one in query.subject for word in one.split()}
    return _MUCH * sum(flag in operation.never for flag in query.flags) + len(words & taken)


def settled(query: Query, quoted: Sequence[str]) -> Query:
    """What was not understood is not guessed: without anything to look up it stays unknown."""
    if _groups_weeks(query):
        query = replace(query, periods=_around(query.periods, query.apart))
    if _asks_for_share(query):
        return replace(query, intent=Intent.COUNT, status=None)
    if query.intent == Intent.COMPARE and (both := _two_weeks(query.periods)):
        return replace(query, periods=both)
    if _asks_since_when(query):
        return replace(query, intent=Intent.OPEN, flags=query.flags - {Flag.DAYS, Flag.HOW_MANY})
    return _as_it_must_be(query, _settled_intent(query, quoted), quoted)


def _as_it_must_be(query: Query, intent: Intent, quoted: Sequence[str]) -> Query:
    if intent == Intent.OPEN and query.intent == Intent.LONGEST:
        return replace(query, intent=intent, flags=query.flags | {Flag.FIRST})
    if intent != query.intent:
        status = "done" if query.intent == Intent.STATUS and intent != Intent.OPEN else query.status
        return replace(query, intent=intent, status=status)
    if intent == Intent.LIST and not quoted and query.subject and all(map(str.isdigit, query.subject)):
        return replace(query, subject=(), intent=Intent.LIST if query.periods or query.tag else Intent.NONE)
    names_tag = intent in ("list", "count") and query.has(Flag.PER_TAG) and len(query.subject) == 1
    if names_tag and not query.tag:
        return replace(query, tag=query.subject[0], subject=())
    return query


def _asks_for_share(query: Query) -> bool:
    """ "How much of week 3 is done": all are counted, by their states."""
    return bool(
        query.intent in (Intent.COUNT, Intent.LIST)
        and query.has(Flag.SHARE)
        and query.status
        and not query.subject
    )


def _groups_weeks(query: Query) -> bool:
    """ "Which week had the fewest hours, not counting this one?": what is left out are groups of the answer."""
    by_week = query.intent in (Intent.RANK, Intent.AVERAGE) and query.has(Flag.PER_WEEK)
    of_weeks = all(time.week is not None for time in (*query.periods, *query.apart))
    return by_week and bool(query.apart) and of_weeks


def _around(pieces: Sequence[Period], apart: Sequence[Period]) -> tuple[Period, ...]:
    """The weeks from the first to the last, those that are left out among them."""
    times = (*pieces, *apart)
    first = min(time.week for time in times if time.week is not None)
    last = max(time.to_week or time.week for time in times if time.week is not None)
    return (Period(week=first, to_week=last),)


def _may_leave_out(query: Query) -> bool:
    """Whether it is asked for each of several times or weeks, or for some weekdays only."""
    if INTENTS[query.intent].of_several_times or not query.apart or _groups_weeks(query):
        return True
    is_one = len(query.periods) == 1
    return is_one and (query.intent != Intent.MISSING or not query.periods[0].weekdays)


def _two_weeks(periods: Sequence[Period]) -> tuple[Period, ...]:
    """ "The difference between week 2 and 3" is between them, not within both."""
    if len(periods) != 1 or (one := periods[0]).week is None or one.to_week != one.week + 1:
        return ()
    return Period(week=one.week), Period(week=one.to_week)


def _asks_value(query: Query) -> bool:
    """ "How much was the bill": it is written, not counted."""
    is_written = query.measure == "entries" and query.has(Flag.VALUE)
    return bool(is_written and query.subject and not query.status)


def _asks_since_when(query: Query) -> bool:
    """ "How long has the estimate been stuck?" counts no days of work: it is open since it was written."""
    is_open = query.status in ("open", *OPEN_STATUSES)
    return query.intent == Intent.COUNT and is_open and query.has(Flag.DAYS) and bool(query.subject)


def _settled_intent(query: Query, quoted: Sequence[str]) -> Intent:  # noqa: C901, PLR0911, PLR0912 - one line for each case
    match query.intent:
        case _ if not _may_leave_out(query):
            return Intent.NONE
        case Intent.TODAY if query.periods and query.has(Flag.PER_WEEKDAY):
            return Intent.WEEKDAY
        case Intent.WEEKDAY if not all(time.is_day for time in query.periods):
            return Intent.NONE
        case Intent.RANK if query.subject and query.measure == "entries" and not query.has(*_GROUPS):
            return Intent.FIGURES  # "which trip had most passengers": nobody counts entries
        case Intent.FIGURES if not (query.subject or query.figure):
            return Intent.RANK if query.has(Flag.PER_WEEK, Flag.PER_DAY, Flag.PER_MONTH) else Intent.NONE
        case Intent.COUNT | Intent.COMPARE if _asks_value(query):
            return Intent.LIST
        case Intent.NONE if query.limited and (quoted or replace(query, subject=()).limited):
            return Intent.LIST
        case Intent.NONE if query.subject and query.has(Flag.OF_LOG) and not query.follows:
            return Intent.LIST  # "any leaks?": whether the worklog says so
        case Intent.TAGS if query.subject and not query.has(Flag.PER_TAG):
            return Intent.LIST  # "what tools did I sharpen?": a word of theirs, not of the worklog
        case Intent.LINKS | Intent.TAGS if query.has(Flag.NOT):
            return Intent.NONE  # entries without links are not looked for
        case Intent.WHY | Intent.WHO if query.status and not query.subject:
            return (
                Intent.LIST
            )  # "what did I drop, and why?", "whom am I waiting for?": what was written of each
        case Intent.LONGEST if query.status in ("open", *OPEN_STATUSES):
            return Intent.OPEN  # what was begun first
        case Intent.LIST if query.has(Flag.YES_OR_NO) and not (query.limited or query.follows):
            return Intent.NONE  # "did I manage it?" is not "did I log anything?"
        case Intent.LIST if query.has(Flag.NOT) and not query.limited:
            return Intent.NONE  # "entries without tags" are not all entries
        case Intent.COMPARE if not (
            query.periods or query.follows or len(query.subject) > 1 or "|" in "".join(query.subject)
        ):
            ranks = query.has(Flag.PER_WEEK, Flag.PER_DAY) or query.measure == "hours"
            return Intent.RANK if ranks else Intent.NONE
        case Intent.ACHIEVEMENTS if query.periods and all(time.is_day for time in query.periods):
            return Intent.LIST  # achievements are a week's
        case Intent.STATUS if query.has(Flag.HOW_MANY):
            return Intent.COUNT
        case Intent.STATUS if not query.subject:
            return Intent.OPEN if query.has(Flag.EVERYTHING) else Intent.LIST
        case intent:
            return intent


def of_the_past(query: Query, known: Known) -> Query:
    """ "The last test that I did" is none of those that are planned."""
    if query.intent == Intent.OBJECTIVES and query.has(Flag.CARRIED) and _lies_ahead(query.periods, known):
        return replace(
            query, periods=()
        )  # "carried on to next week" is where they went, not where they stood
    is_past = query.intent == Intent.LIST and query.has(Flag.LAST) and query.has(Flag.PAST)
    if not is_past or query.periods or query.status or not (query.subject or query.tag):
        return query
    return replace(query, periods=(Period(last=known.today),))


def _lies_ahead(periods: Sequence[Period], known: Known) -> bool:
    firsts = [known.first_day(one) for one in periods]
    return bool(firsts) and all(first is not None and first > known.today for first in firsts)
