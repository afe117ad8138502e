from datetime import datetime

from weeklog_api.schemas import Output


class CalendarFeed(Output):
    """Whether calendar programs may read when your reviews are due."""

    enabled: bool
    created_at: datetime | None  # of the address that is good now


class CalendarFeedMade(Output):
    url: str  # shown this once
    created_at: datetime
