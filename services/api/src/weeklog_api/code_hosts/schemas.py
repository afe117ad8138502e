from datetime import datetime
from uuid import UUID

from weeklog.vocabulary import CodeHostKind
from weeklog_api.schemas import Input, Items, Line, Output


class CodeHostNew(Input):
    name: Line  # one of its own in the programme
    kind: CodeHostKind


class CodeHost(Output):
    """Repositories that post to the programme."""

    id: UUID
    name: str
    kind: CodeHostKind
    deliveries: int  # posts that were taken
    suggested: int  # commits and merged requests of members
    unknown: int  # those of nobody in the programme: nothing of them is kept
    last_at: datetime | None  # when it last posted
    created_at: datetime


class CodeHostMade(CodeHost):
    url: str  # where it is to post
    secret: str  # by which weeklog knows who posts: shown this once


CodeHostList = Items[CodeHost]
