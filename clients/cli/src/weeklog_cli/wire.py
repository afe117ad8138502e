"""The API's JSON, as far as the command reads it. Unknown fields are kept, so `--json` shows all that was answered."""

from typing import Any, Literal, NotRequired, TypedDict

Status = Literal["planned", "doing", "blocked", "done", "dropped"]


class Fault(TypedDict):
    field: str
    message: str


class Problem(TypedDict):
    title: str
    status: int | None
    detail: str
    errors: list[Fault]


class Resource(TypedDict):
    title: str
    url: str | None


class Entry(TypedDict):
    id: str
    week: int
    position: int
    day: str
    text: str
    start_on: str
    end_on: str
    resources: list[Resource]
    status: Status
    tags: list[str]
    hours: NotRequired[float | None]
    blocked_since: NotRequired[str | None]
    carried_from: NotRequired[str | None]
    carried_to: NotRequired[str | None]
    weeks_open: NotRequired[int]
    version: int
    understood: NotRequired[list["Understood"]]  # of a quick line


class Understood(TypedDict):
    words: str
    meaning: Literal["status", "day", "tag", "link", "hours"]
    value: str


class DeletedEntry(TypedDict):
    deleted_at: str
    restorable_until: str
    entry: Entry


class EntryChange(TypedDict):
    version: int
    at: str
    by: str | None
    change: str
    fields: dict[str, dict[str, Any]]


class CarriedEntry(TypedDict):
    source: Entry
    entry: Entry


class OpenOfWeek(TypedDict):
    week: int
    entries: int


class CarriedOver(TypedDict):
    dry_run: bool
    week: int
    from_week: int | None
    from_day: str | None
    day: str
    items: list[CarriedEntry]
    still_open: list[OpenOfWeek]


class WeekCopied(TypedDict):
    dry_run: bool
    week: int
    from_week: int
    items: list[Entry]
    skipped: int


class Hit(TypedDict):
    kind: Literal["entry", "objective", "achievement", "comment"]
    id: str
    week: int | None
    start_on: str
    person_id: str
    text: str
    highlights: list[tuple[int, int]]  # in code points
    score: float
    why: Literal["words", "typo", "meaning"]


class Person(TypedDict):
    id: str
    email: str
    name: str


class ProgrammeMark(TypedDict):
    id: str
    name: str
    zone: str
    starts_on: str
    role: str


class ProgrammeMine(ProgrammeMark):
    left_at: str | None


class ProgrammeWeek(TypedDict):
    number: int
    first_day: str
    last_day: str


class Programme(ProgrammeMark):
    weeks: list[ProgrammeWeek]
    review_weekday: int
    review_at: str
    escalate_after_days: int
    drafts_by_model: bool
    review_placement: Literal["file", "section"]
    archived_at: str | None


class MyAssistant(TypedDict):
    model: str | None
    server: str | None
    chosen_by: str | None
    decision: str | None  # undecided, allowed, refused


class Member(TypedDict):
    person_id: str
    name: str
    email: str | None
    role: str
    founder: bool
    left_at: str | None
    mentors: list[str]


class Invitation(TypedDict):
    id: str
    role: str
    uses_left: int
    expires_at: str
    secret: str  # shown once
    url: str


class OpenInvitation(TypedDict):
    id: str
    role: str
    email: str | None  # none = whoever holds the link
    uses_left: int
    mail_state: str | None  # none = it is not mailed
    mail_reason: str
    expires_at: str


class Myself(Person):
    zone: str
    own_zone: str | None  # none = the programme's
    language: str


class PasswordLink(TypedDict):
    secret: str  # shown once
    url: str
    expires_at: str


class Me(TypedDict):
    person: Myself
    programme: ProgrammeMine | None
    today: str
    week: int | None
    operator: bool


class ReviewMark(TypedDict):
    id: str
    state: str
    version: int


class WeekSummary(TypedDict):
    number: int
    first_day: str
    last_day: str
    entries: int
    objectives: int
    review: ReviewMark | None
    current: bool


class Objective(TypedDict):
    id: str
    text: str
    state: NotRequired[Literal["open", "met", "missed", "carried"]]
    done: bool | None
    weeks_open: NotRequired[int]


class ObjectivesCarried(TypedDict):
    dry_run: bool
    week: int
    from_week: int | None
    items: list[Objective]


class Achievement(TypedDict):
    id: str
    text: str
    evidence: list[str]


class PageMark(TypedDict):
    path: str
    language: Literal["en", "vi"]
    updated_at: str


class Week(TypedDict):
    number: int
    first_day: str
    last_day: str
    objectives: list[Objective]
    entries: list[Entry]
    achievements: list[Achievement]
    review: ReviewMark | None
    pages: list[PageMark]


class Line(TypedDict):
    id: str
    section: str
    text: str
    evidence: list[str]
    author: str


class Offer(TypedDict):
    id: str
    kind: Literal["add", "change", "remove"]
    line: dict[str, Any]


class LineChange(TypedDict):
    kind: Literal["added", "changed", "removed", "moved"]
    before: Line | None
    after: Line | None


class Difference(TypedDict):
    from_version: int
    to_version: int
    lines: list[LineChange]


class Review(TypedDict):
    id: str
    week: int
    state: str
    version: int
    lines: list[Line] | None
    markdown: str | None
    drafted_at: str | None
    offers: NotRequired[list[Offer]]
    changes: NotRequired[list[dict[str, Any]]]  # of the week, since
    checks: NotRequired[list[dict[str, Any]]]
    moves: NotRequired[list[dict[str, Any]]]
    signature: NotRequired["Signature | None"]


