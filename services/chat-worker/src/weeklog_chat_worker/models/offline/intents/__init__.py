"""Every intent of the offline assistant. A new one is a file beside this one, its line here, and its words in
each language."""

from collections.abc import Mapping

from weeklog_chat_worker.models.offline.intents import (
    achievements,
    average,
    away,
    calendar,
    carried,
    comments,
    compare,
    counts,
    figures,
    groups,
    hours,
    lacking,
    links,
    listing,
    longest,
    missing,
    objectives,
    people,
    plan,
    proposals,
    rank,
    refusals,
    review_edits,
    reviews,
    sized,
    status,
    still_open,
    summary,
    team,
    telling,
    unknown,
    why,
)
from weeklog_chat_worker.models.offline.intents.contract import Operation
from weeklog_chat_worker.models.offline.query import Intent

_FILES = (
    achievements, average, away, calendar, carried, comments, compare, counts, figures, groups, hours, lacking,
    links, listing, longest, missing, objectives,
    people, plan, proposals, rank, refusals, review_edits, reviews, sized, status, still_open, summary, team, telling,
    unknown, why,
)  # fmt: skip
INTENTS: Mapping[Intent, Operation] = {one.intent: one for file in _FILES for one in file.OPERATIONS}
