from collections.abc import Sequence
from typing import Annotated, Any

from pydantic import Field

from weeklog.comments.tables import matching_comments
from weeklog.language.stems import COMMON, stems_of
from weeklog_chat_worker.tools.people import OfPerson
from weeklog_chat_worker.tools.results import CommentRow, Comments, shorten
from weeklog_chat_worker.tools.worklog import Worklog

_MOST = 40


_LONGEST_PHRASE = 300  # characters


class WhichComments(OfPerson):
    week: Annotated[int | None, Field(ge=0, le=999)] = None
    open_only: Annotated[bool, Field(description="only those that are not resolved")] = False
    words: Annotated[
        tuple[Annotated[str, Field(max_length=_LONGEST_PHRASE)], ...],
        Field(max_length=60, description="words and phrases: only comments that say one, or stand beside it"),
    ] = ()


async def comments(log: Worklog, wanted: WhichComments) -> Comments:
    """Comments of mentors and others on a worklog, oldest first."""
    filters: dict[str, Any] = {}
    if wanted.week is not None:
        filters["week"] = wanted.week
    if wanted.open_only:
        filters["resolved"] = False
    asker = log.asker
    async with log.begin() as work:
        rows = await work.all(matching_comments(log.whose, asker.programme_id, filters, _MOST))
    said = [phrase for one in wanted.words if (phrase := frozenset(stems_of(one)) - COMMON)]
    alive = [
        row
        for row in rows
        if row.deleted_at is None and (not said or _says_one(f"{row.anchor_text} {row.text}", said))
    ]
    return Comments(
        total=len(alive),
        comments=tuple(
            CommentRow(
                week=row.week,
                about=row.anchor_text,
                text=shorten(row.text),
                on=row.created_at.astimezone(asker.zone).date(),
                mine=row.author_id == asker.person_id,
                resolved=row.resolved_at is not None,
            )
            for row in alive
        ),
    )


def _says_one(text: str, phrases: Sequence[frozenset[str]]) -> bool:
    said = frozenset(stems_of(text))
    return any(one <= said for one in phrases)
