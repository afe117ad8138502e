"""Imports too large to wait for: the files are rows of the transaction that enqueues the job, and go with its
report."""

import time
from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from typing import Final, Protocol
from uuid import UUID

from weeklog.calendar import Week
from weeklog.errors import Conflict, Fenced, GiveUp
from weeklog.events.catalogue import ImportFinished, ImportProgress
from weeklog.ids import PersonId, new_id
from weeklog.jobs.catalogue import IMPORT_SITE, ImportSite
from weeklog.jobs.queue import Claim
from weeklog.people.tables import find_person
from weeklog.programmes.tables import list_weeks
from weeklog.sites.files import File
from weeklog.sites.importing import import_pages
from weeklog.sites.imports import (
    drop_import_files,
    drop_stray_files,
    find_live_import,
    insert_import,
    insert_import_file,
    list_import_files,
    progress_import,
    read_import,
    save_import_report,
)
from weeklog.sites.tables import hold_pages
from weeklog.unit_of_work import UnitOfWork
from weeklog.weeks.owner import Owner

TELL_SECONDS: Final = 0.4  # between two events of progress


class Attempt(Protocol):
    """What of a job's attempt is needed here."""

    @property
    def claim(self) -> Claim: ...
    @property
    def person_id(self) -> PersonId: ...
    def begin(self) -> AbstractAsyncContextManager[UnitOfWork]: ...


async def start_import(work: UnitOfWork, owner: Owner, files: Sequence[File], *, dry_run: bool) -> UUID:
    """The import's id. One at a time for each person: a second one would only wait for the first."""
    # Not the lock of imports: whoever runs holds that to its end, and this is to answer at once.
    await work.run(hold_pages, person_key=f"{owner.person_id} starts an import")
    if (running := await work.value(find_live_import, person_id=owner.person_id)) is not None:
        raise Conflict(f"an import is running already: wait for GET /v1/pages/imports/{running} to be done")
    await work.run(drop_stray_files, person_id=owner.person_id)
    import_id = new_id()
    job_id = await work.enqueue(IMPORT_SITE, ImportSite(import_id=import_id))
    await work.run(
        insert_import, id=import_id, job_id=job_id, dry_run=dry_run, total=len(files), **owner.keys
    )
    rows = [
        {
            "import_id": import_id,
            "position": position,
            "person_id": owner.person_id,
            "path": file.path,
            "raw": file.raw,
        }
        for position, file in enumerate(files)
    ]
    await work.run_many(insert_import_file, rows)
    return import_id


async def run_import(attempt: Attempt, import_id: UUID) -> None:
    """Pages, report and the job's end in one transaction: an attempt that dies, or has been replaced, leaves nothing.

    The job's row is written last: its heartbeat goes on while the pages are.
    """
    async with attempt.begin() as work:
        about = await work.one(read_import, import_id=import_id)
        if about is None:
            raise GiveUp("the import no longer exists")
        owner = await _owner(work, attempt.person_id, about.programme_id)
        files = [File(row.path, row.raw) for row in await work.all(list_import_files, import_id=import_id)]
    teller = _Teller(attempt, import_id, len(files))
    async with attempt.begin() as work:
        report = await import_pages(work, owner, files, dry_run=about.dry_run, progress=teller.tell)
        await work.run(save_import_report, import_id=import_id, said=report.model_dump(mode="json"))
        await work.run(drop_import_files, import_id=import_id)
        if not await work.finish_job(attempt.claim, "done", None):
            raise Fenced(f"attempt {attempt.claim.attempt} of job {attempt.claim.job_id} was replaced")
        work.publish(ImportProgress(import_id=import_id, done=len(files), total=len(files)))
        work.publish(ImportFinished(import_id=import_id))


class _Teller:
    """Progress in transactions of its own, so that it is seen before the import is."""

    def __init__(self, attempt: Attempt, import_id: UUID, total: int) -> None:
        self._attempt, self._import_id, self._total = attempt, import_id, total
        self._told = time.monotonic()

    async def tell(self, done: int) -> None:
        if time.monotonic() - self._told < TELL_SECONDS:
            return
        async with self._attempt.begin() as work:
            await work.run(progress_import, import_id=self._import_id, files=done)
            work.publish(ImportProgress(import_id=self._import_id, done=done, total=self._total))
        self._told = time.monotonic()


async def _owner(work: UnitOfWork, person_id: PersonId, programme_id: UUID) -> Owner:
    person = await work.one(find_person, id=person_id)
    weeks = await work.all(list_weeks, programme_id=programme_id)
    if person is None or not weeks:
        raise GiveUp("the person is no longer in this programme, or it has no weeks")
    return Owner(
        person_id,
        programme_id,
        tuple(Week(row.number, row.first_day, row.last_day) for row in weeks),
        person.language,
    )
