"""The words of the product that rows, events and wire models share, each declared once.

A word that only one noun uses stays with that noun. `one_of` writes the same words into a table's check.
"""

from typing import Any, Final, Literal, get_args

Language = Literal["en", "vi"]
Role = Literal["member", "mentor", "lead"]  # in a programme
Scope = Literal["read", "write"]  # of a token

Status = Literal["planned", "doing", "blocked", "done", "dropped"]  # of an entry
OPEN_STATUSES: Final[tuple[Status, ...]] = ("planned", "doing", "blocked")
STATUSES: Final[tuple[Status, ...]] = get_args(Status)
ChangeKind = Literal["logged", "edited", "carried", "deleted", "restored", "imported"]  # of an entry
ObjectiveState = Literal["open", "met", "missed", "carried"]
ChosenObjectiveState = Literal[
    "open", "met", "missed"
]  # what a person may say; `carried` comes of carrying it over
ReviewState = Literal["pending", "drafted", "submitted", "sent_back", "approved", "published"]
SHOWN_REVIEWS: Final[tuple[ReviewState, ...]] = (
    "submitted",
    "sent_back",
    "approved",
    "published",
)  # to others than its owner
ReviewSection = Literal[
    "summary",
    "objectives",
    "themes",
    "achievements",
    "learnt",
    "feedback",
    "blocked",
    "open",
    "next",
    "check",
    "left_out",
]  # in the order in which a review shows them
WordingReason = Literal[
    "worded",
    "worded_in_part",
    "model_away",
    "model_refused",
    "model_unreadable",
    "model_untrue",
    "not_allowed",
    "tokens_used",
    "no_model",
]  # what became of asking a language model for words
RunOutcome = Literal["drafted", "caught_up", "skipped", "worded", "not_worded"]  # of a week's review
DueReason = Literal[
    "due", "late", "joined_later", "changed", "away", "holidays", "before_joining", "too_late"
]
RunReason = Literal[DueReason, WordingReason]
QuestionOutcome = Literal[
    "waiting", "asked", "missed", "limited"
]  # of a scheduled question; limited: the tokens were used up
ReviewPlacement = Literal["file", "section"]  # of an approved review among exported pages
CalendarState = Literal["waiting", "well", "failing", "stopped"]  # of one that somebody subscribed
SubmissionState = Literal["none", "pending", "drafted", "submitted", "sent_back", "approved", "published"]
AnchorKind = Literal["entry", "objective", "review", "artifact"]  # what a comment is about
FoundKind = Literal["entry", "objective", "achievement", "comment"]  # what a search finds
ReminderKind = Literal["incomplete_week", "unsubmitted_review", "waiting", "escalation"]
NoticeKind = ReminderKind | Literal["password_link"]  # what nobody can switch off is no reminder
MailKind = Literal["draft_ready", "submitted", "sent_back", "approved", "reminder", "digest", "answer"]
SupervisorMailKind = Literal["supervisor_review", "supervisor_code"]  # to somebody from outside
ReviewEvent = Literal[
    "review.drafted",
    "review.submitted",
    "review.taken_back",
    "review.sent_back",
    "review.approved",
    "review.reopened",
    "review.published",
]  # what a webhook may ask to be told
WebhookEvent = Literal[ReviewEvent, "week.summary", "webhook.test"]
WebhookFormat = Literal["cloudevents", "slack", "mattermost", "teams", "discord"]
DeliveryKind = Literal[MailKind, SupervisorMailKind, WebhookEvent]
DeliveryState = Literal[
    "queued", "sent", "skipped", "failed", "unconfirmed"
]  # unconfirmed: the server took it, or did not; nobody knows
ProposalKind = Literal["entry", "status", "objective", "objective_state", "review"]
ProposalState = Literal["open", "accepted", "dismissed"]
CodeHostKind = Literal["github", "gitlab"]
SuggestionSource = Literal["git", "github", "gitlab", "calendar", "agent"]
SuggestionState = Literal["open", "accepted", "dismissed"]
FinishReason = Literal[
    "stop", "length", "content_filter", "error"
]  # why an answer ended; anything but stop: cut
Verdict = Literal["up", "down"]  # on an answer of the assistant

AbsenceReason = Literal["leave", "sick", "study", "holiday", "travel", "other"]
DayPart = Literal["day", "morning", "afternoon"]
SupervisorRemarkKind = Literal["comment", "approval"]  # of somebody from outside: no approval in the round

AuditAction = Literal[
    "member.joined",
    "member.role_changed",
    "member.left",
    "member.removed",
    "mentor.added",
    "mentor.removed",
    "invitation.made",
    "invitation.revoked",
    "programme.changed",
    "programme.archived",
    "programme.unarchived",
    "calendar.changed",
    "assistant.chosen",
    "assistant.forgotten",
    "webhook.added",
    "webhook.changed",
    "webhook.removed",
    "code_host.added",
    "code_host.removed",
    "absence.added",
    "absence.removed",
    "substitute.named",
    "substitute.removed",
    "supervisor.invited",
    "supervisor.revoked",
    "supervisor.commented",
    "supervisor.approved",
    "password_link.made",
    "password_link.used",
    "provider.linked",
    "second_factor.on",
    "second_factor.off",
    "worklog.exported",
    "review.exported",
]  # what a programme's audit log tells

JobState = Literal["queued", "running", "done", "failed", "cancelled"]
JobEnd = Literal["done", "failed", "cancelled"]


def words_of(words: Any) -> tuple[str, ...]:
    """`words_of(Status)` is `("planned", "doing", "blocked", "done", "dropped")`."""
    return get_args(words)


def one_of(column: str, words: Any) -> str:
    """The condition of a check: `one_of("status", Status)` is `status in ('planned', …)`."""
    return f"{column} in ({', '.join(repr(word) for word in words_of(words))})"
