"""A question that goes on with the one before it, put together with it. Pure."""

from dataclasses import replace
from typing import Final

from weeklog.vocabulary import OPEN_STATUSES
from weeklog_chat_worker.models.offline.intents import INTENTS
from weeklog_chat_worker.models.offline.intents.groups import group_of
from weeklog_chat_worker.models.offline.parse.measure import in_its_measure
from weeklog_chat_worker.models.offline.periods import Period
from weeklog_chat_worker.models.offline.query import Flag, Form, Intent, Query
from weeklog_chat_worker.tools.results import TeamAsks

_SHORT: Final = 4  # words of a question that says nothing of its own: "how many?", "since when?"
_SHORT_OF_THOSE: Final = 7  # and with "those", "then", "it"
_FEW_LINES: Final = 3  # of a summary that was too long
_ABOUT_ROWS = (Intent.WHY, Intent.WHO, Intent.WHERE, Intent.HOW, Intent.EFFECT)
_ELLIPTICAL = (
    Intent.NONE, Intent.LIST, Intent.COUNT, Intent.LINKS, Intent.LONGEST, Intent.HOURS, Intent.GROUPS, Intent.TAGS,
    *_ABOUT_ROWS,
)  # fmt: skip
_OF_TEAM = (Intent.LIST, Intent.NONE, Intent.COUNT, Intent.TEAM)
_COUNTING = (Intent.COUNT, Intent.AVERAGE, Intent.HOURS)


def is_elliptical(query: Query, said: str) -> bool:
    """ "How many?", "why?", "list them": all that it is about was said before."""
    if query.intent not in _ELLIPTICAL or has_scope(query) or query.has(Flag.IN_TOTAL, Flag.EVERYTHING):
        return False
    if query.status in ("open", "planned"):
        return False  # "what is open" is asked of everything
    return len(said.split()) <= (_SHORT_OF_THOSE if query.has(Flag.THOSE) else _SHORT)


def has_scope(query: Query) -> bool:
    """Whether it says by itself which rows it is about."""
    return bool(query.periods or query.subject or query.tag or query.without or query.person or query.team)


def points_at_found(query: Query) -> bool:
    return any(period.found and not period.event for period in query.periods)


def continued(before: Query, now: Query) -> Query:
    return replace(_together(before, now), others=())


def _together(before: Query, now: Query) -> Query:
    if now.intent in _ABOUT_ROWS and not has_scope(now):
        return _of_the_same(before, now)
    if _is_apart(now.intent):
        return now
    if _is_apart(before.intent):
        before = replace(before, intent=Intent.LIST)
    now = _in_what_won(before, in_its_measure(before, now))
    if points_at_found(now):
        intent = Intent.LIST if now.intent == Intent.NONE else now.intent
        return replace(now, intent=intent, base=replace(before, base=None))
    return (
        _in_another_form(before, now)
        or _whether_done(before, now)
        or _of_those(before, now)
        or _narrowed(before, now)
    )


def _is_apart(intent: Intent) -> bool:
    """Nothing is limited by it, and it is limited by nothing."""
    return intent in (Intent.UNCLEAR, Intent.GREET, Intent.HELP) or intent.is_proposal or intent.is_beyond


def _in_what_won(before: Query, now: Query) -> Query:
    """ "Which week was the busiest?", "what did I do then?"."""
    ranks = before.intent == Intent.RANK and before.has(Flag.PER_WEEK, Flag.PER_DAY)
    if not ranks or now.periods or not now.has(Flag.THOSE):
        return now
    return replace(now, periods=(Period(found="week" if group_of(before) == "week" else "day"),))


def _whether_done(before: Query, now: Query) -> Query | None:
    """ "What about the farm?", "is it done?": of all that was shown, and not only of what is done."""
    asks_it = now.intent == Intent.LIST and now.status == "done" and now.has(Flag.YES_OR_NO)
    if not asks_it or has_scope(now) or before.intent != Intent.LIST or not before.subject:
        return None
    return replace(before, intent=Intent.STATUS, code=now.code, flags=now.flags, status=None)


