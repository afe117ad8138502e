"""What became of the week's work, as a summary tells it: finished, in progress or blocked, and on which days."""

import re
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal
from uuid import UUID

from weeklog.reviews.facts.clauses import clauses_of, said
from weeklog.reviews.facts.linking import Clause, Week
from weeklog.reviews.facts.open_work import Blocked, Open
from weeklog.reviews.facts.progress import Progress
from weeklog.reviews.facts.rows import Entry
from weeklog.reviews.facts.themes import FEWEST, Theme

Kind = Literal["towards", "on", "finished", "doing", "blocked"]
LONGEST_TITLE: Final = 72  # characters
_SHORTEST_TITLE: Final = 12
_BEGUN: Final = re.compile(
    r"(?:i |we |em |mình )?(?:start(?:ed|ing)?|beg[aiu]n(?:ning)?|kick(?:ed)?[- ]off|bắt đầu|khởi động)\b",
    re.IGNORECASE,
)
_BREAKS: Final = (": ", "; ", ", ", " – ", " - ", " (")


@dataclass(frozen=True, slots=True)
class Outcome:
    """Of one entry, in its own words, or of several under the objective or the theme that they share."""

    kind: Kind
    title: str
    entries: tuple[Entry, ...]


def find_outcomes(
    week: Week,
    aims: Sequence[Progress],
    themes: Sequence[Theme],
    blocked: Sequence[Blocked],
    unfinished: Sequence[Open],
) -> tuple[Outcome, ...]:
    """Each statement at most once and each entry at least once, in the order of the days. What is planned or was
    dropped is no work yet."""
    telling = _Telling(week)
    for stuck in blocked:
        telling.tell("blocked", stuck.clause, telling.of(stuck.evidence, _is_stuck))
    for aim in aims:
        telling.tell("towards", aim.objective.text, aim.link.clauses, FEWEST)
    for one in unfinished:
        if one.closed_by is None:
            telling.tell("doing", headline(one.entry), telling.of([one.entry.id]))
    for theme in themes:
        telling.tell("on", theme.title, theme.clauses, FEWEST)
    aimed = {id(clause) for aim in aims for clause in aim.link.clauses}
    for entry in telling.left:
        telling.tell_rest(entry, aimed)
    return tuple(sorted(telling.told, key=lambda one: (one.entries[0].start_on, one.entries[0].end_on)))


class _Telling:
    """Which statements of which entry are not told yet. Nothing here looks at all of them for one."""

    def __init__(self, week: Week) -> None:
        self.left: dict[UUID, dict[int, Clause]] = {}
        for clause in week.clauses:
            if clause.entry.status in ("done", "doing", "blocked"):
                self.left.setdefault(clause.entry.id, {})[id(clause)] = clause
        self.told: list[Outcome] = []
        self._named: set[UUID] = set()

    def of(self, entries: Iterable[UUID], when: Callable[[Clause], bool] = lambda _: True) -> list[Clause]:
        own = (self.left.get(entry, {}) for entry in dict.fromkeys(entries))
        return [clause for clauses in own for clause in clauses.values() if when(clause)]

    def tell(self, kind: Kind, title: str, clauses: Iterable[Clause], fewest: int = 1) -> None:
        """Where at least that many entries are left of them."""
        own = [clause for clause in clauses if id(clause) in self.left.get(clause.entry.id, {})]
        entries = {clause.entry.id: clause.entry for clause in own}
        if len(entries) >= fewest:
            self.told.append(Outcome(kind, _cut(title), tuple(entries.values())))
            self._named.update(entries)
            for clause in own:
                del self.left[clause.entry.id][id(clause)]

    def tell_rest(self, entry: UUID, aimed: Container[int]) -> None:
        """Of an entry that is told in part, what is about an objective; else the details are left out."""
        clauses = self.of([entry])
        if entry not in self._named:
            self._tell_alone(headline(clauses[0].entry), clauses)
            return
        for clause in clauses:
            if id(clause) in aimed:
                self._tell_alone(clause.text, [clause])

    def _tell_alone(self, title: str, clauses: Sequence[Clause]) -> None:
        self.tell("finished" if _is_finished(clauses) else "on", title, clauses)


def _is_stuck(clause: Clause) -> bool:
    return clause.entry.status == "blocked" or said(clause.text).blocked


def _is_finished(clauses: Sequence[Clause]) -> bool:
    """One that is marked done and says otherwise is not called finished."""
    told = [said(clause.text) for clause in clauses]
    unfinished = any((one.open or one.failing or one.blocked) and not one.done for one in told)
    begun = any(_BEGUN.match(clause.text) for clause in clauses)
    return clauses[0].entry.status == "done" and not unfinished and not begun


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
