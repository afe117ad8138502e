"""Every table, imported once, so that migrations and tests see the whole schema."""

from weeklog.db import (
    artifacts,
    chat,
    comments,
    entries,
    entry_history,
    idempotency,
    jobs,
    notices,
    pages,
    people,
    programmes,
    proposals,
    providers,
    reviews,
    search,
    usage,
    weeks,
)
from weeklog.db.base import metadata

__all__ = [
    "artifacts",
    "chat",
    "comments",
    "entries",
    "entry_history",
    "idempotency",
    "jobs",
    "metadata",
    "notices",
    "pages",
    "people",
    "programmes",
    "proposals",
    "providers",
    "reviews",
    "search",
    "usage",
    "weeks",
]
