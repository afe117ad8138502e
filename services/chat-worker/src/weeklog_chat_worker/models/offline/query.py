"""What one question wants. Pure."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from weeklog.vocabulary import Language
from weeklog_chat_worker.models.offline.periods import Period, Unclear
from weeklog_chat_worker.tools.entries import StatusFilter
from weeklog_chat_worker.tools.results import EntryRow, TeamAsks

Unit = Literal["week", "day", "weekday", "month", "tag"]
Measure = Literal["entries", "hours"]
HowMany = Literal["exact", "least", "more", "most", "fewer"]


class Intent(StrEnum):
    """What is asked for. Each has its words in `language/` and its file in `intents/`."""

    LIST = "list"
    COUNT = "count"
    OPEN = "open"
    STATUS = "status"
    CARRIED = "carried"
    LINKS = "links"
    COMPARE = "compare"
    GROUPS = "groups"
    TAGS = "tags"
    RANK = "rank"
    SIZED = "sized"
    LONGEST = "longest"
    AVERAGE = "average"
    FIGURES = "figures"
    HOURS = "hours"
    MISSING = "missing"
    AWAY = "away"
    LACKING = "lacking"
    PLAN = "plan"
    SUMMARY = "summary"
    PROBLEMS = "problems"
    LEARNT = "learnt"
    OBJECTIVES = "objectives"
    ACHIEVEMENTS = "achievements"
    REVIEW = "review"
    COMMENTS = "comments"
    MENTOR = "mentor"
    LEAD = "lead"
    ME = "me"
    TEAM = "team"
    TODAY = "today"
    WEEKDAY = "weekday"
    WHICH_WEEK = "which week"
    WEEK_DAYS = "week days"
    WEEKS_LEFT = "weeks left"
    PROGRAMME = "programme"
    PROPOSE_ENTRY = "propose entry"
    PROPOSE_OBJECTIVE = "propose objective"
    PROPOSE_STATUS = "propose status"
    PROPOSE_REVIEW = "propose review edit"
    GREET = "greet"
    HELP = "help"
    WHY = "beyond why"
    WHO = "beyond who"
    WHERE = "beyond where"
    HOW = "beyond how"
    EFFECT = "beyond effect"
    DOING = "beyond doing"
    FEELING = "beyond feeling"
    FUTURE = "beyond future"
    OPINION = "beyond opinion"
    OTHERS = "beyond others"
    WORLD = "beyond world"
    NONE = "none"  # not understood
    UNCLEAR = "unclear"  # the words name no day, or more than one

    @property
    def is_proposal(self) -> bool:
        return self in (
            Intent.PROPOSE_ENTRY, Intent.PROPOSE_OBJECTIVE, Intent.PROPOSE_STATUS, Intent.PROPOSE_REVIEW,
        )  # fmt: skip

    @property
    def is_beyond(self) -> bool:
        """Asks for more than rows say by themselves."""
        return self.value.startswith("beyond")


class Flag(StrEnum):
    """What a question wants to know more exactly. Each has its words in `flags.toml`."""

    HOW_MANY = "how many"
    DAYS = "days"
    WEEKS = "weeks"
    PER_WEEK = "per week"
    PER_WEEKDAY = "per weekday"
    PER_DAY = "per day"
    PER_TAG = "per tag"
    PER_STATUS = "per status"
    PER_MONTH = "per month"
    FIRST = "first"
    LAST = "last"
    PAST = "past"
    WHICH_WEEK = "which week"
    WHICH_DAY = "which day"
    LEAST = "least"
    NOT = "not"
    MET = "met"
    OPEN_OBJECTIVE = "open objective"
    MISSED = "missed"
    CARRIED = "carried"
    EVERYTHING = "everything"
    YES_OR_NO = "yes or no"
    END = "end"
    DAYS_OFF = "days off"
    SICK = "sick"
    SEARCH = "search"
    WHOLE_WEEK = "whole week"
    TAGGED = "tagged"
    VERB = "verb"
    COUNTED = "counted"
    WEEKS_OPEN = "weeks open"
    BOTH_ENDS = "both ends"
    AGAIN = "again"
    VALUE = "value"
    IN_TOTAL = "in total"
    ADDED_UP = "added up"
    MONEY = "money"
    SHARE = "share"
    THOSE = "those"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    TOPIC = "topic"
    LISTING = "listing"
    SHORTER = "shorter"
    SEVERAL_DAYS = "several days"
    OF_LOG = "of log"
    NEGATED = "negated"


ReviewChange = Literal["add", "reword", "remove", "move", "shorten", "translate"]


@dataclass(frozen=True)
class ReviewEdit:
    """What is to become of the draft review."""

    change: ReviewChange
    words: str = ""  # of the line that is meant
    text: str = ""  # of a new line
    section: str | None = None
    language: Language | None = None


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
class Query:
    intent: Intent
    code: Language = "en"
    periods: tuple[Period, ...] = ()
    status: StatusFilter | None = None
    tag: str | None = None
    said: str = ""  # the question as it was read
    subject: tuple[str, ...] = ()  # words and phrases that entries have to contain
    soft: tuple[str, ...] = ()  # words that may only be part of the asking, or may be what is asked about
    without: tuple[str, ...] = ()  # words and phrases that entries must not contain: "apart from …"
    without_status: StatusFilter | None = None
    with_links: bool | None = None  # false = only entries without one
    with_tags: bool | None = None
    apart: tuple[Period, ...] = ()  # times that the periods leave out
    verbs: frozenset[str] = frozenset()  # of the subject, those that may only say that something was done
    flags: frozenset[Flag] = frozenset()
    person: str | None = None  # whose worklog; none = the asker's
    team: TeamAsks | None = None  # of everybody whom the asker follows
    what: str = ""  # proposals: the words to write, or to find
    to_status: str = ""
    edit: ReviewEdit | None = None
    figure: str = ""  # what is compared of entries, where the question tells: "heat" of "the hottest"
    measure: Measure = "entries"  # what is counted, ranked and compared
    counted: str = ""  # what "how many" stands before
    top: int = 1  # how many winners were asked for
    nth: int | None = None  # of what was listed before: "the second one"
    form: Form | None = None
    answer_in: Language | None = None  # where another language than the question's is asked for
    size: Size | None = None  # "days with three entries"
    weeks_open: int | None = None
    follows: bool = False  # goes on with the question before
    base: "Query | None" = None  # what tells the time that was asked for, when only the worklog does
    counted_from: EntryRow | None = None  # the entry that told the time
    problem: Unclear | None = None
    others: "tuple[Query, ...]" = ()  # less plausible readings of the same words
    by_name: "Query | None" = None  # the same, with a time as part of a name: "the Friday demo"
    named: str = ""  # that name
    topical: frozenset[str] = (
        frozenset()
    )  # of the subject, those that stand where a topic does: "about …", "how many …"
    settled: bool = False  # the subject has been compared with what the worklog says
    instead: tuple[tuple[str, str], ...] = ()  # slips, and what was looked for
    left_out: tuple[str, ...] = ()  # words that the worklog does not say and that were not looked for

    @property
    def period(self) -> Period | None:
        return self.periods[0] if self.periods else None

    def has(self, *flags: Flag) -> bool:
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
