"""Questions that go on with the one before: "and the week before?", "how many of those were done?". Pure."""

import re
from collections.abc import Sequence
from dataclasses import replace

from weeklog.vocabulary import OPEN_STATUSES, Language
from weeklog_chat_worker.models.offline.excluded_times import what_remains
from weeklog_chat_worker.models.offline.folding import folded, lowered
from weeklog_chat_worker.models.offline.periods import Known, Period
from weeklog_chat_worker.models.offline.plans_entries import group_of
from weeklog_chat_worker.models.offline.question import speak_of, tidy, vocabulary
from weeklog_chat_worker.models.offline.reader import read
from weeklog_chat_worker.models.offline.reading import Reading

MOST_COMPARED = 2
SHORTEST_QUESTION = 3  # words of a sentence that stands alone
_SENTENCE = re.compile(r"(?:(?<=[^\W\d]{4}[.!?])|(?<=\d[.!?]))\s+(?=\S)")
# What can be limited to what was spoken of before.
_FILTERED = frozenset({
    "list", "count", "open", "status", "links", "tags", "carried", "objectives", "achievements", "review", "comments",
    "longest", "rank", "compare", "groups", "average", "none",
})  # fmt: skip


def understand(questions: Sequence[str], known: Known, *, goes_on: bool = False) -> Reading:
    """The last question, read with those before it; `goes_on`: it is known to be about what the one before it found."""
    before: Reading | None = None
    spoken_of: list[Period] = []
    code: Language | None = None
    for number, said in enumerate(questions or ("",), 1):
        code = speak_of(said, code)
        if before is not None and (place := _place_in_list(said, code)) and before.intent in _FINDS:
            before = replace(before, nth=place, code=code, flags=before.flags - {"first", "last"})
            continue
        question = _asked(said, known, code)
        anchored = _anchored(known, before)
        alone = read(question, replace(known, spoken_of=anchored.spoken_of), code)
        follows = before is not None and (
            (goes_on and number == len(questions))
            or alone.follows
            or _is_fragment(alone)
            or _points_at_found(alone)
            or _counts_on(before, alone)
            or _refers_back(question, code)
        )
        now = read(question, anchored, code) if follows else alone
        before = (
            _continued(before, _apart_from(before, now, known)) if before is not None and follows else now
        )
        if (
            before.intent == "compare"
            and len(before.periods) < MOST_COMPARED
            and len(spoken_of) >= MOST_COMPARED
        ):
            before = replace(before, periods=tuple(spoken_of[-MOST_COMPARED:]))
        spoken_of += [period for period in before.periods if period not in spoken_of]
    assert before is not None
    return before


def _asked(said: str, known: Known, code: Language) -> str:
    """ "I am writing my report. What did I do in week 3?": the last sentence, when it asks for something by itself."""
    said = _without_statements(said, code)
    *before, last = _SENTENCE.split(said)
    if not before or "?" in " ".join(before) or len(last.split()) < SHORTEST_QUESTION:
        return said
    reading = read(last, known, code)
    understood = reading.intent.startswith("beyond") or (
        reading.intent != "none" and (reading.limited or reading.intent != "list")
    )
    return last if understood and not reading.follows else said


def _without_statements(said: str, code: Language) -> str:
    """ "Compare weeks 2 and 3. I have the feeling that I logged less": what only tells is no question."""
    words = vocabulary(code, said)
    sentences = _SENTENCE.split(said.strip())
    told = words.compiled(words.joints["statement"])
    asking = [
        one for one in sentences if "?" in one or not told.match(folded(one) if words.plain else lowered(one))
    ]
    return asking[0] if len(asking) == 1 else said.strip()


def _anchored(known: Known, before: Reading | None) -> Known:
    if before is None:
        return known
    finds = before.intent in _FINDS and bool(
        before.subject or before.tag or before.intent in ("rank", "longest") or before.has("first", "last")
    )
    anchor = before.period if before.period and not before.period.found else None
    return replace(known, anchor=anchor, spoken_of=finds)


def _refers_back(question: str, code: Language) -> bool:
    said = tidy(question, code)
    words = vocabulary(code, said)
    text = folded(said) if words.plain else lowered(said)
    return words.compiled(words.joints["refers back"]).search(text) is not None


def _place_in_list(question: str, code: Language) -> int | None:
    """ "The second one": which row of a list; the first and the last are asked for in their own ways."""
    said = tidy(question, code)
    words = vocabulary(code, said)
    match = words.compiled(words.joints["nth"]).search(folded(said) if words.plain else lowered(said))
    place = words.number(match["n"]) if match else 1
    return place if place > 1 else None


