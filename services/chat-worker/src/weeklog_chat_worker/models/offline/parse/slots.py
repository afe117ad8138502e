"""What one question says beside its intent: each slot is read from the words that are left. Pure."""

import re
from collections.abc import Sequence
from dataclasses import replace

from weeklog.language.folding import lowered
from weeklog.vocabulary import Language
from weeklog_chat_worker.models.offline.intents import INTENTS
from weeklog_chat_worker.models.offline.parse.subject import STATUSES, subject_of
from weeklog_chat_worker.models.offline.parse.text import Words
from weeklog_chat_worker.models.offline.periods import Period
from weeklog_chat_worker.models.offline.query import Flag, Form, HowMany, Intent, Query, Size
from weeklog_chat_worker.tools.entries import StatusFilter

_SIZES: tuple[HowMany, ...] = ("least", "more", "most", "fewer")
_STATES_OF_OBJECTIVES = (Flag.OPEN_OBJECTIVE, Flag.MISSED, Flag.MET, Flag.CARRIED)
_ASKED_FLAGS = (
    Flag.FIRST, Flag.LAST, Flag.WHICH_WEEK, Flag.WHICH_DAY, Flag.TAGGED, Flag.HOW_MANY, Flag.DAYS, Flag.WEEKS,
)  # fmt: skip


def form_of(left: Words) -> Form | None:
    match = left.search(left.words.joints["form"])
    if match is None:
        return None
    left.take(match)
    said = {name.rstrip("0123456789"): one for name, one in match.groupdict().items() if one}
    return Form("sentences" if "sentences" in said else "bullets", left.words.number(said["n"]))


def language_of(left: Words) -> Language | None:
    """ "In Vietnamese": the language of the answer, where it is named."""
    match = left.search(left.words.joints["answer in"])
    if match is None:
        return None
    left.take_span(*match.span("language"))
    return "vi" if match["vi"] else "en"


def reader_of(
    left: Words, readers: Sequence[str], people: Sequence[str] = (), form: Form | None = None
) -> str:
    """ "Summarise week 3 for my mentor": no entry has to say "mentor", and it is nobody's worklog."""
    asked = form is not None or left.search(left.words.joints["summary"]) is not None
    names = "|".join(re.escape(lowered(part)) for name in readers for part in (name, *name.split())) or "(?!)"
    match = (
        left.search(left.words.joints["reader"])
        or left.search(left.words.joints["for"] + rf"(?:{names})(?!\w)")
        or _named_reader(left, people, has_form=form is not None)
    )
    if not asked or not match:
        return ""
    left.take(match)
    return match[0]


def _named_reader(left: Words, people: Sequence[str], *, has_form: bool) -> re.Match[str] | None:
    """ "Three lines on this week for Ana": whom the summary is for; somebody whose worklog the asker may read is not
    only its reader."""
    match = left.search(left.words.joints["named reader"])
    if match is None or lowered(match["name"]) in {lowered(part) for name in people for part in name.split()}:
        return None
    return match if has_form or left.said[match.start("name")].isupper() else None


def sums_up(left: Words, form: Form | None, periods: Sequence[Period], *, has_reader: bool) -> bool:
    """A summary is asked for in a form, for a reader, or as a report; of a time, not of a topic."""
    asked = left.search(left.words.joints["summary"]) is not None
    if not (has_reader or (form and (asked or periods)) or left.search(left.words.joints["written"])):
        return False
    if form and not (has_reader or asked) and all(one.is_day for one in periods):
        return False  # "yesterday in one line": a day has no review
    rest = Words(left.said, left.words)
    rest.text = left.text
    rest.take_all(left.words.joints["summary"])
    return not (subject_of(rest) or (periods and periods[0].found))


def lacking(left: Words) -> str:
    """ "Which weeks have no achievement": objectives or achievements, of which weeks lack any."""
    match = left.search(left.words.joints["lacking"])
    if match is None:
        return ""
    left.take(match)
    return "achievements" if match["achievements"] else "objectives"


