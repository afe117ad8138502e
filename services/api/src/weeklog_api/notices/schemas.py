from typing import Annotated

from pydantic import Field, StringConstraints

from weeklog.events.catalogue import NoticeState
from weeklog_api.schemas import Input, Items, Output

NoticeList = Items[NoticeState]


class NoticeFilters(Input):
    unread: bool = False
    cursor: Annotated[str | None, StringConstraints(max_length=200)] = None
    limit: Annotated[int, Field(ge=1, le=200)] = 50


class Reminders(Output):
    """Which reminders one gets, by kind."""

    incomplete_week: bool  # what the week lacks, on its last working day at 16:00
    unsubmitted_review: bool  # a draft that nobody has submitted a day after it was due
    waiting: bool  # what has waited for a mentor for more than three working days
    escalation: bool  # a review of somebody you follow that does not go on


class RemindersPatch(Input):
    incomplete_week: bool | None = None
    unsubmitted_review: bool | None = None
    waiting: bool | None = None
    escalation: bool | None = None
