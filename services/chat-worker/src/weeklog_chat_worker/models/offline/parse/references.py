"""Questions that go on with the one before: "and the week before?", "how many of those were done?". Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Literal

from weeklog.vocabulary import OPEN_STATUSES, Language
from weeklog_chat_worker.models.offline.intents import INTENTS
from weeklog_chat_worker.models.offline.parse.candidates import read
from weeklog_chat_worker.models.offline.parse.continued import continued, is_elliptical, points_at_found
from weeklog_chat_worker.models.offline.parse.measure import adds_nothing, by_hours, in_its_measure
from weeklog_chat_worker.models.offline.parse.parts import parts_of
from weeklog_chat_worker.models.offline.parse.people import named_again, named_in, only_of, without_names
from weeklog_chat_worker.models.offline.parse.text import speak_of, tidy, vocabulary
from weeklog_chat_worker.models.offline.parse.times.excluded import what_remains
from weeklog_chat_worker.models.offline.periods import Known, Period
from weeklog_chat_worker.models.offline.query import Flag, Intent, Query

_ABOUT: Mapping[Intent, Literal["summary", "review"]] = {
    Intent.SUMMARY: "summary",
    Intent.REVIEW: "review",
    Intent.PROPOSE_REVIEW: "review",
}

MOST_COMPARED = 2
_SHORT_CORRECTION = 4  # words; a longer one asks anew
SHORTEST_QUESTION = 3  # words of a sentence that stands alone
_SENTENCE = re.compile(r"(?:(?<=[^\W\d]{4}[.!?])|(?<=\d[.!?]))\s+(?=\S)")


def understand(questions: Sequence[str], known: Known, *, goes_on: bool = False) -> Query:
    """The last question, read with those before it; `goes_on`: it is known to be about what the one before it
    found."""
    before: Query | None = None
    spoken_of: list[Period] = []
    code: Language | None = None
    for number, said in enumerate(questions or ("",), 1):
        code = speak_of(without_names(said, known), code)
        if before is not None and (place := _place_in_list(said, code)) and INTENTS[before.intent].lists_rows:
            before = replace(before, nth=place, code=code, flags=before.flags - {Flag.FIRST, Flag.LAST})
            continue
        corrected = _corrected(said, code) if before is not None else None
        question = _of_whom(corrected or _asked(said, known, code), before, known, code)
        anchored = _anchored(known, before)
        talk = replace(known, spoken_of=anchored.spoken_of, about=anchored.about)
        alone = _read_after(before, question, talk, code)
        follows = before is not None and (
            (goes_on and number == len(questions))
            or (corrected is not None and len(corrected.split()) <= _SHORT_CORRECTION)
            or alone.follows
            or _is_fragment(alone)
            or points_at_found(alone)
            or _counts_on(before, alone)
            or _refers_back(question, code)
            or is_elliptical(alone, question)
        )
        now = _read_after(before, question, anchored, code) if follows else alone
        if before is None:
            before = _of_nothing(now)
        else:
            before = continued(before, _apart_from(before, now, known)) if follows else now
        if (
            before.intent == Intent.COMPARE
            and len(before.periods) < MOST_COMPARED
            and len(spoken_of) >= MOST_COMPARED
        ):
            before = replace(before, periods=tuple(spoken_of[-MOST_COMPARED:]))
        spoken_of += [period for period in before.periods if period not in spoken_of]
    assert before is not None
    return before


def _of_nothing(query: Query) -> Query:
    """ "Did it happen again?" with nothing before it is about nothing that is known, and not about every entry."""
    asks_of_it = query.follows and query.has(Flag.YES_OR_NO) and query.has(Flag.THOSE)
    is_open = query.intent == Intent.LIST and not query.limited
    return replace(query, intent=Intent.NONE) if asks_of_it and is_open else query


def _of_whom(question: str, before: Query | None, known: Known, code: Language) -> str:
    words = vocabulary(code, question)
    if before is None or before.person is None or named_in(question, known.people, words):
        return question
    return named_again(question, before.person, words)


def _read_after(before: Query | None, question: str, known: Known, code: Language) -> Query:
    """ "Make the summary shorter" is about the summary that was just given, else about that of the review."""
    query = read(question, known, code)
    if before is None or before.intent != Intent.SUMMARY or query.edit is None:
        return query
    if query.edit.change != "shorten" or query.edit.section != "summary":
        return query
    return Query(Intent.NONE, code, flags=frozenset({Flag.SHORTER}), follows=True)


def _corrected(said: str, code: Language) -> str | None:
    """ "No, I meant last week": what is to stand instead of what was asked; none when nothing is put right."""
    said = tidy(said, code)
    words = vocabulary(code, said)
    text = words.as_read(said)
    match = words.compiled(words.joints["correction"]).match(text)
    if match is None or match.end() == len(text):
        return None
    end = words.compiled(words.joints["corrected end"]).search(text, match.end())
    return said[match.end() : end.start() if end and end.start() > match.end() else len(said)].strip() or None


def _asked(said: str, known: Known, code: Language) -> str:
    """ "I am writing my report. What did I do in week 3?": the last sentence, when it asks for something by itself."""
    said = _without_aside(_without_statements(said, code), known, code)
    *before, last = _SENTENCE.split(said)
    if not before or "?" in " ".join(before) or len(last.split()) < SHORTEST_QUESTION:
        return said
    return last if _is_understood(read(last, known, code)) else said


def _is_understood(query: Query) -> bool:
    """Whether it says all that it asks by itself."""
    says_what = query.intent != Intent.NONE and (query.limited or query.intent != Intent.LIST)
    return (query.intent.is_beyond or says_what) and not query.follows


def _without_aside(said: str, known: Known, code: Language) -> str:
    """ "I am filling in my timesheet, what did I do in week 1?": what was told first limits nothing, unless it
    names the time."""
    whole, said = said, tidy(said, code)
    words = vocabulary(code, said)
    text = words.as_read(said)
    match = words.compiled(words.joints["aside"]).match(text)
    asks = words.compiled(words.joints["asks"])
    if match is None or asks.search(match[0]):
        return whole
    rest = said[match.end() :]
    query = read(rest, known, code)
    names_time = not query.periods and bool(read(match[0], known, code).periods)
    return rest if rest and _is_understood(query) and not names_time else whole


def _without_statements(said: str, code: Language) -> str:
    """ "Compare weeks 2 and 3. I have the feeling that I logged less": what only tells is no question."""
    words = vocabulary(code, said)
    sentences = _SENTENCE.split(said.strip())
    told = words.compiled(words.joints["statement"])
    asking = [one for one in sentences if "?" in one or not told.match(words.as_read(one))]
    return asking[0] if len(asking) == 1 else said.strip()


def _anchored(known: Known, before: Query | None) -> Known:
    if before is None:
        return known
    finds = INTENTS[before.intent].lists_rows and bool(
        before.subject
        or before.tag
        or before.intent in (Intent.RANK, Intent.LONGEST)
        or before.has(Flag.FIRST, Flag.LAST)
    )
    anchor = before.period if before.period and not before.period.found else None
    return replace(known, anchor=anchor, spoken_of=finds, about=_ABOUT.get(before.intent, ""))


def _refers_back(question: str, code: Language) -> bool:
    said = tidy(question, code)
    words = vocabulary(code, said)
    text = words.as_read(said)
    return words.compiled(words.joints["refers back"]).search(text) is not None


def _place_in_list(question: str, code: Language) -> int | None:
    """ "The second one": which row of a list; the first and the last are asked for in their own ways."""
    said = tidy(question, code)
    words = vocabulary(code, said)
    match = words.compiled(words.joints["nth"]).search(words.as_read(said))
    said_as = next((one for one in match.groupdict().values() if one), None) if match else None
    place = words.number(said_as) if said_as else 1
    return place if place > 1 else None


def _counts_on(before: Query, now: Query) -> bool:
    """ "How many are done?" after a question about a week is about that week, when it does not say "in total"."""
    is_plain = not (now.periods or now.subject or now.tag or now.has(Flag.IN_TOTAL))
    return now.intent == Intent.COUNT and now.status is not None and is_plain and len(before.periods) == 1


def understand_all(questions: Sequence[str], known: Known) -> tuple[Query, ...]:
    """Two questions in one are two queries: "what are my goals, and what is still open?"."""
    whole = understand(questions, known)
    if several := _of_each(questions, whole, known):
        return several
    if INTENTS[whole.intent].is_whole:
        return (whole,)
    *before, last = questions or ("",)
    said = tidy(_asked(last, known, whole.code), whole.code)
    words = vocabulary(whole.code, said)
    first, *rest = parts_of(said, words)
    if not rest:
        return (whole,)
    one_of_them = words.compiled(words.joints["one of them"])
    parts = [first, *(one_of_them.sub(r"\g<which>", part) for part in rest)]
    return _each_part(before, parts, known) or (whole,)


def _each_part(before: Sequence[str], parts: Sequence[str], known: Known) -> tuple[Query, ...]:
    """None where one of them asks nothing by itself, or the same as the part before it."""
    found: list[Query] = []
    for at, part in enumerate(parts):
        one = understand([*before, part], known)
        if found and found[0].person and not (one.person or one.team):
            of_them = _of_whom(part, found[-1], known, one.code)
            one = replace(understand([*before, of_them], known), person=found[0].person)
        if found and (one.follows or not _stands_alone(one) or _is_about_found(one)):
            one = understand([*before, *parts[: at + 1]], known, goes_on=True)
        if found:
            one = in_its_measure(found[-1], one)
            if (ranked := by_hours(found[-1], one)) is not None:
                found[-1] = ranked
                continue
            if adds_nothing(found[-1], one):
                return ()
        if not _stands_alone(one) or (found and _asks_the_same(found[-1], one)):
            return ()
        if found and not one.limited and one.intent in _TIMED:
            one = replace(one, periods=found[-1].periods)
        found.append(one)
    first, *rest = found
    if len(rest) == 1 and first.intent == rest[0].intent and first.subject and not first.periods:
        first = replace(first, periods=rest[0].periods)
    return tuple(replace(one, others=()) for one in (first, *rest))


def _of_each(questions: Sequence[str], whole: Query, known: Known) -> tuple[Query, ...]:
    """ "What did Lan and Minh do?": one query for each of them."""
    if whole.person is None:
        return ()
    *before, last = questions
    words = vocabulary(whole.code, last)
    names = named_in(last, known.people, words)[:_MOST_NAMED]
    if len(names) <= 1:
        return ()
    each = (understand([*before, only_of(last, name, names)], known) for name in names)
    return tuple(replace(one, intent=Intent.COUNT) if one.intent == Intent.NONE else one for one in each)


_MOST_NAMED = 4
_TIMED = frozenset(
    {
        Intent.LIST, Intent.COUNT, Intent.OBJECTIVES, Intent.ACHIEVEMENTS, Intent.LINKS, Intent.REVIEW,
        Intent.COMMENTS,
    }
)  # fmt: skip


def _is_about_found(query: Query) -> bool:
    """ "… and when was the last one?": nothing of its own to look for."""
    return (
        query.intent == Intent.LIST
        and not query.subject
        and not query.tag
        and query.has(Flag.FIRST, Flag.LAST)
    )


def _asks_the_same(one: Query, other: Query) -> bool:
    """ "What did I log on 10 July and what about Docker" are two: one has a time, the other a topic."""
    if one.intent != other.intent:
        return False
    if one.measure == other.measure == "hours" and other.periods:
        return False  # "how many hours in week 1 and how many in week 2"
    if one.subject and other.subject and not {*one.subject} & {*other.subject}:
        return False  # "how many bugs and how many meetings"
    if other.status in ("open", *OPEN_STATUSES) and one.status is None:
        return False  # "what did I do in week 1, and is anything blocked?"
    return one.intent != Intent.LIST or bool(one.subject) == bool(other.subject) or bool(other.periods)


def _stands_alone(query: Query) -> bool:
    if query.intent == Intent.LIST:
        return query.limited
    if query.intent.is_beyond:
        return bool(query.subject) and not INTENTS[query.intent].is_refusal
    return INTENTS[query.intent].stands_alone


def _is_fragment(query: Query) -> bool:
    """ "Week 3?", "Docker?": no more than what it is limited to."""
    return query.intent in (Intent.NONE, Intent.UNCLEAR) and bool(
        query.periods or query.problem or query.tag or query.without or query.form or query.answer_in
    )


def _apart_from(before: Query, now: Query, known: Known) -> Query:
    """ "And without Monday?" leaves it out of what was spoken of before."""
    if not (now.apart and before.periods) or now.periods != what_remains((), now.apart, known):
        return now
    return replace(now, periods=what_remains(before.periods, now.apart, known))
