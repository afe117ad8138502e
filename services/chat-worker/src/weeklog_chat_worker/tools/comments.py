from typing import Annotated, Any

from pydantic import BaseModel, Field

from weeklog.comments.tables import matching_comments
from weeklog_chat_worker.tools.results import CommentRow, Comments, shorten
from weeklog_chat_worker.tools.worklog import Worklog

_MOST = 40


class WhichComments(BaseModel):
    week: Annotated[int | None, Field(ge=0, le=999)] = None
    open_only: Annotated[bool, Field(description="only those that are not resolved")] = False


async def comments(log: Worklog, wanted: WhichComments) -> Comments:
    """Comments of mentors and others on the asker's worklog, oldest first."""
    filters: dict[str, Any] = {}
    if wanted.week is not None:
        filters["week"] = wanted.week
    if wanted.open_only:
        filters["resolved"] = False
    asker = log.asker
    async with log.begin() as work:
        rows = await work.all(matching_comments(asker.person_id, asker.programme_id, filters, _MOST))
    alive = [row for row in rows if row.deleted_at is None]
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
