"""What search learns behind the requests: the words of a programme, and what each row means.

Runs on behalf of one person, under their identity. May run twice, or end anywhere: it begins where rows are unread.
"""

from typing import Any, Final
from uuid import UUID

from weeklog.search import embeddings
from weeklog.search.tables import (
    begin_indexing,
    end_indexing,
    forget_meanings,
    has_meanings,
    learn_words,
    put_meanings,
    unread_meanings,
)
from weeklog.workers.worker import Job

AT_ONCE: Final = 64  # rows whose meanings are read together


async def index_rows(job: Job, programme_id: UUID, *, semantic: bool) -> None:
    mine: dict[str, Any] = {"person_id": job.person_id, "programme_id": programme_id}
    async with job.begin() as work:
        begun = await work.one(begin_indexing, **mine)
        assert begun is not None  # it was just written
        await work.run(learn_words, **mine, since=begun.indexed_until)
        reads_meanings = semantic and bool(await work.value(has_meanings))
    if reads_meanings:
        while await _read_some(job, mine):
            pass
    model = embeddings.MODEL if reads_meanings else None
    async with job.finishing() as work:
        if reads_meanings:
            await work.run(forget_meanings, **mine)
        await work.run(end_indexing, **mine, tried_at=begun.tried_at, model=model)


async def _read_some(job: Job, mine: dict[str, Any]) -> bool:
    """Whether there may be more. No transaction is open while the model reads."""
    async with job.begin() as work:
        rows = await work.all(unread_meanings, **mine, model=embeddings.MODEL, most=AT_ONCE)
    if rows:
        meanings = await embeddings.of_texts([row.text for row in rows])
        async with job.begin() as work:
            await work.run(
                put_meanings,
                **mine,
                model=embeddings.MODEL,
                ids=[row.id for row in rows],
                kinds=[row.kind for row in rows],
                digests=[row.digest for row in rows],
                meanings=meanings,
            )
    return len(rows) == AT_ONCE
