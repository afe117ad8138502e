"""Every table, imported once, so that migrations and tests see the whole schema."""

from weeklog.db import chat, entries, idempotency, jobs, pages, people, programmes, providers, reviews, weeks
from weeklog.db.base import metadata

__all__ = [
    "chat",
    "entries",
    "idempotency",
    "jobs",
    "metadata",
    "pages",
    "people",
    "programmes",
    "providers",
    "reviews",
    "weeks",
]
