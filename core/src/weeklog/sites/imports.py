"""Imports of a site that run as jobs, and the files that they have yet to read."""

from typing import Any
from uuid import UUID

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    bindparam,
    delete,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import JSONB

from weeklog.db.base import Query, id_column, metadata, moment_column, person_column
from weeklog.db.rows import columns, row_class
from weeklog.jobs.tables import jobs
from weeklog.vocabulary import JobState

# An import that runs in the background. Its state is its job's.
page_imports = Table(
    "page_imports",
    metadata,
    id_column(),
    person_column(),
    Column("programme_id", Uuid, nullable=False),
    Column("job_id", Uuid, ForeignKey("jobs.id"), nullable=False),
    Column("dry_run", Boolean, nullable=False),
    Column("done", Integer, nullable=False, server_default="0"),  # files
    Column("total", Integer, nullable=False),
    Column("report", JSONB),
    moment_column("created_at", default=True),
    UniqueConstraint("job_id", name="uq_page_imports_job_id"),
    Index("ix_page_imports_person_id", "person_id", "id"),
)

# What it is to import: kept until it is over, so that a restart loses nothing.
import_files = Table(
    "import_files",
    metadata,
    Column("import_id", Uuid, ForeignKey("page_imports.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    person_column(),
    Column("path", Text, nullable=False),
    Column("raw", LargeBinary, nullable=False),
)


@row_class
class ImportStateRow:
    id: UUID
    done: int
    total: int
    report: dict[str, Any] | None
    state: JobState
    error: str | None


@row_class
class ImportRow:
    programme_id: UUID
    dry_run: bool
    total: int


@row_class
class ImportFileRow:
    path: str
    raw: bytes


_import_state = (
    page_imports.c.id,
    page_imports.c.done,
    page_imports.c.total,
    page_imports.c.report,
    jobs.c.state,
    jobs.c.error,
)
_import_with_job = page_imports.join(jobs, jobs.c.id == page_imports.c.job_id)

find_import = Query(
    select(*_import_state).select_from(_import_with_job).where(page_imports.c.id == bindparam("import_id")),
    ImportStateRow,
)
find_live_import = Query(
    select(page_imports.c.id)
    .select_from(_import_with_job)
    .where(page_imports.c.person_id == bindparam("person_id"), jobs.c.finished_at.is_(None))
    .limit(1)
)
insert_import = Query(
    page_imports.insert().values(
        {name: bindparam(name) for name in ("id", "person_id", "programme_id", "job_id", "dry_run", "total")}
    )
)
insert_import_file = Query(import_files.insert().values({c.name: bindparam(c.name) for c in import_files.c}))
read_import = Query(
    select(*columns(ImportRow, page_imports)).where(page_imports.c.id == bindparam("import_id")), ImportRow
)
list_import_files = Query(
    select(*columns(ImportFileRow, import_files))
    .where(import_files.c.import_id == bindparam("import_id"))
    .order_by(import_files.c.position),
    ImportFileRow,
)
progress_import = Query(
    update(page_imports).where(page_imports.c.id == bindparam("import_id")).values(done=bindparam("files"))
)
save_import_report = Query(
    update(page_imports)
    .where(page_imports.c.id == bindparam("import_id"))
    .values(report=bindparam("said", type_=JSONB), done=page_imports.c.total)
)
drop_import_files = Query(delete(import_files).where(import_files.c.import_id == bindparam("import_id")))
# Imports that came to an end without saying so (out of attempts, past their deadline) leave their files behind.
drop_stray_files = Query(
    delete(import_files).where(
        import_files.c.person_id == bindparam("person_id"),
        import_files.c.import_id.in_(
            select(page_imports.c.id).select_from(_import_with_job).where(jobs.c.finished_at.is_not(None))
        ),
    )
)
