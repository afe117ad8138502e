"""What became of the week's work, as a summary tells it: finished, in progress or blocked, and on which days."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal
from uuid import UUID

from weeklog.reviews.facts.clauses import clauses_of, said
from weeklog.reviews.facts.open_work import Blocked, Open
from weeklog.reviews.facts.progress import Progress
from weeklog.reviews.facts.rows import Entry
from weeklog.reviews.facts.themes import FEWEST, Theme

Kind = Literal["towards", "on", "finished", "doing", "blocked"]
LONGEST_TITLE: Final = 72  # characters
_SHORTEST_TITLE: Final = 12
_BREAKS: Final = (": ", "; ", ", ", " – ", " - ", " (")


@dataclass(frozen=True, slots=True)
class Outcome:
    """Of one entry, in its own words, or of several under the objective or the theme that they share."""

    kind: Kind
    title: str
    entries: tuple[Entry, ...]


def find_outcomes(
    entries: Sequence[Entry],
    aims: Sequence[Progress],
    themes: Sequence[Theme],
    blocked: Sequence[Blocked],
    unfinished: Sequence[Open],
) -> tuple[Outcome, ...]:
    """Each entry of work once, in the order of the days; what is planned or was dropped is no work yet."""
    left = {entry.id: entry for entry in entries if entry.status in ("done", "doing", "blocked")}
    found: list[Outcome] = []

    def take(kind: Kind, title: str, ids: Iterable[UUID], fewest: int = 1) -> None:
        own = tuple(left[one] for one in dict.fromkeys(ids) if one in left)
        if len(own) >= fewest:
            found.append(Outcome(kind, _cut(title), own))
            for entry in own:
                del left[entry.id]

    for stuck in blocked:
        take("blocked", stuck.clause, stuck.evidence)
    for one in unfinished:
        if one.closed_by is None:
            take("doing", headline(one.entry), [one.entry.id])
    for aim in aims:
        take("towards", aim.objective.text, aim.link.entries, FEWEST)
    for theme in themes:
        take("on", theme.title, theme.entries, FEWEST)
    for entry in tuple(left.values()):
        take("finished" if _is_finished(entry) else "on", headline(entry), [entry.id])
    return tuple(sorted(found, key=lambda one: (one.entries[0].start_on, one.entries[0].end_on)))


def _is_finished(entry: Entry) -> bool:
    """One that is marked done and says otherwise is not called finished."""
    told = [said(clause) for clause in clauses_of(entry.text)]
    unfinished = any((one.open or one.failing or one.blocked) and not one.done for one in told)
    return entry.status == "done" and not unfinished


def headline(entry: Entry) -> str:
    """Its first statement."""
    return (clauses_of(entry.text) or (entry.text,))[0]


def _cut(title: str) -> str:
    """On one line; where it breaks when it is long."""
    line = " ".join(title.split()).rstrip(":;,. ")
    if len(line) <= LONGEST_TITLE:
        return line
    at = max(line.rfind(mark, _SHORTEST_TITLE, LONGEST_TITLE) for mark in _BREAKS)
    if at > 0:
        return line[:at]
    words = line[:LONGEST_TITLE].rpartition(" ")[0]
    return f"{words or line[:LONGEST_TITLE]}…"