def _of_those(before: Query, now: Query) -> Query | None:
    """States of the objectives that were listed; of open work, the longest is what was begun first."""
    states = now.has(Flag.MET, Flag.MISSED, Flag.OPEN_OBJECTIVE)
    asks_states = now.intent == Intent.LIST and states
    asks_open = now.intent in (Intent.OPEN, Intent.STATUS) and not has_scope(now)
    if before.intent == Intent.OBJECTIVES and (asks_states or asks_open):
        asked = now.flags | {Flag.OPEN_OBJECTIVE} if now.intent == Intent.OPEN else now.flags
        flags = before.flags - {Flag.MET, Flag.MISSED, Flag.OPEN_OBJECTIVE} | asked
        return replace(before, code=now.code, flags=flags, periods=now.periods or before.periods)
    if now.intent == Intent.LONGEST and before.status in ("open", *OPEN_STATUSES) and not now.status:
        return replace(before, code=now.code, flags=before.flags | {Flag.FIRST})
    return None


def _narrowed(before: Query, now: Query) -> Query:
    """What the question says itself, and all else as before."""
    if before.intent == Intent.OBJECTIVES and now.intent in (Intent.LIST, Intent.NONE) and now.periods:
        now = replace(now, flags=now.flags - {Flag.OPEN_OBJECTIVE})  # "còn tuần 5?" goes on, it asks no state
    asks_anew = now.intent not in (Intent.LIST, Intent.NONE) or bool(now.verbs and now.intent == Intent.LIST)
    if asks_anew and not INTENTS[now.intent].narrows:
        return replace(now, periods=now.periods or before.periods) if now.intent == Intent.WEEK_DAYS else now
    intent = _intent_of(before, now, asks_anew=asks_anew)
    keeps_status = not asks_anew or now.intent == Intent.LIST or not has_scope(now)
    return replace(
        now,
        intent=intent,
        base=now.base or (before.base if not now.periods else None),
        flags=now.flags if asks_anew else before.flags | now.flags,
        periods=now.periods or before.periods,
        subject=now.subject or (before.subject if not now.tag else ()),
        without=now.without or before.without,
        without_status=now.without_status or before.without_status,
        verbs=now.verbs or before.verbs,
        tag=now.tag or (before.tag if not now.subject else None),
        status=now.status or (before.status if keeps_status else None),
        with_links=before.with_links if now.with_links is None else now.with_links,
        with_tags=before.with_tags if now.with_tags is None else now.with_tags,
        measure=now.measure if asks_anew else before.measure,
        weeks_open=now.weeks_open or before.weeks_open,
        person=now.person or before.person,
        team=_team_of(before, now) if intent == Intent.TEAM else None,
    )


def _intent_of(before: Query, now: Query, *, asks_anew: bool) -> Intent:
    if before.intent == Intent.TEAM and now.intent in _OF_TEAM and not now.person:
        return Intent.TEAM
    shows = now.has(Flag.FIRST, Flag.LAST, Flag.WHICH_DAY, Flag.LISTING)
    if before.intent in _COUNTING and now.intent == Intent.LIST and shows:
        return Intent.LIST  # "how many bugs did I fix? When was the last one?"
    return now.intent if asks_anew else before.intent


def _team_of(before: Query, now: Query) -> TeamAsks | None:
    return now.team or ("counts" if now.intent == Intent.COUNT else before.team)


def _of_the_same(before: Query, now: Query) -> Query:
    """ "Why?": of the rows that were shown."""
    return replace(
        before,
        intent=now.intent, code=now.code, flags=now.flags, form=None, size=None, nth=None, team=None,
        verbs=before.verbs,
    )  # fmt: skip


def _in_another_form(before: Query, now: Query) -> Query | None:
    """ "Shorter", "in two sentences", "in Vietnamese": the same again."""
    if has_scope(now) or now.status or now.intent not in (Intent.LIST, Intent.NONE, Intent.SUMMARY):
        return None
    form = now.form
    if now.has(Flag.SHORTER):
        form = (
            Form(before.form.unit, max(1, before.form.number // 2))
            if before.form
            else Form("bullets", _FEW_LINES)
        )
    if form is None and now.answer_in is None:
        return None
    sums_up = form is not None and before.intent in (Intent.LIST, Intent.SUMMARY) and before.periods
    return replace(
        before,
        intent=Intent.SUMMARY if sums_up else before.intent,
        form=form or before.form,
        code=now.answer_in or before.code,
    )