class Signature(TypedDict):
    """Of a review's last approval."""

    version: int
    approved_by: str
    at: str
    key_id: str
    sha256: str
    current: bool


class PublicKey(TypedDict):
    id: str
    public_key: str
    created_at: str
    retired_at: str | None


class MailSettings(TypedDict):
    enabled: bool
    draft_ready: bool
    submitted: bool
    sent_back: bool
    approved: bool
    reminder: bool
    answer: bool
    digest: bool


class CalendarFeed(TypedDict):
    enabled: bool
    created_at: str | None


class CalendarFeedMade(TypedDict):
    url: str
    created_at: str


class Webhook(TypedDict):
    id: str
    name: str
    format: str
    events: list[str]
    language: str
    host: str
    enabled: bool
    off_reason: str
    old_secret_until: str | None


class WebhookMade(Webhook):
    secret: str | None


class WebhookSecret(TypedDict):
    secret: str
    old_secret_until: str


class WebhookDelivery(TypedDict):
    id: str
    kind: str
    week: int
    state: str
    reason: str
    attempts: int
    created_at: str
    sent_at: str | None


class Delivery(TypedDict):
    """A mail to whoever asks, or to a supervisor of theirs from outside."""

    id: str
    kind: Literal[
        "draft_ready",
        "submitted",
        "sent_back",
        "approved",
        "reminder",
        "digest",
        "answer",
        "supervisor_review",
        "supervisor_code",
    ]
    week: int
    review_id: str | None
    supervisor_name: str | None
    state: Literal["queued", "sent", "skipped", "failed", "unconfirmed"]
    reason: str
    attempts: int
    created_at: str
    sent_at: str | None


class ReviewRun(TypedDict):
    week: int
    outcome: Literal["drafted", "caught_up", "skipped", "worded", "not_worded"]
    reason: str
    text: str
    due_at: str
    at: str


class Absence(TypedDict):
    id: str
    person_id: str
    first_day: str
    last_day: str
    part: Literal["day", "morning", "afternoon"]
    reason: str


class SubscribedCalendar(TypedDict):
    id: str
    name: str
    host: str
    state: Literal["waiting", "well", "failing", "stopped"]
    fault: str
    suggested: int
    read_at: str | None
    well_at: str | None
    next_at: str | None
    created_at: str


class Suggestion(TypedDict):
    id: str
    source: Literal["git", "github", "gitlab", "calendar", "agent"]
    text: str
    start_on: str
    end_on: str
    state: Literal["open", "accepted", "dismissed"]
    entry_id: str | None


class CodeHost(TypedDict):
    id: str
    name: str
    kind: Literal["github", "gitlab"]
    deliveries: int
    suggested: int
    unknown: int
    last_at: str | None


class CodeHostMade(CodeHost):
    url: str
    secret: str


class SuggestionsMade(TypedDict):
    items: list[Suggestion]
    known: int
    outside: int
    left_out: int


class ScheduledQuestion(TypedDict):
    id: str
    text: str
    weekdays: list[int]
    at: str
    by_mail: bool
    paused: bool
    conversation_id: str | None
    next_at: str | None


class QuestionRun(TypedDict):
    id: str
    day: str
    outcome: Literal["waiting", "asked", "missed", "limited"]
    due_at: str
    at: str
    reply_id: str | None
    conversation_id: str | None
    state: str | None
    error: str | None


class Substitute(TypedDict):
    id: str
    mentor_id: str
    substitute_id: str
    first_day: str
    last_day: str


class Supervisor(TypedDict):
    id: str
    email: str
    name: str
    expires_at: str


class Citation(TypedDict):
    entry_id: str
    label: str
    week: int
    start_on: str
    text: str


class Proposal(TypedDict):
    id: str
    reply_id: str
    kind: Literal["entry", "status", "objective", "objective_state", "review"]
    content: dict[str, Any]
    state: Literal["open", "accepted", "dismissed"]
    result_id: str | None


class Reply(TypedDict):
    id: str
    conversation_id: str
    state: Literal["queued", "running", "done", "failed", "cancelled"]
    text: str
    citations: list[Citation]
    error: str | None
    proposals: list[Proposal]


class Asked(TypedDict):
    reply: Reply


class Conversation(TypedDict):
    id: str


class Token(TypedDict):
    id: str
    name: str
    scopes: list[str]
    expires_at: str | None
    last_used_at: str | None


class Session(TypedDict):
    id: str
    created_at: str
    last_used_at: str
    expires_at: str
    current: bool


class SecondFactor(TypedDict):
    on: bool
    since: str | None
    recovery_codes: int


class SecondFactorBegun(TypedDict):
    secret: str
    address: str


class AuditPerson(TypedDict):
    id: str
    name: str


class AuditLine(TypedDict):
    id: str
    at: str
    action: str
    actor: AuditPerson | None
    about: AuditPerson | None
    details: dict[str, Any]
    text: str


class NewToken(Token):
    token: str  # shown once


class NewPerson(Person):
    role: str
    password: str | None  # the first one, shown once, when none was sent


class ModelTest(TypedDict):
    state: str
    reachable: bool | None
    key_accepted: bool | None
    streams: bool | None
    calls_tools: bool | None
    said: str


class Assistant(TypedDict):
    model: str | None
    base_url: str | None
    key_set: bool
    key_ends: str | None
    test: ModelTest | None
