"""Edits of the asker's draft review."""

from collections.abc import Sequence
from typing import Any

from weeklog.language.plain_text import plain_text
from weeklog.reviews.sections import HEADINGS
from weeklog_chat_worker.models.offline.calls import Call, in_weeks
from weeklog_chat_worker.models.offline.intents.contract import Operation
from weeklog_chat_worker.models.offline.periods import Known
from weeklog_chat_worker.models.offline.phrases import Say
from weeklog_chat_worker.models.offline.query import Intent, Query
from weeklog_chat_worker.tools.edited_reviews import EditedLine, NoReviewEdit, ReviewEdits

_MOST_SHOWN = 6  # lines; the proposal holds all of them


def edit(query: Query, known: Known) -> Sequence[Call]:
    if query.edit is None:
        return ()
    week = in_weeks(query.period, known).get("week") if query.period else None
    said = {
        "change": query.edit.change, "words": query.edit.words[:300], "text": query.edit.text,
        "section": query.edit.section, "language": query.edit.language, "week": week,
    }  # fmt: skip
    return [
        Call("propose_review_edit", {name: value for name, value in said.items() if value not in (None, "")})
    ]


def answer(query: Query, results: Sequence[Any], say: Say, known: Known) -> list[str]:
    match list(results):
        case [ReviewEdits() as made]:
            return _proposed(made, say)
        case [NoReviewEdit() as none]:
            return _refused(none, say)
        case _:
            return [say("beyond doing")]


def _proposed(made: ReviewEdits, say: Say) -> list[str]:
    shown, more = made.lines[:_MOST_SHOWN], len(made.lines) - _MOST_SHOWN
    lines = [say.many("edit.head", len(made.lines)).replace("{week}", str(made.week)), ""]
    lines += [f"- {_line(one, say)}" for one in shown]
    lines += [f"- {say('edit.more', n=more)}"] if more > 0 else []
    return [*lines, *(["", say.many("edit.kept", made.kept)] if made.kept else [])]


def _line(one: EditedLine, say: Say) -> str:
    section = HEADINGS[say.code].get(one.section, one.section)
    return say(f"edit.{one.change}", section=section, text=plain_text(one.text or one.was))


def _refused(none: NoReviewEdit, say: Say) -> list[str]:
    why = "no review yet" if none.why == "no review" and none.week is None else none.why
    state = say(f"review.{none.state}") if none.state else ""
    head = say(f"edit.{why}", week=none.week, state=state, n=len(none.lines))
    return [head, *(["", *(f"- {plain_text(text)}" for text in none.lines)] if none.lines else [])]


OPERATIONS = (Operation(Intent.PROPOSE_REVIEW, answer, edit, is_whole=True),)