def take_asked(left: Words, intent: Intent) -> None:
    """Words that say what is asked for are not searched for."""
    if INTENTS[intent].takes_its_words:
        left.take_all(dict(left.words.intents)[intent])
    if INTENTS[intent].own_words:
        left.take_all(left.words.joints[f"{intent} words"])
    if intent == Intent.REVIEW:
        left.take_all(left.words.flags[Flag.SUBMITTED])
        left.take_all(left.words.flags[Flag.APPROVED])
    if intent == Intent.LINKS:
        left.take_all(left.words.joints["kinds of link"])
    if left.search(left.words.flags[Flag.FIRST]) or left.search(left.words.flags[Flag.LAST]):
        left.take_all(left.words.joints["manner"])
    asked = (*_STATES_OF_OBJECTIVES, *_ASKED_FLAGS) if intent == Intent.OBJECTIVES else _ASKED_FLAGS
    for name in asked:
        left.take_all(left.words.flags[name])


def without_verb(intent: Intent, subject: tuple[str, ...], verb: str, counted: str) -> tuple[str, ...]:
    """ "Which objectives did I set"; "how many bugs have I fixed": bugs are counted."""
    if INTENTS[intent].of_weeks or (intent == Intent.COUNT and counted in subject):
        return tuple(word for word in subject if word != verb)
    return subject


def told_by_worklog(periods: tuple[Period, ...], left: Words) -> tuple[tuple[Period, ...], Query | None]:
    """What to look for first, for the day of an event."""
    event = next((one.event for one in periods if one.event), "")
    subject = subject_of(Words(event, left.words)) if event else ()
    if subject:
        begins = left.words.compiled(left.words.joints["begins"]).search(event)
        base = Query(Intent.LIST, left.words.code, subject=subject, topical=frozenset(subject))
        return periods, replace(base, flags=frozenset({"first"})) if begins else base
    return tuple(one for one in periods if not one.event), None


def verbs_of(left: Words, verb: str, subject: Sequence[str]) -> frozenset[str]:
    """Of the subject, what may only say that something was done: the verb after "I", and verbs of learning
    and doing."""
    doing = left.words.compiled(left.words.joints["doing"])
    return frozenset(word for word in subject if word == verb or doing.fullmatch(word.lower()))


def follows(left: Words) -> bool:
    return left.search(left.words.follow_up) is not None


def status_of(left: Words, intent: Intent) -> StatusFilter | None:
    if INTENTS[intent].of_weeks or intent == Intent.STATUS:
        if intent == Intent.STATUS:
            for pattern in left.words.statuses.values():
                left.take_all(pattern)
        return None
    found: StatusFilter | None = "open" if intent == Intent.OPEN else None
    for status in STATUSES:
        match = left.search(left.words.statuses[status])
        if match is None:
            continue
        left.take_all(left.words.statuses[status])
        if found is None or (found == "open" and status in ("doing", "planned", "blocked")):
            found = status
    return found


def top_of(left: Words, intent: Intent) -> int:
    """ "My three busiest weeks", "the last five entries"."""
    match = left.search(left.words.joints["top" if intent == Intent.RANK else "some"])
    if match is None:
        return 1
    left.take(match)
    return left.words.number(match["n"] or match["n2"])


def size_of(left: Words, match: re.Match[str]) -> Size:
    left.take(match)
    named = left.words.units[match["unit"]]
    return Size(named, _how(match), left.words.number(match["n"]))


def _how(match: re.Match[str]) -> HowMany:
    for name in _SIZES:
        if match.groupdict().get(name):
            return name
    if match.groupdict().get("least2"):
        return "least"
    return "exact"


def figure_of(left: Words) -> str:
    """ "The hottest": what it measures."""
    match = left.search(left.words.joints["figure kinds"])
    return next((name for name, said in match.groupdict().items() if said), "") if match else ""


def weeks_open_of(left: Words) -> int | None:
    match = left.search(left.words.flags[Flag.WEEKS_OPEN])
    if match is None:
        return None
    left.take(match)
    return left.words.number(match["ord"] or match["n"])


def proposal(intent: Intent, match: re.Match[str], left: Words, query: Query) -> Query:
    what = left.original(match.start("what"), match.end("what"))
    what = what.strip(" .,:;-\"“”'")
    if intent != Intent.PROPOSE_STATUS:
        return replace(query, what=what)
    return replace(query, what=what, to_status=match["to"], subject=subject_of(Words(what, left.words)))
