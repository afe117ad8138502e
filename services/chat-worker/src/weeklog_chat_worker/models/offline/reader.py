"""Reads one question. Pure.

Words are taken away as they are understood (quotations, tags, times, what is asked), and what remains is the subject: words
that entries have to contain.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from weeklog.vocabulary import Language
from weeklog_chat_worker.models.offline.languages import ENGLISH
from weeklog_chat_worker.models.offline.people import find_person
from weeklog_chat_worker.models.offline.periods import Known, Period, Unclear
from weeklog_chat_worker.models.offline.question import Words, tidy, vocabulary
from weeklog_chat_worker.models.offline.reading import Form, HowMany, Reading, Size
from weeklog_chat_worker.models.offline.spelling import put_right
from weeklog_chat_worker.models.offline.subject import (
    STATUSES,
    counted_noun,
    excluded,
    hash_tag,
    named_tag,
    presence,
    quotations,
    subject_of,
    topical_of,
    verb_of,
)
from weeklog_chat_worker.models.offline.when import read_periods
from weeklog_chat_worker.tools.entries import StatusFilter

# What these found is asked for, not searched for.
_NAMES_ITSELF = frozenset({
    "objectives", "achievements", "links", "comments", "review", "tags", "open", "carried", "average", "beyond why", "beyond hours",
    "beyond who",
})  # fmt: skip
_OF_SEVERAL_TIMES = frozenset(
    {"list", "count", "open", "links", "objectives", "achievements", "review", "none"}
)
_SIZES: tuple[HowMany, ...] = ("least", "more", "most", "fewer")
_LINES_OF_WEEKS = frozenset({"objectives", "achievements", "review", "comments"})
_ASKED_IN_WORDS = frozenset({"problems", "learnt", "plan", "groups", "longest"})
_OF_CALENDAR = frozenset({"which week"})
_STATES_OF_OBJECTIVES = ("open objective", "missed", "met", "carried")
_ASKED_FLAGS = ("first", "last", "which week", "which day", "tagged", "how many", "days", "weeks")


def read(question: str, known: Known, code: Language) -> Reading:
    said = tidy(question, code)
    person = None
    if known.people:
        left = Words(said, vocabulary(code, said))
        if team := _team(left, known):
            return replace(team, code=code)
        person, said = find_person(said, known.people, left.words)
    return replace(_of_one(said, known, code), person=person)


def _team(left: Words, known: Known) -> Reading | None:
    """ "Who is blocked?" asked by somebody who follows others."""
    what = next((one for one in TEAM if left.search(left.words.joints[f"team {one}"])), None)
    if what is None:
        return None
    try:
        periods, _, _ = read_periods(left.text, known, left.words)
    except Unclear:
        periods = ()
    return Reading("team", left.words.code, periods=() if what == "changed" else periods, what=what)


def _of_one(said: str, known: Known, code: Language) -> Reading:
    if code == "en":
        said = put_right(said, ENGLISH.fillers | ENGLISH.markers, ENGLISH.slips)
    left = Words(said, vocabulary(code, said))
    if preface := left.search(left.words.joints["preface"]):
        left.take(preface)
    quoted = quotations(left)
    tag = hash_tag(left)
    lacking = _lacking(left)
    with_links, with_tags = presence(left, "links"), presence(left, "tags")
    form, has_reader = _form(left), _is_for_reader(left)
    try:
        periods, apart, left.text = read_periods(left.text, known, left.words)
    except Unclear as unclear:
        return Reading("unclear", code, problem=unclear, follows=_follows(left))
    without, without_status = excluded(left)
    tag = tag or named_tag(left)
    flags = frozenset(name for name, pattern in left.words.flags.items() if left.search(pattern))
    follows = _follows(left)
    intent, match = _intent(left, flags, periods)
    if _sums_up(left, form, periods, has_reader=has_reader):
        return Reading("summary", code, periods, form=form, follows=follows)
    if lacking:
        return Reading("lacking", code, periods, what=lacking, follows=follows)
    if intent.startswith("propose ") and match is not None:
        return _proposal(intent, match, left, Reading(intent, code, periods, tag=tag))
    size = _size(left, match) if intent == "sized" and match is not None else None
    top = _top(left, intent)
    status = _status(left, intent)
    verb = verb_of(left)
    weeks_open = _weeks_open(left) if intent == "carried" else None
    counted = counted_noun(left)
    _take_asked(left, intent)
    subject = _without_verb(intent, quoted or subject_of(left), verb, counted)
    periods, base = _told_by_worklog(periods, left)
    made = Reading(
        intent, code, periods, status, tag, subject, without, with_links=with_links, with_tags=with_tags, form=form,
        without_status=without_status, apart=apart, verbs=_verbs(left, verb, subject), flags=flags, weeks_open=weeks_open, follows=follows,
        base=base, size=size, top=top, topical=frozenset(quoted) | {counted} | topical_of(left, subject),
    )  # fmt: skip
    return _settled(_past(made, known), quoted)


def _past(reading: Reading, known: Known) -> Reading:
    """ "The last test that I did" is none of those that are planned."""
    is_past = reading.intent == "list" and reading.has("last") and reading.has("past")
    if not is_past or reading.periods or reading.status or not (reading.subject or reading.tag):
        return reading
    return replace(reading, periods=(Period(last=known.today),))


TEAM = ("unsubmitted", "changed", "blocked", "open")


def _form(left: Words) -> Form | None:
    match = left.search(left.words.joints["form"])
    if match is None:
        return None
    left.take(match)
    return Form("sentences" if match["sentences"] else "bullets", left.words.number(match["n"]))


def _is_for_reader(left: Words) -> bool:
    """ "Summarise week 3 for my mentor": no entry has to say "mentor"."""
    asked = left.search(left.words.joints["summary"]) is not None
    if not asked or not (match := left.search(left.words.joints["reader"])):
        return False
    left.take(match)
    return True


def _sums_up(left: Words, form: Form | None, periods: Sequence[Period], *, has_reader: bool) -> bool:
    """A summary is asked for in a form, for a reader, or as a report; of a time, not of a topic."""
    asked = left.search(left.words.joints["summary"]) is not None
    if not (has_reader or (form and (asked or periods)) or left.search(left.words.joints["written"])):
        return False
    rest = Words(left.said, left.words)
    rest.text = left.text
    rest.take_all(left.words.joints["summary"])
    return not (subject_of(rest) or (periods and periods[0].found))


def _lacking(left: Words) -> str:
    """ "Which weeks have no achievement": objectives or achievements, of which weeks lack any."""
    match = left.search(left.words.joints["lacking"])
    if match is None:
        return ""
    left.take(match)
    return "achievements" if match["achievements"] else "objectives"


def _take_asked(left: Words, intent: str) -> None:
    """Words that say what is asked for are not searched for."""
    if intent in _NAMES_ITSELF:
        left.take_all(dict(left.words.intents)[intent])
    if intent in _ASKED_IN_WORDS:
        left.take_all(left.words.joints[f"{intent} words"])
    if intent == "links":
        left.take_all(left.words.joints["kinds of link"])
    asked = (*_STATES_OF_OBJECTIVES, *_ASKED_FLAGS) if intent == "objectives" else _ASKED_FLAGS
    for name in asked:
        left.take_all(left.words.flags[name])


def _without_verb(intent: str, subject: tuple[str, ...], verb: str, counted: str) -> tuple[str, ...]:
    """ "Which objectives did I set"; "how many bugs have I fixed": bugs are counted."""
    if intent in _LINES_OF_WEEKS or (intent == "count" and counted in subject):
        return tuple(word for word in subject if word != verb)
    return subject


def _told_by_worklog(periods: tuple[Period, ...], left: Words) -> tuple[tuple[Period, ...], Reading | None]:
    """What to look for first, for the day of an event."""
    event = next((one.event for one in periods if one.event), "")
    subject = subject_of(Words(event, left.words)) if event else ()
    if subject:
        begins = left.words.compiled(left.words.joints["begins"]).search(event)
        base = Reading("list", left.words.code, subject=subject, topical=frozenset(subject))
        return periods, replace(base, flags=frozenset({"first"})) if begins else base
    return tuple(one for one in periods if not one.event), None


def _verbs(left: Words, verb: str, subject: Sequence[str]) -> frozenset[str]:
    """Of the subject, what may only say that something was done: the verb after "I", and verbs of learning and doing."""
    doing = left.words.compiled(left.words.joints["doing"])
    return frozenset(word for word in subject if word == verb or doing.fullmatch(word.lower()))


def _settled(reading: Reading, quoted: Sequence[str]) -> Reading:
    """What was not understood is not guessed: without anything to look up it stays unknown."""
    intent = _settled_intent(reading, quoted)
    if intent == "share":
        return replace(reading, intent="count", status=None)
    if intent == "open" and reading.intent == "longest":
        return replace(reading, intent=intent, flags=reading.flags | {"first"})
    if intent != reading.intent:
        status = "done" if reading.intent == "status" and intent != "open" else reading.status
        return replace(reading, intent=intent, status=status)
    if intent == "list" and not quoted and reading.subject and all(map(str.isdigit, reading.subject)):
        return replace(reading, subject=(), intent="list" if reading.periods or reading.tag else "none")
    names_tag = intent in ("list", "count") and reading.has("per tag") and len(reading.subject) == 1
    if names_tag and not reading.tag:
        return replace(reading, tag=reading.subject[0], subject=())
    return reading


def _may_leave_out(reading: Reading) -> bool:
    """Whether it is asked for each of several times, or for some weekdays only."""
    if reading.intent in _OF_SEVERAL_TIMES or not reading.apart:
        return True
    is_one = len(reading.periods) == 1
    return is_one and (reading.intent != "missing" or not reading.periods[0].weekdays)


def _settled_intent(reading: Reading, quoted: Sequence[str]) -> str:  # noqa: C901, PLR0911, PLR0912 - one line for each case
    match reading.intent:
        case _ if not _may_leave_out(reading):
            return "none"
        case "today" if reading.periods and reading.has("per weekday"):
            return "weekday"
        case "weekday" if not all(time.is_day for time in reading.periods):
            return "none"
        case "count" if reading.has("value") and reading.subject and not reading.status:
            return "list"  # "how much was the bill" is written, not counted
        case "none" if reading.limited and (quoted or replace(reading, subject=()).limited):
            return "list"
        case "count" | "list" if reading.has("share") and reading.status and not reading.subject:
            return "share"
        case "links" | "tags" if reading.has("not"):
            return "none"  # entries without links are not looked for
        case "beyond why" if reading.status and not reading.subject:
            return "list"  # "what did I drop, and why?": what was written of each
        case "longest" if reading.status == "open":
            return "open"
        case "list" if reading.has("yes or no") and not (reading.limited or reading.follows):
            return "none"  # "did I manage it?" is not "did I log anything?"
        case "list" if reading.has("not") and not reading.limited:
            return "none"  # "entries without tags" are not all entries
        case "compare" if not (reading.periods or reading.follows):
            return "rank" if reading.has("per week", "per day") else "none"
        case "achievements" if reading.periods and all(time.is_day for time in reading.periods):
            return "list"  # achievements are a week's
        case "status" if reading.has("how many"):
            return "count"
        case "status" if not reading.subject:
            return "open" if reading.has("everything") else "list"
        case intent:
            return intent


def _intent(
    left: Words, flags: frozenset[str], periods: Sequence[Period]
) -> tuple[str, re.Match[str] | None]:
    table = dict(left.words.intents)
    for intent, pattern in left.words.intents:
        if intent.startswith("beyond") and "search" in flags and intent != "beyond why":
            continue
        if intent == "today" and not periods and left.words.code == "vi":
            continue
        match = left.search(pattern)
        if match and intent in _OF_CALENDAR and any(left.search(table[name]) for name in _LINES_OF_WEEKS):
            continue  # "which goals were missed, and in which week" asks for goals
        if match and not ("name" in match.groupdict() and _is_common(left, match)):
            return intent, match
    return "none", None


def _is_common(left: Words, match: re.Match[str]) -> bool:
    """A name is written with a capital and, in Vietnamese, with its diacritics: "minh" may be I."""
    return left.words.plain or not left.said[match.start("name")].isupper()


def _follows(left: Words) -> bool:
    return left.search(left.words.follow_up) is not None


def _status(left: Words, intent: str) -> StatusFilter | None:
    if intent in ("objectives", "achievements", "review", "comments", "status"):
        if intent == "status":
            for pattern in left.words.statuses.values():
                left.take_all(pattern)
        return None
    found: StatusFilter | None = "open" if intent == "open" else None
    for status in STATUSES:
        match = left.search(left.words.statuses[status])
        if match is None:
            continue
        left.take_all(left.words.statuses[status])
        if found is None or (found == "open" and status in ("doing", "planned", "blocked")):
            found = status
    return found


def _top(left: Words, intent: str) -> int:
    """ "My three busiest weeks", "the last five entries"."""
    match = left.search(left.words.joints["top" if intent == "rank" else "some"])
    if match is None:
        return 1
    left.take(match)
    return left.words.number(match["n"] or match["n2"])


def _size(left: Words, match: re.Match[str]) -> Size:
    left.take(match)
    named = left.words.units[match["unit"]]
    return Size(named, _how(match), left.words.number(match["n"]))


def _how(match: re.Match[str]) -> HowMany:
    for name in _SIZES:
        if match.groupdict().get(name):
            return name
    return "exact"


def _weeks_open(left: Words) -> int | None:
    match = left.search(left.words.flags["weeks open"])
    if match is None:
        return None
    left.take(match)
    return left.words.number(match["ord"] or match["n"])


def _proposal(intent: str, match: re.Match[str], left: Words, reading: Reading) -> Reading:
    what = left.original(match.start("what"), match.end("what"))
    what = what.strip(" .,:;-\"“”'")
    if intent != "propose status":
        return replace(reading, what=what)
    return replace(reading, what=what, to_status=match["to"], subject=subject_of(Words(what, left.words)))
