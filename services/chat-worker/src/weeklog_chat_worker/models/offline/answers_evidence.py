# ruff: noqa: ARG001 - every answer takes the same
"""What bears on a question, before anything is called absent. Pure."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from weeklog.language.plain_text import plain_text
from weeklog.vocabulary import OPEN_STATUSES
from weeklog_chat_worker.models.offline.answers_entries import entry_lines, link_lines, objective_line
from weeklog_chat_worker.models.offline.calls import times
from weeklog_chat_worker.models.offline.periods import Known
from weeklog_chat_worker.models.offline.reading import Reading
from weeklog_chat_worker.models.offline.say import Say
from weeklog_chat_worker.tools.results import Entries, EntryRow, Evidence, Objectives, Told

_MOST_NAMED = 10  # of those whom the asker follows


def bearing(reading: Reading, results: Sequence[Any]) -> Evidence | None:
    """What was found by its words and fits what else is asked for; none when nothing does."""
    for one in results:
        if isinstance(one, Evidence) and (kept := _fitting(reading, one)):
            return kept
    return None


def _fitting(reading: Reading, found: Evidence) -> Evidence | None:
    is_narrow = _is_narrow(reading)
    kept = found.model_copy(
        update={
            "entries": tuple(one for one in found.entries if _fits(reading, one)),
            "others": () if is_narrow else found.others,
        }
    )
    return kept if (kept.entries or kept.others) and (kept.whole or not is_narrow) else None


def _is_narrow(reading: Reading) -> bool:
    return bool(reading.status or reading.tag or reading.without or reading.without_status)


def _widened(reading: Reading) -> Reading:
    return replace(reading, status=None, tag=None, without=(), without_status=None)


def about(reading: Reading, sought: Sequence[Any], say: Say) -> list[str]:
    """Nothing fits all that was asked for: what there is about its words."""
    found = bearing(_widened(reading), sought) if _is_narrow(reading) and reading.subject else None
    if found is None or not found.whole:
        return []
    return ["", say("says about", subject=_words(reading, say)), "", *evidence_lines(found, say)]


def _words(reading: Reading, say: Say) -> str:
    return " ".join(one.replace("|", say("or")) for one in reading.subject)


def _fits(reading: Reading, row: EntryRow) -> bool:
    wanted = OPEN_STATUSES if reading.status == "open" else (reading.status,)
    barred = OPEN_STATUSES if reading.without_status == "open" else (reading.without_status,)
    weekdays = reading.period.weekdays if reading.period else ()
    return (
        (reading.status is None or row.status in wanted)
        and (reading.without_status is None or row.status not in barred)
        and (reading.tag is None or reading.tag.lower() in map(str.lower, row.tags))
        and not (reading.without and any(word.lower() in row.text.lower() for word in reading.without))
        and (not weekdays or row.start_on.isoweekday() in weekdays)
    )


def instead(reading: Reading, found: Evidence, say: Say) -> list[str]:
    """An exact search found nothing: what says the same in other words, or comes closest."""
    if reading.has("first") != reading.has("last"):
        newest = reading.has("last")
        rows = sorted(found.entries, key=lambda row: row.start_on, reverse=newest)
        found = found.model_copy(update={"entries": tuple(rows)})
    count = len(found.entries) + len(found.others)
    key = "bears whole" if found.whole else "bears partly"
    head = say(
        key,
        rows=say.many("rows", count),
        limits=say.limits(reading, reading.period),
        words=_words(reading, say),
    )
    return [_head(head), "", *evidence_lines(found, say)]


def why(reading: Reading, results: Sequence[Any], say: Say, known: Known) -> list[str]:
    """Reasons, people: the rows that bear on them first, then what is not known."""
    found = bearing(_widened(reading), results)
    if found is None:
        return [_nothing_found(reading, say)]
    head = say("bears" if found.whole else "bears closest", words=_words(reading, say))
    return [_head(head), "", *evidence_lines(found, say), "", say("no more")]


def ahead(reading: Reading, results: Sequence[Any], say: Say, known: Known) -> list[str]:
    """No advice, but all that is waiting: blocked work apart, what is dated ahead first."""
    found: Entries = results[0]
    aims: Objectives = results[1]
    if not (found.total or aims.total):
        return [say("nothing ahead")]
    lines = [say("no advice")]
    stuck = tuple(row for row in found.entries if row.status == "blocked")
    free = tuple(row for row in found.entries if row.status != "blocked")
    for key, rows in (("ahead", free), ("ahead blocked", stuck)):
        if rows:
            lines += ["", say(key), "", *entry_lines(Entries(total=len(rows), entries=rows), say)]
    if aims.total:
        lines += [
            "",
            say("ahead objectives"),
            "",
            *(objective_line(one.text, one.done) for one in aims.objectives),
        ]
    return lines


def telling(reading: Reading, results: Sequence[Any], say: Say, known: Known) -> list[str]:
    lines: list[str] = []
    for time, found in zip(times(reading), results, strict=False):
        limits = say.limits(replace(reading, status=None), time)
        if found.total:
            head = _head(
                say(f"tells.{reading.intent}", entries=say.many("entries", found.total), limits=limits)
            )
            part = [head, "", *entry_lines(found, say, time)]
        else:
            part = [say.sentence(say(f"tells no.{reading.intent}", limits=limits))]
        lines += ["", *part] if lines else part
    return lines


def beyond(reading: Reading, results: Sequence[Any], say: Say, known: Known) -> list[str]:
    """What no worklog holds is said first; then what it has about it."""
    found = bearing(reading, results)
    about = (
        ["", say("says about", subject=" ".join(reading.subject)), "", *evidence_lines(found, say)]
        if found
        else []
    )
    first = say(reading.intent)
    if reading.intent == "beyond others" and known.people:
        first = say("followed", names=", ".join(known.people[:_MOST_NAMED]))
    more = ["", say("no model")] if reading.intent == "beyond opinion" and not found else []
    return [first, *about, *more]


def not_understood(reading: Reading, results: Sequence[Any], say: Say, known: Known) -> list[str]:
    found = bearing(reading, results)
    if found and found.whole:
        return instead(replace(reading, intent="list"), found, say)
    lines = [say("not understood"), "", say("can")]
    if found:
        lines += ["", say("fits best"), "", *evidence_lines(found, say)]
    return [*lines, "", say("no model")]


def _nothing_found(reading: Reading, say: Say) -> str:
    if not reading.subject:
        return say(reading.intent)
    when = say.period(reading.period) if reading.period else ""
    return " ".join(
        say(f"{reading.intent} found nothing", words=_words(reading, say), period=when).split()
    ).replace(" ,", ",")


def evidence_lines(found: Evidence, say: Say) -> list[str]:
    rows = Entries(total=len(found.entries), entries=found.entries)
    lines = entry_lines(rows, say)
    with_links = [
        part for line, row in zip(lines, found.entries, strict=True) for part in (line, *link_lines(row))
    ]
    return [*with_links, *(_other(one, say) for one in found.others)]


def _other(one: Told, say: Say) -> str:
    where = say("week", week=one.week) if one.week is not None else ""
    return say(
        "told", kind=say(f"kind.{one.kind}"), where=f"{where}, " if where else "", text=plain_text(one.text)
    )


def _head(text: str) -> str:
    text = " ".join(text.split()).replace(" :", ":")
    return f"{text[:1].upper()}{text[1:]}"
