"""Every table, imported once, so that migrations and tests see the whole schema."""

from weeklog.absences import tables as absences
from weeklog.achievements import tables as achievements
from weeklog.artifacts import tables as artifacts
from weeklog.audit import tables as audit
from weeklog.calendar_feeds import tables as calendar_feeds
from weeklog.calendars import tables as calendars
from weeklog.code_hosts import tables as code_hosts
from weeklog.comments import tables as comments
from weeklog.competencies import tables as competencies
from weeklog.conversations import tables as conversations
from weeklog.db import idempotency
from weeklog.db.base import metadata
from weeklog.deliveries import tables as deliveries
from weeklog.entries import history
from weeklog.entries import tables as entries
from weeklog.jobs import tables as jobs
from weeklog.kept import tables as kept
from weeklog.notices import tables as notices
from weeklog.objectives import tables as objectives
from weeklog.oidc import tables as oidc
from weeklog.people import second_factor
from weeklog.people import tables as people
from weeklog.programmes import tables as programmes
from weeklog.proposals import tables as proposals
from weeklog.providers import consents
from weeklog.providers import tables as providers
from weeklog.quotas import tables as quotas
from weeklog.reviews import moves as review_moves
from weeklog.reviews import runs as review_runs
from weeklog.reviews import snapshots as review_snapshots
from weeklog.reviews import tables as reviews
from weeklog.reviews import versions as review_versions
from weeklog.scheduled_questions import tables as scheduled_questions
from weeklog.search import tables as search
from weeklog.signing import tables as signing
from weeklog.sites import imports as site_imports
from weeklog.sites import tables as sites
from weeklog.substitutes import tables as substitutes
from weeklog.suggestions import tables as suggestions
from weeklog.supervisors import tables as supervisors
from weeklog.usage import tables as usage
from weeklog.webhooks import tables as webhooks

__all__ = [
    "absences",
    "achievements",
    "artifacts",
    "audit",
    "calendar_feeds",
    "calendars",
    "code_hosts",
    "comments",
    "competencies",
    "consents",
    "conversations",
    "deliveries",
    "entries",
    "history",
    "idempotency",
    "jobs",
    "kept",
    "metadata",
    "notices",
    "objectives",
    "oidc",
    "people",
    "programmes",
    "proposals",
    "providers",
    "quotas",
    "review_moves",
    "review_runs",
    "review_snapshots",
    "review_versions",
    "reviews",
    "scheduled_questions",
    "search",
    "second_factor",
    "signing",
    "site_imports",
    "sites",
    "substitutes",
    "suggestions",
    "supervisors",
    "usage",
    "webhooks",
]
