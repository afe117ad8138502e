"""Questions that go on with the one before: "and the week before?", "how many of those were done?". Pure."""

import re
from collections.abc import Sequence
from dataclasses import replace

from weeklog_chat_worker.models.offline.periods import Known, Period
from weeklog_chat_worker.models.offline.question import speak_of, tidy, vocabulary
from weeklog_chat_worker.models.offline.reader import read
from weeklog_chat_worker.models.offline.reading import Reading
from weeklog_chat_worker.models.offline.vocabulary import Code

MOST_COMPARED = 2
# What can be limited to what was spoken of before.
_FILTERED = frozenset({
    "list", "count", "open", "status", "links", "tags", "carried", "objectives", "achievements", "review", "comments",
    "longest", "rank", "compare", "groups", "average", "none",
})  # fmt: skip


def understand(questions: Sequence[str], known: Known) -> Reading:
    """The last question, read with those before it."""
    before: Reading | None = None
    spoken_of: list[Period] = []
    code: Code | None = None
    for question in questions or ("",):
        code = speak_of(question, code)
        anchored = replace(known, anchor=before.period if before else None)
        alone = read(question, known, code)
        follows = before is not None and (alone.follows or _is_fragment(alone))
        now = read(question, anchored, code) if follows else alone
        before = _continued(before, now) if before is not None and follows else now
        if (
            before.intent == "compare"
            and len(before.periods) < MOST_COMPARED
            and len(spoken_of) >= MOST_COMPARED
        ):
            before = replace(before, periods=tuple(spoken_of[-MOST_COMPARED:]))
        spoken_of += [period for period in before.periods if period not in spoken_of]
    assert before is not None
    return before


def understand_all(questions: Sequence[str], known: Known) -> tuple[Reading, ...]:
    """Two questions in one are two readings: "what are my goals, and what is still open?"."""
    whole = understand(questions, known)
    if whole.intent.startswith(("propose", "beyond why")) or whole.intent in _WHOLE:
        return (whole,)
    *before, last = questions or ("",)
    said = tidy(last)
    parts = [
        part for part in re.split(vocabulary(whole.code, said).joints["several"], said) if part.strip(" ?!.,")
    ]
    if len(parts) != 2:  # noqa: PLR2004
        return (whole,)
    one = understand([*before, parts[0]], known)
    other = understand([*before, parts[1]], known)
    if one.intent == other.intent or not (_stands_alone(one) and _stands_alone(other)):
        return (whole,)
    if not other.limited and other.intent in _TIMED:
        other = replace(other, periods=one.periods)
    return one, other


_WHOLE = frozenset({"compare", "unclear"})
_TIMED = frozenset({"list", "count", "objectives", "achievements", "links"})


def _stands_alone(reading: Reading) -> bool:
    if reading.intent == "list":
        return reading.limited
    return reading.intent in _FILTERED - {"none", "compare"}


def _is_fragment(reading: Reading) -> bool:
    """ "Week 3?", "Docker?": no more than what it is limited to."""
    return reading.intent in ("none", "unclear") and bool(reading.periods or reading.problem or reading.tag)


def _continued(before: Reading, now: Reading) -> Reading:
    if now.intent in ("unclear", "greet", "help") or now.intent.startswith(("propose", "beyond")):
        return now
    if before.intent.startswith(("propose", "beyond", "greet", "help", "unclear")):
        before = replace(before, intent="list")
    asks_anew = now.intent not in ("list", "none") or (now.intent == "list" and bool(now.verbs))
    if asks_anew and now.intent not in _FILTERED:
        return replace(now, periods=now.periods or before.periods) if now.intent == "week days" else now
    intent = now.intent if asks_anew else before.intent
    return replace(
        now,
        intent=intent,
        flags=now.flags if asks_anew else before.flags | now.flags,
        periods=now.periods or before.periods,
        subject=now.subject or (before.subject if not now.tag else ()),
        verbs=now.verbs or before.verbs,
        tag=now.tag or (before.tag if not now.subject else None),
        status=now.status or (before.status if not asks_anew or now.intent == "list" else None),
        weeks_open=now.weeks_open or before.weeks_open,
        code=now.code,
    )