def _counts_on(before: Reading, now: Reading) -> bool:
    """ "How many are done?" after a question about a week is about that week, when it does not say "in total"."""
    is_plain = not (now.periods or now.subject or now.tag or now.has("in total"))
    return now.intent == "count" and now.status is not None and is_plain and len(before.periods) == 1


def _points_at_found(reading: Reading) -> bool:
    return any(period.found and not period.event for period in reading.periods)


def understand_all(questions: Sequence[str], known: Known) -> tuple[Reading, ...]:
    """Two questions in one are two readings: "what are my goals, and what is still open?"."""
    whole = understand(questions, known)
    if whole.intent.startswith(("propose", "beyond why")) or whole.intent in _WHOLE:
        return (whole,)
    *before, last = questions or ("",)
    said = tidy(_asked(last, known, whole.code), whole.code)
    words = vocabulary(whole.code, said)
    parts = [part for part in re.split(words.joints["several"], said) if part.strip(" ?!.,")]
    if len(parts) != 2:  # noqa: PLR2004
        return (whole,)
    parts[1] = words.compiled(words.joints["one of them"]).sub(r"\g<which>", parts[1])
    one = understand([*before, parts[0]], known)
    other = understand([*before, parts[1]], known)
    if not _stands_alone(other) or _is_about_found(other):
        other = understand([*before, *parts], known, goes_on=True)
    if _asks_the_same(one, other) or not (_stands_alone(one) and _stands_alone(other)):
        return (whole,)
    if not other.limited and other.intent in _TIMED:
        other = replace(other, periods=one.periods)
    return one, other


_FINDS = frozenset({"list", "status", "open", "links", "longest", "rank"})
_WHOLE = frozenset({"compare", "unclear"})
_TIMED = frozenset({"list", "count", "objectives", "achievements", "links"})


def _is_about_found(reading: Reading) -> bool:
    """ "… and when was the last one?": nothing of its own to look for."""
    return (
        reading.intent == "list" and not reading.subject and not reading.tag and reading.has("first", "last")
    )


def _asks_the_same(one: Reading, other: Reading) -> bool:
    """ "What did I log on 10 July and what about Docker" are two: one has a time, the other a topic."""
    if one.intent != other.intent:
        return False
    return one.intent != "list" or bool(one.subject) == bool(other.subject) or bool(other.periods)


def _stands_alone(reading: Reading) -> bool:
    if reading.intent == "list":
        return reading.limited
    return reading.intent in _FILTERED - {"none", "compare"}


def _is_fragment(reading: Reading) -> bool:
    """ "Week 3?", "Docker?": no more than what it is limited to."""
    return reading.intent in ("none", "unclear") and bool(
        reading.periods or reading.problem or reading.tag or reading.without
    )


def _apart_from(before: Reading, now: Reading, known: Known) -> Reading:
    """ "And without Monday?" leaves it out of what was spoken of before."""
    if not (now.apart and before.periods) or now.periods != what_remains((), now.apart, known):
        return now
    return replace(now, periods=what_remains(before.periods, now.apart, known))


def _continued(before: Reading, now: Reading) -> Reading:
    if now.intent in ("unclear", "greet", "help") or now.intent.startswith(("propose", "beyond")):
        return now
    if before.intent.startswith(("propose", "beyond", "greet", "help", "unclear")):
        before = replace(before, intent="list")
    if before.intent == "rank" and now.has("those") and not now.periods and before.has("per week", "per day"):
        now = replace(now, periods=(Period(found="week" if group_of(before) == "week" else "day"),))
    if _points_at_found(now):
        return replace(
            now, intent="list" if now.intent == "none" else now.intent, base=replace(before, base=None)
        )
    if before.intent == "objectives" and now.intent == "list" and now.has("met", "missed", "open objective"):
        return replace(
            before, code=now.code, flags=before.flags | now.flags, periods=now.periods or before.periods
        )
    if now.intent == "longest" and before.status in OPEN_STATUSES and not now.status:
        return replace(
            before, code=now.code, flags=before.flags | {"first"}
        )  # still open: begun before the others
    asks_anew = now.intent not in ("list", "none") or (now.intent == "list" and bool(now.verbs))
    if asks_anew and now.intent not in _FILTERED:
        return replace(now, periods=now.periods or before.periods) if now.intent == "week days" else now
    intent = now.intent if asks_anew else before.intent
    if before.intent == "count" and now.intent == "list" and now.has("first", "last", "which day"):
        intent = "list"  # "how many bugs did I fix? When was the last one?"
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
        status=now.status or (before.status if not asks_anew or now.intent == "list" else None),
        weeks_open=now.weeks_open or before.weeks_open,
        code=now.code,
        person=now.person or before.person,
    )
