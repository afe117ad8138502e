"""Entries and other rows as lines: each is quoted and cited. Pure."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from weeklog.language.plain_text import plain_text
from weeklog_chat_worker.models.offline.calls import Call, filters, in_weeks, text_of, times
from weeklog_chat_worker.models.offline.periods import Known, Period
from weeklog_chat_worker.models.offline.phrases import Say
from weeklog_chat_worker.models.offline.query import Flag, Query
from weeklog_chat_worker.tools.results import (
    Entries,
    EntryRow,
    Evidence,
    Told,
)

MOST_LINES = 60


LONGEST_LINE = 600  # characters of one entry


def finds(query: Query, **more: Any) -> Sequence[Call]:
    return [Call("find_entries", filters(query, time, **more)) for time in times(query)]


def asks_for_one(query: Query, total: int) -> bool:
    return total > 1 and query.has(Flag.FIRST) != query.has(Flag.LAST)


def first_or_last(query: Query, time: Period | None, found: Entries, say: Say) -> list[str]:
    key = "first" if query.has(Flag.FIRST) else "last"
    number = min(query.top, found.total)
    said = say(
        f"{key}.many" if number > 1 else key,
        n=number,
        entries=say.many("entries", found.total),
        limits=say.limits(query, time),
    )
    return [capital(said), "", *lines_of(found, say, time, most=number, more=False)]


def link_lines(entry: EntryRow) -> list[str]:
    return [f"    - {_link(link.title, link.url)}" for link in entry.links]


def _link(title: str, url: str) -> str:
    title = plain_text(title)
    if not url:
        return title
    return f"[{title.replace('[', '(').replace(']', ')')}]({url})" if title and title != url else f"<{url}>"


def objective_line(text: str, done: bool | None) -> str:
    box = {True: "[x] ", False: "[ ] ", None: ""}[done]
    return f"- {box}{plain_text(text)}"


def relaxed_to(query: Query, results: Sequence[Any]) -> Sequence[Entries]:
    """What was found when nothing had all words."""
    first = len(times(query))
    return [one for one in results[first:] if isinstance(one, Entries)]


def said_otherwise(query: Query, found: Sequence[Entries], say: Say) -> list[str]:
    rest = tuple(word for word in query.subject if word not in query.verbs)
    without_verb = len(rest) < len(query.subject) and bool(rest or query.periods)
    if not without_verb:
        return [no_lead(query, say) + say.sentence(say("nothing", limits=say.limits(query, query.period)))]
    lines: list[str] = []
    for time, one in zip(times(query), found, strict=False):
        if not one.total:
            plain = replace(query, subject=rest or query.subject)
            lines.append(say.sentence(say("nothing", limits=say.limits(plain, time))))
            continue
        key = "without verb" if rest else "all of the time"
        when = say.period(time) if time else ""
        head = say(key, all=say.subject(query), rest=say.subject(replace(query, subject=rest)), period=when)
        head = " ".join(head.split()).replace(" .", ".").replace(" :", ":")
        lines += ["", head, "", *lines_of(one, say, time)] if lines else [head, "", *lines_of(one, say, time)]
    return lines


def yes_lead(query: Query, say: Say) -> str:
    """Only what was done, or what there is, is told by rows; and only when they say all that was asked for."""
    return say("yes") if _asks_what_is_logged(query) and not query.left_out else ""


def no_lead(query: Query, say: Say) -> str:
    """Of a time, a status or a tag a worklog tells that there is nothing; words may be said otherwise."""
    return say("no") if _asks_what_is_logged(query) and not query.subject else ""


def _asks_what_is_logged(query: Query) -> bool:
    is_other = query.has(Flag.NEGATED, Flag.SUBMITTED, Flag.APPROVED, Flag.AGAIN)
    return query.has(Flag.YES_OR_NO) and query.has(Flag.OF_LOG) and not is_other


def capital(text: str, *, first: bool = True) -> str:
    """With single spaces, and none before a sign; with a capital unless it goes on a sentence."""
    text = tidy(text)
    return f"{text[:1].upper()}{text[1:]}" if first else text


def lines_of(
    found: Entries,
    say: Say,
    time: Period | None,
    *,
    most: int = MOST_LINES,
    more: bool = True,
    states: bool = False,
    links: bool = False,
) -> list[str]:
    shown = found.entries[:most]
    rest = found.total - len(shown)
    lines = [
        line
        for entry in shown
        for line in (line_of(entry, say, time, states=states), *(link_lines(entry) if links else ()))
    ]
    return [*lines, *(["", say("more", n=rest)] if rest and more else [])]


def entry_lines(found: Entries, say: Say, time: Period | None = None) -> list[str]:
    return lines_of(found, say, time)


def line_of(entry: EntryRow, say: Say, time: Period | None, *, states: bool = False) -> str:
    said = [] if entry.status == "done" and not states else [say(f"status.{entry.status}")]
    if entry.weeks_open > 1:
        said.append(say("weeks open", n=entry.weeks_open))
    if entry.finished_in is not None:
        said.append(say("finished in", ref=entry.finished_in))
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


def tidy(text: str) -> str:
    text = " ".join(text.split())
    for sign in ".:,":
        text = text.replace(f" {sign}", sign)
    return text


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


def count(query: Query, _known: Known) -> Sequence[Call]:
    return [Call(f"count_{query.measure}", filters(query, time)) for time in times(query)]


def lines_in_weeks(tool: str, query: Query, known: Known, **more: Any) -> Sequence[Call]:
    text = {"text": text_of(query.subject)} if query.subject else {}
    return [Call(tool, in_weeks(time, known) | text | more) for time in times(query)]


def find(query: Query, _known: Known) -> Sequence[Call]:
    return find_newest(query)


def find_newest(query: Query) -> Sequence[Call]:
    """The newest first where the last is asked for."""
    is_newest = query.has(Flag.LAST) and not query.has(Flag.FIRST)
    limit = {"limit": query.top} if query.top > 1 and query.has(Flag.FIRST) != query.has(Flag.LAST) else {}
    return finds(query, order="newest", **limit) if is_newest else finds(query, **limit)
