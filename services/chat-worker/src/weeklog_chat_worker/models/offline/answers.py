# ruff: noqa: ARG005 - every answer takes the same
"""Answers out of tool results. Pure: every line about an entry quotes it and cites it, and nothing else is said."""

from collections.abc import Callable, Sequence
from typing import Any

from weeklog.language.plain_text import plain_text
from weeklog_chat_worker.models.offline import answers_counts as counts
from weeklog_chat_worker.models.offline import answers_entries as entries
from weeklog_chat_worker.models.offline import answers_evidence as evidence
from weeklog_chat_worker.models.offline import answers_programme as programme
from weeklog_chat_worker.models.offline import answers_summary as summary
from weeklog_chat_worker.models.offline import answers_weeks as weeks
from weeklog_chat_worker.models.offline.languages import SAY
from weeklog_chat_worker.models.offline.periods import Known
from weeklog_chat_worker.models.offline.plans import RELAXED, found_nothing
from weeklog_chat_worker.models.offline.reading import Reading
from weeklog_chat_worker.models.offline.say import Say
from weeklog_chat_worker.tools.results import Entries, Evidence, NoSuchPerson

Answer = Callable[[Reading, Sequence[Any], Say, Known], list[str]]

ANSWERS: dict[str, Answer] = {
    "list": entries.listed,
    "open": entries.still_open,
    "status": entries.status,
    "carried": entries.carried,
    "links": entries.links,
    "longest": entries.longest,
    "count": counts.counted,
    "compare": counts.compared,
    "groups": counts.grouped,
    "tags": counts.grouped,
    "rank": counts.ranked,
    "sized": counts.sized,
    "average": counts.averaged,
    "missing": counts.missing,
    "lacking": weeks.lacking,
    "plan": evidence.ahead,
    "summary": summary.summed_up,
    "problems": evidence.telling,
    "learnt": evidence.telling,
    "objectives": weeks.objectives,
    "achievements": weeks.achievements,
    "review": weeks.reviews,
    "comments": weeks.comments,
    "mentor": programme.mentor,
    "lead": programme.lead,
    "me": programme.me,
    "today": programme.today,
    "weekday": programme.weekday,
    "which week": programme.which_week,
    "week days": programme.week_days,
    "weeks left": programme.weeks_left,
    "programme": programme.programme,
    "propose entry": programme.proposed,
    "propose objective": programme.proposed,
    "propose status": programme.proposed,
    "greet": lambda reading, results, say, known: [say("greet"), "", say("can")],
    "help": lambda reading, results, say, known: [say("can"), "", say("no model")],
    "none": evidence.not_understood,
    "team": programme.team,
    "beyond why": evidence.why,
    "beyond who": evidence.why,
}


def answer(reading: Reading, results: Sequence[Any], known: Known) -> list[str]:
    """The answer as lines, in order."""
    say = SAY[reading.code]
    if reading.problem is not None:
        return [say.problem(reading.problem)]
    for one in results:
        if isinstance(one, NoSuchPerson):
            return [_nobody(one, say)]
    if reading.person is not None:
        if reading.intent.startswith("propose"):
            return [say("beyond doing")]
        say = say.of(reading.person)
    lines = _lines(reading, results, say, known)
    if reading.person is not None:
        lines = [f"**{plain_text(reading.person)}**", "", *lines]
    slips = [say("instead", said=said, meant=meant) for said, meant in reading.instead]
    if reading.left_out:
        slips.append(say("left out", words=say("or").join(f"“{word}”" for word in reading.left_out)))
    row = reading.counted_from
    told = (
        [say("counted from"), "", *entries.entry_lines(Entries(total=1, entries=(row,)), say), ""]
        if row
        else []
    )
    return [*([" ".join(slips), ""] if slips else []), *told, *lines]


def _nobody(found: NoSuchPerson, say: Say) -> str:
    if found.several:
        return say("several people", name=found.asked, names=say("or").join(found.several))
    return say("no person", name=found.asked)


def _lines(reading: Reading, results: Sequence[Any], say: Say, known: Known) -> list[str]:
    by_words = ANSWERS.get(reading.intent)
    if by_words is None:
        return evidence.beyond(reading, results, say, known)
    lines = by_words(reading, results, say, known)
    sought = [one for one in results if isinstance(one, Evidence)]
    if (
        not sought
        or reading.intent not in RELAXED
        or not found_nothing([one for one in results if one not in sought])
    ):
        return lines
    if found := evidence.bearing(reading, sought):
        return evidence.instead(reading, found, say)
    return [*lines, *evidence.about(reading, sought, say)]
