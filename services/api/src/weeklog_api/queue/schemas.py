from datetime import datetime
from typing import Literal
from uuid import UUID

from weeklog.events.catalogue import Author
from weeklog_api.schemas import Output


class Waiting(Output):
    kind: Literal["review", "thread"]
    id: UUID  # of the review, or of the thread
    person: Author  # in whose worklog
    week: int | None
    by: Author | None  # who spoke last; none = nobody who is still here
    text: str  # of a thread: what was said last, cut short
    since: datetime
    stands_in_for: Author | None  # the mentor in whose place it waits for you; none = it is yours to answer
    age_days: int  # nights that have passed, where you are
