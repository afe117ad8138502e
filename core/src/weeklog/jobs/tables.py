from sqlalchemy import Boolean, CheckConstraint, Column, Index, Integer, SmallInteger, Table, Text, Uuid, text
from sqlalchemy.dialects.postgresql import JSONB

from weeklog.db.base import id_column, metadata, moment_column
from weeklog.vocabulary import JobState, one_of

jobs = Table(
    "jobs",
    metadata,
    id_column(),
    Column("person_id", Uuid, nullable=False),  # on whose behalf it runs
    Column("kind", Text, nullable=False),  # a name of jobs/catalogue.py
    Column("queue", Text, nullable=False),
    Column("payload", JSONB, nullable=False),
    Column("state", Text, nullable=False, server_default="queued"),
    Column("attempt", Integer, nullable=False, server_default="0"),  # the fencing token
    Column("max_attempts", SmallInteger, nullable=False, server_default="5"),
    Column("owner", Text),  # the process that runs it
    Column("cancel_requested", Boolean, nullable=False, server_default=text("false")),
    Column("dispatch_count", Integer, nullable=False, server_default="0"),
    Column("request_id", Text),  # of the request that it comes from; none = the scheduler made it
    Column("error", Text),  # our own words, never people's text nor a server's
    moment_column("lease_until", nullable=True),
    moment_column("next_dispatch_at", default=True),
    moment_column("due_at", default=True),  # from when on it may be claimed
    moment_column("deadline_at"),
    moment_column("created_at", default=True),
    moment_column("finished_at", nullable=True),
    CheckConstraint(one_of("state", JobState), name="state"),
    Index(
        "ix_jobs_queue_due",
        "queue",
        "next_dispatch_at",
        postgresql_where=text("state in ('queued', 'running')"),
    ),
    Index("ix_jobs_person_id", "person_id", "id"),
    Index("ix_jobs_failed", "finished_at", postgresql_where=text("state = 'failed'")),
    Index("ix_jobs_canaries", "kind", "created_at", postgresql_where=text("kind like 'canary.%'")),
)
