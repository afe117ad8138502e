"""Every table, imported once, so that migrations and tests see the whole schema."""

from weeklog.db import (
    chat,
    entries,
    entry_history,
    idempotency,
    jobs,
    pages,
    people,
    programmes,
    proposals,
    providers,
    reviews,
    usage,
    weeks,
)
from weeklog.db.base import metadata

__all__ = [
    "chat",
    "entries",
    "entry_history",
    "idempotency",
    "jobs",
    "metadata",
    "pages",
    "people",
    "programmes",
    "proposals",
    "providers",
    "reviews",
    "usage",
    "weeks",
]
