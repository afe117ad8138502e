# ruff: noqa: ARG001 - every answer takes the same
"""Entries as lines. Pure."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from weeklog.language.plain_text import plain_text
from weeklog_chat_worker.models.offline.calls import times
from weeklog_chat_worker.models.offline.periods import Known, Period
from weeklog_chat_worker.models.offline.reading import Reading
from weeklog_chat_worker.models.offline.say import Say
from weeklog_chat_worker.tools.results import Counts, Entries, EntryRow, NoSuchWeek, WeekRow

_NUMBER = re.compile(r"(?<!\w)\d")
_MONEY = re.compile(r"[$€£₫]|\b(?:usd|eur|vnd|dollars?|euros?|cents?|đồng|nghìn|triệu)\b", re.IGNORECASE)
MOST_LINES = 60
LONGEST_LINE = 600  # characters of one entry


def listed(reading: Reading, results: Sequence[Any], say: Say, known: Known) -> list[str]:
    lines: list[str] = []
    asked = times(reading)
    if relaxed_to := _relaxed(reading, results):
        return _said_otherwise(reading, relaxed_to, say)
    for time, result in zip(asked, results, strict=False):
        lines += ["", *_one(reading, time, result, say)] if lines else _one(reading, time, result, say)
    return lines


def _one(reading: Reading, time: Period | None, result: object, say: Say) -> list[str]:
    match result:
        case NoSuchWeek() as missing:
            return [say.no_week(missing.asked, missing.first, missing.last)]
        case WeekRow() as week:
            return week_lines(week, say)
        case Entries() as found:
            return _found(reading, time, found, say)
        case _:
            return []


def _found(reading: Reading, time: Period | None, found: Entries, say: Say) -> list[str]:
    limits = say.limits(reading, time)
    if not found.total:
        return [_no(reading, say) + say.sentence(say("nothing", limits=limits))]
    counted = say.many("entries", found.total)
    if _asks_for_one(reading, found.total):
        return _first_or_last(reading, time, found, say)
    sought = _MONEY if reading.has("money") else _NUMBER
    unsaid = reading.has("value") and not any(sought.search(entry.text) for entry in found.entries)
    lead = [say("no value"), ""] if unsaid else []
    return [*lead, _yes(reading, say) + _head(f"{counted} {limits}:"), "", *_lines(found, say, time)]


def _asks_for_one(reading: Reading, total: int) -> bool:
    return total > 1 and reading.has("first") != reading.has("last")


def _first_or_last(reading: Reading, time: Period | None, found: Entries, say: Say) -> list[str]:
    key = "first" if reading.has("first") else "last"
    number = min(reading.top, found.total)
    said = say(
        f"{key}.many" if number > 1 else key,
        n=number,
        entries=say.many("entries", found.total),
        limits=say.limits(reading, time),
    )
    return [_head(said), "", *_lines(found, say, time, most=number, more=False)]


def still_open(reading: Reading, results: Sequence[Any], say: Say, known: Known) -> list[str]:
    if relaxed_to := _relaxed(reading, results):
        return _said_otherwise(reading, relaxed_to, say)
    lines: list[str] = []
    plain = replace(reading, status=None if reading.status == "open" else reading.status)
    for time, result in zip(times(reading), results, strict=False):
        limits = say.limits(plain, time)
        total = result.entries if isinstance(result, Counts) else result.total
        shown = Entries(total=total, entries=result.shown) if isinstance(result, Counts) else result
        if not total:
            part = [say.sentence(say("nothing open", limits=limits))]
        else:
            state = say("is open" if total == 1 else "are open")
            part = [_head(f"{say.many('entries', total)} {limits} {state}{':' if shown.entries else '.'}")]
            if _asks_for_one(reading, total) and shown.entries:
                part = _first_or_last(reading, time, shown, say)
            elif shown.entries:
                part += ["", *_lines(shown, say, time)]
        lines += ["", *part] if lines else part
    return lines


def status(reading: Reading, results: Sequence[Any], say: Say, known: Known) -> list[str]:
    if relaxed_to := _relaxed(reading, results):
        return _said_otherwise(reading, relaxed_to, say)
    found: Entries = results[0]
    if not found.total:
        return [say.sentence(say("nothing", limits=say.limits(reading, reading.period)))]
    finished = all(entry.status == "done" for entry in found.entries)
    key = (
        ("all done" if finished else "not done")
        if found.total > 1
        else ("done.one" if finished else "not done.one")
    )
    limits = say.limits(reading, reading.period)
    said = say(key, entries=say.many("entries", found.total), limits=limits)
    lead = say("yes" if finished else "no") if reading.has("yes or no") else ""
    return [lead + _head(f"{said}:", capital=not lead), "", *_lines(found, say, reading.period, states=True)]


def carried(reading: Reading, results: Sequence[Any], say: Say, known: Known) -> list[str]:
    found: Entries = results[0]
    limits = say.limits(reading, reading.period, with_status=False)
    if not found.total:
        nothing = say.sentence(say("nothing carried", limits=limits))
        said = next((one for one in results[1:] if isinstance(one, Entries) and one.total), None)
        return [nothing, *(["", say("says carried"), "", *_lines(said, say, None)] if said else [])]
    said = say("was carried", entries=say.many("entries", found.total))
    return [_head(f"{said} {limits}:"), "", *_lines(found, say, None, states=True)]


def links(reading: Reading, results: Sequence[Any], say: Say, known: Known) -> list[str]:
    lines: list[str] = []
    for time, found in zip(times(reading), results, strict=False):
        limits = say.limits(reading, time)
        if not found.total:
            part = [say.sentence(say("no links", limits=limits))]
        else:
            part = [_head(f"{say.many('links', found.total)} {limits}:"), ""]
            for entry in found.entries[:MOST_LINES]:
                part.append(_line(entry, say, time))
                part += link_lines(entry)
        lines += ["", *part] if lines else part
    return lines


def link_lines(entry: EntryRow) -> list[str]:
    return [f"    - {_link(link.title, link.url)}" for link in entry.links]


def _link(title: str, url: str) -> str:
    title = plain_text(title)
    if not url:
        return title
    return f"[{title.replace('[', '(').replace(']', ')')}]({url})" if title and title != url else f"<{url}>"


def longest(reading: Reading, results: Sequence[Any], say: Say, known: Known) -> list[str]:
    found: Entries = results[0]
    limits = say.limits(reading, reading.period)
    if not found.total:
        return [say.sentence(say("no longer", limits=limits))]
    spans = [(entry.end_on - entry.start_on).days + 1 for entry in found.entries]
    best = [entry for entry, days in zip(found.entries, spans, strict=True) if days == spans[0]]
    head = " ".join(say("longest", limits=limits).split()).replace(" :", ":")
    return [
        head,
        "",
        *(f"{_line(entry, say, None)} ({say('on days', n=spans[0])})" for entry in best[:MOST_LINES]),
    ]


def week_lines(week: WeekRow, say: Say) -> list[str]:
    total = say.many("entries", week.entries.total)
    if not (week.entries.total or week.objectives or week.achievements):
        return [say.sentence(say("nothing", limits=say.period(Period(week=week.number))))]
    lines = [say("week head", week=week.number, days=say.days(week.first_day, week.last_day), entries=total)]
    if week.objectives:
        lines += [
            "",
            say("objectives head"),
            "",
            *(objective_line(one.text, one.done) for one in week.objectives),
        ]
    if week.entries.total:
        here = Period(week=week.number)
        lines += ["", say("entries head"), "", *_lines(week.entries, say, here)]
    if week.achievements:
        lines += ["", say("achievements head"), "", *(f"- {plain_text(text)}" for text in week.achievements)]
    return lines


def objective_line(text: str, done: bool | None) -> str:
    box = {True: "[x] ", False: "[ ] ", None: ""}[done]
    return f"- {box}{plain_text(text)}"


def _relaxed(reading: Reading, results: Sequence[Any]) -> Sequence[Entries]:
    """What was found when nothing had all words."""
    first = len(times(reading))
    return [one for one in results[first:] if isinstance(one, Entries)]


def _said_otherwise(reading: Reading, found: Sequence[Entries], say: Say) -> list[str]:
    rest = tuple(word for word in reading.subject if word not in reading.verbs)
    without_verb = len(rest) < len(reading.subject) and bool(rest or reading.periods)
    if not without_verb:
        return [_no(reading, say) + say.sentence(say("nothing", limits=say.limits(reading, reading.period)))]
    lines: list[str] = []
    for time, one in zip(times(reading), found, strict=False):
        if not one.total:
            plain = replace(reading, subject=rest or reading.subject)
            lines.append(say.sentence(say("nothing", limits=say.limits(plain, time))))
            continue
        key = "without verb" if rest else "all of the time"
        when = say.period(time) if time else ""
        head = say(key, all=" ".join(reading.subject), rest=" ".join(rest), period=when)
        head = " ".join(head.split()).replace(" .", ".").replace(" :", ":")
        lines += ["", head, "", *_lines(one, say, time)] if lines else [head, "", *_lines(one, say, time)]
    return lines


def _yes(reading: Reading, say: Say) -> str:
    return say("yes") if reading.has("yes or no") else ""


def _no(reading: Reading, say: Say) -> str:
    return say("no") if reading.has("yes or no") else ""


def _head(text: str, *, capital: bool = True) -> str:
    text = " ".join(text.split()).replace(" :", ":")
    return f"{text[:1].upper()}{text[1:]}" if capital else text


def _lines(
    found: Entries,
    say: Say,
    time: Period | None,
    *,
    most: int = MOST_LINES,
    more: bool = True,
    states: bool = False,
) -> list[str]:
    shown = found.entries[:most]
    rest = found.total - len(shown)
    lines = [_line(entry, say, time, states=states) for entry in shown]
    return [*lines, *(["", say("more", n=rest)] if rest and more else [])]


def entry_lines(found: Entries, say: Say, time: Period | None = None) -> list[str]:
    return _lines(found, say, time)


def _line(entry: EntryRow, say: Say, time: Period | None, *, states: bool = False) -> str:
    said = [] if entry.status == "done" and not states else [say(f"status.{entry.status}")]
    if entry.weeks_open > 1:
        said.append(say("weeks open", n=entry.weeks_open))
    here = time is not None and time.is_week
    line = say(
        "line here" if here else "line",
        day=say.days(entry.start_on, entry.end_on),
        week=entry.week,
        state=say("state", state=", ".join(said)) if said else "",
        text="{text}",
        ref=entry.ref,
    )
    text = plain_text(entry.text)
    text = text if len(text) <= LONGEST_LINE else f"{text[:LONGEST_LINE]}…"
    return f"- {line}".replace("{text}", text, 1)
