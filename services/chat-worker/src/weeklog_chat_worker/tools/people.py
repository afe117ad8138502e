"""Those whom the asker follows: whose worklog a tool reads."""

from collections.abc import Sequence
from typing import Annotated

from pydantic import BaseModel, Field

from weeklog.language.folding import folded
from weeklog_chat_worker.asker import Asker, Followed


class OfPerson(BaseModel):
    person: Annotated[
        str | None,
        Field(
            max_length=200, description="the name of somebody whom the asker follows; left out = the asker"
        ),
    ] = None


def named(asker: Asker, name: str) -> Sequence[Followed]:
    """Those whom the asker follows and who are called so: by the whole name, else by a part of it."""
    wanted = folded(" ".join(name.split()))
    whole = [one for one in asker.followed if folded(one.name) == wanted]
    return whole or [one for one in asker.followed if wanted in folded(one.name).split()]
