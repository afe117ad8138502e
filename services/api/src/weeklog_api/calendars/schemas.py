from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from weeklog.vocabulary import CalendarState
from weeklog_api.schemas import Input, Items, Line, Output

Address = Annotated[str, StringConstraints(max_length=2000, strip_whitespace=True)]


class CalendarNew(Input):
    url: Annotated[
        Address,
        Field(description="of its iCalendar file (https:// or webcal://); shown to nobody from then on"),
    ]
    name: Line | None = None  # left out = the host of the address


class SubscribedCalendar(Output):
    """A calendar that weeklog reads every hour. Its events are suggested to you once they are over."""

    id: UUID
    name: str
    host: str  # of its address
    state: Annotated[
        CalendarState,
        Field(description="`waiting`: it is being read; `stopped`: not read by itself any more"),
    ]
    fault: str  # why it was not read at the last try; empty = it was
    suggested: int  # events, so far
    read_at: datetime | None  # when it was last tried
    well_at: datetime | None  # when it was last read
    next_at: datetime | None  # when it is read again
    created_at: datetime


SubscribedCalendarList = Items[SubscribedCalendar]
