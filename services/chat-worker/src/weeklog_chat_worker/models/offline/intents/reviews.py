"""Reviews of weeks."""

from collections.abc import Sequence
from typing import Any

from weeklog.language.plain_text import plain_text
from weeklog_chat_worker.models.offline.calls import Call, in_weeks, times
from weeklog_chat_worker.models.offline.intents.contract import Operation
from weeklog_chat_worker.models.offline.intents.rows import (
    capital,
)
from weeklog_chat_worker.models.offline.periods import Known
from weeklog_chat_worker.models.offline.phrases import Say
from weeklog_chat_worker.models.offline.query import Flag, Intent, Query
from weeklog_chat_worker.tools.results import Reviews


def reviews(query: Query, known: Known) -> Sequence[Call]:
    return [Call("reviews", in_weeks(time, known)) for time in times(query)]


def answer(query: Query, results: Sequence[Any], say: Say, known: Known) -> list[str]:
    if query.has(Flag.NOT) and query.has(Flag.SUBMITTED, Flag.APPROVED) and not query.periods:
        return _not_yet(query, results[0], say, known)
    lines: list[str] = []
    for time, found in zip(times(query), results, strict=False):
        # Where none is submitted, each tells how far it is: "there is no review" would be untrue.
        wanted = [one for one in found.reviews if _is_wanted(query, one.state)] or found.reviews
        if not wanted:
            part = [say.sentence(say("no reviews", limits=say.period(time) if time else ""))]
        else:
            part = [
                say("review line", week=one.week, state=say(f"review.{one.state}"), version=one.version)
                for one in wanted
            ]
            counted = (
                [f"{capital(say.many('reviews', len(wanted)))}:", ""] if query.has(Flag.HOW_MANY) else []
            )
            part = [*counted, *(f"- {one}" for one in part)] if counted or len(part) > 1 else part
            if len(wanted) == 1 and wanted[0].sentences:
                part += [
                    "",
                    say("review says"),
                    "",
                    *(f"- {plain_text(text)}" for text in wanted[0].sentences),
                ]
        lines += ["", *part] if lines else part
    return lines


def _is_wanted(query: Query, state: str) -> bool:
    if query.periods:
        return True
    if query.has(Flag.SUBMITTED):
        return (state in ("submitted", "approved", "published")) != query.has(Flag.NOT)
    if query.has(Flag.APPROVED):
        return (state in ("approved", "published")) != query.has(Flag.NOT)
    return True


def _not_yet(query: Query, found: Reviews, say: Say, known: Known) -> list[str]:
    """ "Which weeks are not submitted?": also those without any review."""
    wanted = ("approved", "published") if query.has(Flag.APPROVED) else ("submitted", "approved", "published")
    there = {one.week for one in found.reviews if one.state in wanted}
    weeks = [week.number for week in known.weeks if week.first <= known.today and week.number not in there]
    key = "not approved" if query.has(Flag.APPROVED) else "not submitted"
    if not weeks:
        return [say(f"none {key}")]
    return [say(key), "", *(f"- {capital(say('week', week=number))}" for number in weeks)]


OPERATIONS = (
    Operation(
        Intent.REVIEW,
        answer,
        reviews,
        of_several_times=True,
        narrows=True,
        stands_alone=True,
        takes_its_words=True,
        of_weeks=True,
    ),
)
