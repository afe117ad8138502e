"""Every job, declared once. The sender names it; it never imports the worker."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from weeklog.jobs.contract import JobKind, Payload


class GenerateReply(Payload):
    reply_id: UUID


class AskScheduledQuestion(Payload):
    run_id: UUID


class DraftReview(Payload):
    review_id: UUID


class WordReview(Payload):
    review_id: UUID


class TestModel(Payload):
    programme_id: UUID


class ImportSite(Payload):
    import_id: UUID


class SendMail(Payload):
    delivery_id: UUID


class SendSupervisorMail(Payload):
    supervisor_id: UUID
    review_id: UUID | None  # none = the code that they asked for


class SendInvitation(Payload):
    invitation_id: UUID


class PostWebhook(Payload):
    delivery_id: UUID


class RefreshCalendar(Payload):
    calendar_id: UUID


class IndexSearch(Payload):
    programme_id: UUID


class Canary(Payload):
    """Nothing is to be done."""


class ExportWarehouse(Payload):
    """Of the whole instance."""


GENERATE_REPLY = JobKind("chat.generate_reply", "chat", GenerateReply, deadline=timedelta(minutes=10))
# Asks it; the reply has a job of its own.
ASK_SCHEDULED_QUESTION = JobKind(
    "chat.ask_scheduled_question", "chat", AskScheduledQuestion, deadline=timedelta(days=1), max_attempts=50
)
DRAFT_REVIEW = JobKind(
    "reviews.draft_review", "reviews", DraftReview, deadline=timedelta(days=28), max_attempts=50
)
# A queue of its own, which the chat worker takes beside the chat's: a question is never behind thousands of reviews.
# Many attempts: only a few reviews are worded at once.
WORD_REVIEW = JobKind(
    "reviews.word_review", "words", WordReview, deadline=timedelta(hours=12), max_attempts=2000
)
# In the queue of the reviews: both are work on stored weeks that nobody watches letter by letter.
IMPORT_SITE = JobKind("pages.import_site", "reviews", ImportSite, deadline=timedelta(hours=1), max_attempts=3)
TEST_MODEL = JobKind("assistant.test_model", "chat", TestModel, deadline=timedelta(minutes=1), max_attempts=1)
# What goes wrong there is noted, and the next round comes anyway.
REFRESH_CALENDAR = JobKind(
    "calendars.refresh_calendar", "reviews", RefreshCalendar, deadline=timedelta(minutes=30), max_attempts=3
)
# Reads what a person wrote since the last time. Nobody waits for it.
INDEX_SEARCH = JobKind("search.index", "reviews", IndexSearch, deadline=timedelta(hours=6), max_attempts=10)
# Tried for three days, at first after seconds, later every half hour.
SEND_MAIL = JobKind("deliveries.send_mail", "reviews", SendMail, deadline=timedelta(days=3), max_attempts=200)
SEND_SUPERVISOR_MAIL = JobKind(
    "supervisors.send_mail", "reviews", SendSupervisorMail, deadline=timedelta(days=3), max_attempts=200
)
SEND_INVITATION = JobKind(
    "invitations.send_mail", "reviews", SendInvitation, deadline=timedelta(days=3), max_attempts=200
)
# The next one comes anyway: a few attempts are enough.
EXPORT_WAREHOUSE = JobKind(
    "warehouse.export", "reviews", ExportWarehouse, deadline=timedelta(hours=6), max_attempts=3
)
# Of no use to anybody once the next one comes.
PROVE_CHAT = JobKind(
    "canary.prove_chat", "chat", Canary, deadline=timedelta(minutes=10), max_attempts=3, quiet=True
)
PROVE_REVIEWS = JobKind(
    "canary.prove_reviews", "reviews", Canary, deadline=timedelta(minutes=10), max_attempts=3, quiet=True
)
PROVE_WORDS = JobKind(
    "canary.prove_words", "words", Canary, deadline=timedelta(minutes=10), max_attempts=3, quiet=True
)
# The pauses between attempts grow to three hours (`weeklog_reporting/posts.py`).
POST_WEBHOOK = JobKind(
    "deliveries.post_webhook", "reviews", PostWebhook, deadline=timedelta(days=3), max_attempts=200
)

KINDS: dict[str, JobKind[Any]] = {
    kind.name: kind
    for kind in (
        GENERATE_REPLY,
        ASK_SCHEDULED_QUESTION,
        DRAFT_REVIEW,
        WORD_REVIEW,
        IMPORT_SITE,
        TEST_MODEL,
        INDEX_SEARCH,
        SEND_MAIL,
        SEND_SUPERVISOR_MAIL,
        SEND_INVITATION,
        POST_WEBHOOK,
        REFRESH_CALENDAR,
        EXPORT_WAREHOUSE,
        PROVE_CHAT,
        PROVE_REVIEWS,
        PROVE_WORDS,
    )
}
QUEUES: tuple[str, ...] = tuple(dict.fromkeys(kind.queue for kind in KINDS.values()))
