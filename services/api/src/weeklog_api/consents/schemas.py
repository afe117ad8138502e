from datetime import datetime
from typing import Annotated

from pydantic import Field, StringConstraints

from weeklog.providers.consents import Decision
from weeklog_api.schemas import Input, Output


class MyAssistant(Output):
    """Whose language model gets your questions. All is null where the installation's own assistant answers."""

    model: str | None
    server: str | None  # the name of the machine that your words go to
    chosen_by: str | None
    chosen_at: datetime | None
    decision: Decision | None  # unless it is `allowed`, the offline assistant answers you
    decided_at: datetime | None


class ConsentNew(Input):
    server: Annotated[str, StringConstraints(max_length=300), Field(description="as it was told to you")]
    allowed: bool
