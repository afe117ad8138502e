from pydantic import Field

from weeklog.settings import Settings


class ReportingSettings(Settings):
    review_slots: int = Field(default=16, ge=1, le=200)  # reviews that one process drafts at the same time
    imports_at_once: int = Field(default=2, ge=1, le=16)  # whole sites; each takes a processor for seconds
