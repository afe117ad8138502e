"""From what other programs know of somebody's work to suggested entries. Pure.

An item is one thing at its source: a commit, a pull request, a session of an agent. Items of one topic on one day
make one suggestion, such as the commits of a branch.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from weeklog.events.catalogue import Resource
from weeklog.vocabulary import Status

MOST_LINE: Final = 300  # characters of an item that shares a suggestion with others
MOST_LINES: Final = 40  # of a suggestion
MOST_SHOWN: Final = 8  # of its lines in the entry's text: more, and nobody reads them in a worklog
MOST_RESOURCES: Final = 30  # as many as an entry may have
MOST_TITLE: Final = 500  # characters of a resource's title


@dataclass(frozen=True)
class Item:
    key: str  # the same whenever, and by whichever way, the source tells of it
    text: str
    start_on: date
    end_on: date
    topic: str = ""  # what it is gathered under; none = it stands alone
    url: str | None = None
    status: Status = "done"
    hours: float | None = None


@dataclass(frozen=True)
class Draft:
    """What becomes a suggestion."""

    topic: str
    start_on: date
    end_on: date
    lines: tuple[str, ...]
    resources: tuple[Resource, ...]
    status: Status
    hours: float | None


def commit_key(repository: str, day: date, subject: str) -> str:
    """The same after a rebase, and for everybody who tells of the commit: `weeklog_cli.commits` makes it alike."""
    said = f"{repository.lower()}\n{day}\n{' '.join(subject.split())}"
    return f"commit:{hashlib.sha256(said.encode()).hexdigest()}"


def gather(items: Iterable[Item]) -> list[Draft]:
    """In the order of the items."""
    drafts: dict[object, Draft] = {}
    for item in items:
        place = (item.topic, item.start_on) if item.topic else item.key
        drafts[place] = joined(drafts[place], _draft(item)) if place in drafts else _draft(item)
    return list(drafts.values())


def joined(before: Draft, more: Draft) -> Draft:
    """One suggestion of two. The same words are said once; what is beyond its bounds is left out."""
    lines = tuple(dict.fromkeys(before.lines + more.lines))[:MOST_LINES]
    resources = tuple(dict.fromkeys(before.resources + more.resources))[:MOST_RESOURCES]
    end_on = max(before.end_on, more.end_on)
    return replace(before, lines=lines, resources=resources, end_on=end_on)


def text_of(topic: str, lines: Sequence[str]) -> str:
    """The entry's text, in Markdown: the first lines, and how many more there are."""
    if len(lines) == 1:
        return lines[0]
    left = len(lines) - MOST_SHOWN
    shown = lines if left <= 1 else (*lines[:MOST_SHOWN], f"… (+{left})")
    return "\n".join((f"{topic}:", "", *(f"- {line}" for line in shown)))


def _draft(item: Item) -> Draft:
    line = " ".join(item.text.split())[:MOST_LINE] if item.topic else item.text
    links = () if item.url is None else (Resource(title=item.url[:MOST_TITLE], url=item.url),)
    topic = " ".join(item.topic.split())
    return Draft(topic, item.start_on, item.end_on, (line,), links, item.status, item.hours)
