"""Every way to read one question, the most plausible first. Pure.

Words are taken away as they are understood (quotations, tags, times, what is asked), and what remains is the
subject: words that rows should contain. Each intent whose words the question has is one candidate;
`plausible.py` ranks them.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from weeklog.language.folding import folded, lowered
from weeklog.vocabulary import Language
from weeklog_chat_worker.models.offline.intents import INTENTS
from weeklog_chat_worker.models.offline.language.loading import ENGLISH
from weeklog_chat_worker.models.offline.language.vocabulary import Vocabulary
from weeklog_chat_worker.models.offline.parse import slots
from weeklog_chat_worker.models.offline.parse.measure import Shown, of_hours, says_hours, take_hours
from weeklog_chat_worker.models.offline.parse.people import everybody, find_person, named_in, of_oneself
from weeklog_chat_worker.models.offline.parse.plausible import of_the_past, settled, unexplained
from weeklog_chat_worker.models.offline.parse.review_edits import review_edit
from weeklog_chat_worker.models.offline.parse.spelling import put_right
from weeklog_chat_worker.models.offline.parse.subject import (
    counted_noun,
    excluded,
    hash_tag,
    named_tag,
    presence,
    quotations,
    soft_of,
    subject_of,
    topical_of,
    verb_of,
)
from weeklog_chat_worker.models.offline.parse.text import Words, tidy, vocabulary
from weeklog_chat_worker.models.offline.parse.times.joining import read_periods
from weeklog_chat_worker.models.offline.parse.times.names import hide, name_in, named_times
from weeklog_chat_worker.models.offline.periods import Known, Period, Unclear
from weeklog_chat_worker.models.offline.query import Flag, Form, Intent, Measure, Query
from weeklog_chat_worker.tools.entries import StatusFilter
from weeklog_chat_worker.tools.results import TeamAsks

MOST_CANDIDATES = 3
TEAM_ASKS: tuple[TeamAsks, ...] = ("unsubmitted", "changed", "waiting", "silent")
_TEAM_ANSWERS: Mapping[Intent, TeamAsks] = {
    Intent.COUNT: "counts", Intent.RANK: "counts", Intent.COMPARE: "counts", Intent.AVERAGE: "counts",
    Intent.GROUPS: "counts",
    Intent.OBJECTIVES: "objectives", Intent.MISSING: "silent",
}  # fmt: skip
_NEVER_OF_TEAM = (
    Intent.MENTOR, Intent.LEAD, Intent.ME, Intent.TODAY, Intent.WEEKDAY, Intent.WHICH_WEEK, Intent.WEEK_DAYS,
    Intent.WEEKS_LEFT,
    Intent.PROGRAMME, Intent.HELP, Intent.GREET, Intent.UNCLEAR, Intent.COMMENTS,
)  # fmt: skip


def read(question: str, known: Known, code: Language) -> Query:
    """The most plausible reading."""
    said = tidy(question, code)
    if edit := review_edit(said, known, code):
        return edit
    person = None
    said = of_oneself(said, known, vocabulary(code, said))
    if known.people:
        left = Words(said, vocabulary(code, said))
        if preface := left.search(left.words.joints["preface"]):  # "Mentor question:" names nobody
            said = said[preface.end() :]
            left = Words(said, left.words)
        if team := _of_team(said, known, left.words, code):
            return team
        reader = slots.reader_of(left, known.readers, known.people)
        people = [name for name in known.people if not named_in(reader, (name,), left.words)]
        person, said = find_person(said, people, left.words)
    ranked = [_told(one, person) for one in candidates(said, known, code)]
    if INTENTS[ranked[0].intent].is_refusal:
        return ranked[0]  # it shows the rows about its words by itself
    others = tuple(one for one in ranked[1:] if not INTENTS[one.intent].is_refusal)
    return replace(ranked[0], others=others, by_name=_by_name(ranked[0], said, known, code))


def _told(query: Query, person: str | None) -> Query:
    return replace(query, person=person, code=query.answer_in or query.code)


def _by_name(query: Query, said: str, known: Known, code: Language) -> Query | None:
    """The same question, with times as words of a name; none where no time stands beside a word of the subject."""
    is_near_name = any(one.is_day or one.weekdays for one in query.periods)
    if not (is_near_name and query.subject and INTENTS[query.intent].compares_words):
        return None
    if not named_times(Words(said, vocabulary(code, said))):
        return None  # a second reading costs as much as the first
    other = _told(candidates(said, known, code, as_names=True)[0], query.person)
    asks_the_same = other.intent in (query.intent, Intent.NONE)  # words alone ask for nothing
    return replace(other, intent=query.intent) if other.named and asks_the_same else None


def _of_team(said: str, known: Known, words: Vocabulary, code: Language) -> Query | None:
    """ "Who is blocked?", "what did everyone do yesterday?" asked by somebody who follows others."""
    lower = said.lower()
    asks = next(
        (one for one in TEAM_ASKS if words.compiled(words.joints[f"team {one}"]).search(_plain(said, words))),
        None,
    )
    if words.compiled(words.joints["first person"]).search(lower) and asks not in ("waiting", "changed"):
        return None
    asked = everybody(re.sub(words.joints["for whom"], " ", said, flags=re.IGNORECASE), words)
    if asked is None and asks not in ("waiting", "changed"):
        return None
    best = candidates(asked or said, known, code)[0]
    if best.intent in _NEVER_OF_TEAM or candidates(said, known, code)[0].intent in _NEVER_OF_TEAM:
        return None
    if best.status == "doing" and best.subject:
        best = replace(best, status=None)  # "who is working on Docker" may have done with it
    team = asks or _TEAM_ANSWERS.get(best.intent, "entries")
    periods = () if asks == "changed" else best.periods
    return replace(
        best, intent=Intent.TEAM, team=team, periods=periods, base=None, subject=() if asks else best.subject
    )


def _plain(said: str, words: Vocabulary) -> str:
    return folded(said) if words.plain else lowered(said)


@dataclass(frozen=True)
class _Common:
    """What is read before the intent is chosen."""

    code: Language
    quoted: tuple[str, ...]
    tag: str | None
    with_links: bool | None
    with_tags: bool | None
    form: Form | None
    answer_in: Language | None
    periods: tuple[Period, ...]
    apart: tuple[Period, ...]
    without: tuple[str, ...]
    without_status: StatusFilter | None
    flags: frozenset[Flag]
    follows: bool
    measure: Measure = "entries"


def candidates(said: str, known: Known, code: Language, *, as_names: bool = False) -> Sequence[Query]:
    if code == "en":
        said = put_right(said, ENGLISH.fillers | ENGLISH.markers, ENGLISH.slips)
    left = Words(said, vocabulary(code, said))
    if preface := left.search(left.words.joints["preface"]):
        left.take(preface)
    quoted = quotations(left)
    tag = hash_tag(left)
    lacking = slots.lacking(left)
    with_links, with_tags = presence(left, "links"), presence(left, "tags")
    answer_in = slots.language_of(left)
    form = slots.form_of(left)
    reader = slots.reader_of(left, known.readers, known.people, form)
    ahead = left.search(left.words.joints["ahead"]) is not None
    if as_names:
        hide(left, named_times(left))
    try:
        periods, apart, left.text = read_periods(left.text, replace(known, ahead=ahead), left.words)
    except Unclear as unclear:
        return [Query(Intent.UNCLEAR, code, problem=unclear, follows=slots.follows(left))]
    without, without_status = excluded(left)
    tag = tag or named_tag(left)
    flags = frozenset(name for name in Flag if left.search(left.words.flags[name]))
    common = _Common(
        code, quoted, tag, with_links, with_tags, form, answer_in, periods, apart, without, without_status, flags,
        slots.follows(left),
    )  # fmt: skip
    if slots.sums_up(left, form, periods, has_reader=bool(reader)):
        return [Query(Intent.SUMMARY, code, periods, form=form, follows=common.follows, answer_in=answer_in)]
    if lacking:
        return [Query(Intent.LACKING, code, periods, what=lacking, follows=common.follows)]
    shown: Shown = list(_intents(left, flags, periods)) or [(Intent.NONE, None)]
    if says_hours(left, shown, flags):
        shown, common = of_hours(shown), replace(common, measure="hours")
    readings = [_as(intent, match, left.copy(), common, known) for intent, match in shown]
    return _ranked(readings, _nouns_of(shown))


def _ranked(readings: Sequence[Query], taken: frozenset[str]) -> Sequence[Query]:
    """Of two that leave the same over, the one whose words are more specific."""
    return sorted(readings, key=lambda one: unexplained(one, taken))


def _nouns_of(shown: Shown) -> frozenset[str]:
    """What the intents name that answer with rows of weeks: objectives, achievements, comments, reviews."""
    return frozenset(
        word for intent, match in shown if match and INTENTS[intent].of_weeks for word in match[0].split()
    )


def _as(intent: Intent, match: re.Match[str] | None, left: Words, common: _Common, known: Known) -> Query:
    """The question read with one intent."""
    if intent.is_proposal and match is not None:
        return slots.proposal(intent, match, left, Query(intent, common.code, common.periods, tag=common.tag))
    size = slots.size_of(left, match) if intent == Intent.SIZED and match is not None else None
    top = slots.top_of(left, intent)
    status = slots.status_of(left, intent)
    verb = verb_of(left)
    weeks_open = slots.weeks_open_of(left) if intent == Intent.CARRIED else None
    counted = counted_noun(left)
    figure = slots.figure_of(left) if intent == Intent.FIGURES else ""
    if common.measure == "hours":
        take_hours(left)
    slots.take_asked(left, intent)
    subject = slots.without_verb(intent, common.quoted or subject_of(left), verb, counted)
    periods, base = slots.told_by_worklog(common.periods, left)
    topical = frozenset(common.quoted) | {counted} | topical_of(left, subject)
    made = Query(
        intent, common.code, periods, status, common.tag, left.said, subject, soft_of(left), common.without,
        form=common.form,
        with_links=common.with_links, with_tags=common.with_tags, without_status=common.without_status,
        apart=common.apart,
        verbs=slots.verbs_of(left, verb, subject), flags=common.flags, weeks_open=weeks_open, follows=common.follows,
        base=base, size=size, answer_in=common.answer_in, top=top, topical=topical,
        counted=counted, measure=common.measure, figure=figure, named=name_in(left, subject),
    )  # fmt: skip
    return settled(of_the_past(made, known), common.quoted)


def _intents(
    left: Words, flags: frozenset[Flag], periods: Sequence[Period]
) -> Iterator[tuple[Intent, re.Match[str]]]:
    """Intents whose words the question has, each once; the more specific ones first."""
    seen: set[Intent] = set()
    for intent, pattern in left.words.intents:
        if len(seen) == MOST_CANDIDATES:
            return
        if intent in seen or _is_barred(intent, left, flags, periods):
            continue
        match = left.search(pattern)
        if match and not ("name" in match.groupdict() and _is_common(left, match)):
            seen.add(intent)
            yield intent, match


def _is_barred(intent: Intent, left: Words, flags: frozenset[Flag], periods: Sequence[Period]) -> bool:
    if intent == Intent.WHICH_WEEK:  # "which goals were missed, and in which week" asks for goals
        return any(INTENTS[one].of_weeks and left.search(pattern) for one, pattern in left.words.intents)
    if intent == Intent.TODAY:
        return not periods and left.words.code == "vi"
    return intent.is_beyond and intent != Intent.WHY and Flag.SEARCH in flags


def _is_common(left: Words, match: re.Match[str]) -> bool:
    """A name is written with a capital and, in Vietnamese, with its diacritics: "minh" may be I."""
    return left.words.plain or not left.said[match.start("name")].isupper()
