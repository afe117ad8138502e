"""Comments."""

from collections.abc import Sequence
from typing import Any

from weeklog.language.plain_text import plain_text
from weeklog.language.stems import telling
from weeklog.language.translations import also_said
from weeklog_chat_worker.models.offline.calls import Call, in_weeks
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
    week = in_weeks(query.period, known).get("week")
    waiting = query.has(Flag.OPEN_OBJECTIVE, Flag.NOT)
    return [Call("comments", ({"week": week} if week is not None else {}) | {"open_only": waiting})]


def answer(query: Query, results: Sequence[Any], say: Say, known: Known) -> list[str]:
    found: Comments = results[0]
    found = _about_it(query, found)
    limits = say.period(query.period) if query.period else ""
    if not found.total:
        return [say.sentence(say("no comments", limits=limits))]
    lines = [
        "- " + say(
            "comment line",
            day=say.day(one.on),
            about=plain_text(one.about)[:120],
            state=(say("mine") if one.mine else "") + (say("resolved") if one.resolved else ""),
            text=plain_text(one.text),
        )
        for one in found.comments
    ]  # fmt: skip
    return [capital(f"{say.many('comments', found.total)} {limits}") + ":", "", *lines]


def _about_it(query: Query, found: Comments) -> Comments:
    """Those that say a word of the question, or stand beside what says one; all, when none does."""
    asked = {key for one in query.subject for part in one.split("|") for key in (part, *also_said(part))}
    stems = {stem for word in asked for stem in telling(word)}
    kept = tuple(one for one in found.comments if stems & telling(f"{one.about} {one.text}"))
    return Comments(total=len(kept), comments=kept) if kept else found


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
