"""The busiest week, the most used tag."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from weeklog_chat_worker.models.offline.calls import Call, filters
from weeklog_chat_worker.models.offline.intents.contract import Operation
from weeklog_chat_worker.models.offline.intents.groups import (
    MOST_GROUPS,
    best_groups,
    empty_weeks,
    group_line,
    group_of,
    name_of,
)
from weeklog_chat_worker.models.offline.intents.rows import (
    capital,
    entry_lines,
    tidy,
)
from weeklog_chat_worker.models.offline.periods import Known, Period
from weeklog_chat_worker.models.offline.phrases import Say
from weeklog_chat_worker.models.offline.query import Flag, Intent, Query
from weeklog_chat_worker.tools.results import (
    Entries,
    Groups,
)

_FEW = 15  # entries of one that won: they are shown


def ranked(query: Query, known: Known) -> Sequence[Call]:
    by = (
        group_of(query)
        if query.has(
            Flag.PER_WEEKDAY, Flag.PER_MONTH, Flag.PER_STATUS, Flag.PER_TAG, Flag.PER_WEEK, Flag.PER_DAY
        )
        else "tag"
    )
    asked = query
    if query.has(Flag.LEAST) and not query.periods:
        asked = replace(query, periods=(Period(last=known.today),))
    return [Call("count_by", filters(asked, asked.period, by=by))]


def winners(query: Query, results: Sequence[Any]) -> Sequence[Call]:
    """The entries of the one that won, when they are few."""
    if not (results and isinstance(results[0], Groups)):
        return ()
    found = results[0]
    winners = best_groups(query, found)
    if len(winners) != 1 or winners[0].entries > _FEW or found.by not in ("week", "day", "tag"):
        return ()
    key = winners[0].key
    limits: dict[str, Any] = {"week": {"week": int(key) if key.isdigit() else None},
        "day": {"from_day": key, "to_day": key}, "tag": {"tag": key}}[found.by]  # fmt: skip
    return [Call("find_entries", filters(query, query.period) | limits)]


def answer(query: Query, results: Sequence[Any], say: Say, known: Known) -> list[str]:
    found: Groups = results[0]
    limits = say.limits(query, query.period)
    winners = best_groups(query, found)
    if not winners:
        return [say.sentence(say("no tags" if found.by == "tag" else "nothing", limits=limits))]
    least = query.has(Flag.LEAST)
    entries = say.many("entries", winners[0].entries)
    names = [capital(name_of(found.by, one.key, say)) for one in winners]
    if query.top > 1:
        return [group_line(found.by, one, say) for one in winners]
    if len(winners) == 1:
        lines = [
            tidy(say("rank least" if least else "rank most", winner=names[0], entries=entries, limits=limits))
        ]
    else:
        kind = say("kind.least" if least else "kind.most")
        shown = ", ".join(names[:MOST_GROUPS])
        lines = [tidy(say("rank tie", winners=shown, kind=kind, entries=entries, limits=limits))]
    rows = [one for one in results[1:] if isinstance(one, Entries)]
    if rows:
        lines += ["", *entry_lines(rows[0], say)]
    return [
        *lines,
        *(empty_weeks(found, say) if least and not (query.subject or query.tag or query.status) else []),
    ]


OPERATIONS = (
    Operation(
        Intent.RANK,
        answer,
        ranked,
        winners,
        narrows=True,
        lists_rows=True,
        stands_alone=True,
        compares_words=True,
    ),
)
