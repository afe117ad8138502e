"""What one question wants. Pure."""

from dataclasses import dataclass
from typing import Literal

from weeklog.vocabulary import Language
from weeklog_chat_worker.models.offline.periods import Period, Unclear
from weeklog_chat_worker.models.offline.vocabulary import Unit
from weeklog_chat_worker.tools.entries import StatusFilter
from weeklog_chat_worker.tools.results import EntryRow

HowMany = Literal["exact", "least", "more", "most", "fewer"]


@dataclass(frozen=True)
class Size:
    by: Unit
    how: HowMany
    number: int

    def fits(self, entries: int) -> bool:
        return {
            "exact": entries == self.number, "least": entries >= self.number, "more": entries > self.number,
            "most": entries <= self.number, "fewer": entries < self.number,
        }[self.how]  # fmt: skip


@dataclass(frozen=True)
class Form:
    """How the answer is to be given: "in 3 bullets"."""

    unit: Literal["bullets", "sentences"]
    number: int


@dataclass(frozen=True)
class Reading:
    intent: str
    code: Language = "en"
    periods: tuple[Period, ...] = ()
    status: StatusFilter | None = None
    tag: str | None = None
    subject: tuple[str, ...] = ()  # words and phrases that entries have to contain
    without: tuple[str, ...] = ()  # words and phrases that entries must not contain: "apart from …"
    without_status: StatusFilter | None = None
    with_links: bool | None = None  # false = only entries without one
    with_tags: bool | None = None
    apart: tuple[Period, ...] = ()  # times that the periods leave out
    verbs: frozenset[str] = frozenset()  # of the subject, those that may only say that something was done
    flags: frozenset[str] = frozenset()
    person: str | None = None  # whose worklog; none = the asker's
    what: str = ""  # proposals: the words to write, or to find
    to_status: str = ""
    top: int = 1  # how many winners were asked for
    nth: int | None = None  # of what was listed before: "the second one"
    form: Form | None = None
    size: Size | None = None  # "days with three entries"
    weeks_open: int | None = None
    follows: bool = False  # goes on with the question before
    base: "Reading | None" = None  # what tells the time that was asked for, when only the worklog does
    counted_from: EntryRow | None = None  # the entry that told the time
    problem: Unclear | None = None
    topical: frozenset[str] = (
        frozenset()
    )  # of the subject, those that stand where a topic does: "about …", "how many …"
    settled: bool = False  # the subject has been compared with what the worklog says
    instead: tuple[tuple[str, str], ...] = ()  # slips, and what was looked for
    left_out: tuple[str, ...] = ()  # words that the worklog does not say and that were not looked for

    @property
    def period(self) -> Period | None:
        return self.periods[0] if self.periods else None

    def has(self, *flags: str) -> bool:
        return any(flag in self.flags for flag in flags)

    @property
    def limited(self) -> bool:
        return bool(
            self.periods
            or self.subject
            or self.without
            or self.without_status
            or self.tag
            or self.status
            or self.with_links is not None
            or self.with_tags is not None
        )
