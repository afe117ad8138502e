"""Comments."""

from collections.abc import Sequence
from typing import Any

from weeklog.language.plain_text import plain_text
from weeklog.language.translations import also_said
from weeklog_chat_worker.models.offline.calls import MOST_WORDS, Call, in_weeks
from weeklog_chat_worker.models.offline.intents.contract import Operation
from weeklog_chat_worker.models.offline.intents.rows import (
    capital,
)
from weeklog_chat_worker.models.offline.periods import Known
from weeklog_chat_worker.models.offline.phrases import Say
from weeklog_chat_worker.models.offline.query import Flag, Intent, Query
from weeklog_chat_worker.tools.results import (
    Comments,
)


def comments(query: Query, known: Known) -> Sequence[Call]:
    """Those that say a word of the question or stand beside what says one; and all, in case that none does."""
    week = in_weeks(query.period, known).get("week")
    waiting = query.has(Flag.OPEN_OBJECTIVE, Flag.NOT)
    every = ({"week": week} if week is not None else {}) | {"open_only": waiting}
    asked = {key for one in query.subject for part in one.split("|") for key in (part, *also_said(part))}
    saying = [Call("comments", every | {"words": sorted(asked)[:MOST_WORDS]})] if asked else []
    return [*saying, Call("comments", every)]


def answer(query: Query, results: Sequence[Any], say: Say, known: Known) -> list[str]:
    found = [one for one in results if isinstance(one, Comments)]
    limits = say.period(query.period) if query.period else ""
    shown = next((one for one in found if one.total), None)
    if shown is None:
        return [say.sentence(say("no comments", limits=limits))]
    lines = [
        "- " + say(
            "comment line",
            day=say.day(one.on),
            about=plain_text(one.about)[:120],
            state=(say("mine") if one.mine else "") + (say("resolved") if one.resolved else ""),
            text=plain_text(one.text),
        )
        for one in shown.comments
    ]  # fmt: skip
    head = capital(f"{say.many('comments', shown.total)} {limits}") + ":"
    unsaid = [say("no comment says", words=say.subject(query)), ""] if shown is not found[0] else []
    return [*unsaid, head, "", *lines]


OPERATIONS = (
    Operation(
        Intent.COMMENTS,
        answer,
        comments,
        narrows=True,
        stands_alone=True,
        takes_its_words=True,
        seeks_evidence=True,
        of_weeks=True,
    ),
)
