"""The JSON of comments, the queue, submissions and notices."""

from typing import Any, Literal, NotRequired, TypedDict

AnchorKind = Literal["entry", "objective", "review", "artifact"]


class Somebody(TypedDict):
    id: str
    name: str


class Anchor(TypedDict):
    kind: AnchorKind
    id: str
    line: int | None
    revision: int | None
    week: int | None
    text: str


class Comment(TypedDict):
    id: str
    thread_id: str
    anchor: Anchor
    of: str
    author: Somebody | None
    text: str
    mentions: list[str]
    deleted: bool
    resolved_at: str | None
    resolved_by: str | None
    created_at: str
    edited_at: str | None


class Waiting(TypedDict):
    kind: Literal["review", "thread"]
    id: str
    person: Somebody
    week: int | None
    by: Somebody | None
    text: str
    since: str
    stands_in_for: NotRequired[Somebody | None]
    age_days: int


class SubmissionWeek(TypedDict):
    number: int
    first_day: str
    last_day: str


class Submission(TypedDict):
    week: int
    state: Literal["none", "pending", "drafted", "submitted", "sent_back", "approved", "published"]
    review_id: str | None
    submitted_at: str | None
    entries: int
    due_at: str
    away: NotRequired[bool]
    late: bool


class MemberSubmissions(TypedDict):
    person: Somebody
    weeks: list[Submission]


class Submissions(TypedDict):
    weeks: list[SubmissionWeek]
    items: list[MemberSubmissions]


class OverviewMember(TypedDict):
    person: Somebody
    state: str
    away: bool
    late: bool
    waiting_days: int | None


class Blocker(TypedDict):
    text: str
    people: list[Somebody]
    weeks: list[int]
    since: str | None


class MentorLoad(TypedDict):
    mentor: Somebody
    members: int
    waiting: int
    oldest_days: int | None
    answered: int
    substitutes: NotRequired[list[Somebody]]


class Overview(TypedDict):
    week: int
    first_day: str
    last_day: str
    members: list[OverviewMember]
    blockers: list[Blocker]
    mentors: list[MentorLoad]


class Notice(TypedDict):
    id: str
    kind: str
    week: int
    text: str
    missing: dict[str, Any]
    created_at: str
    read_at: str | None
