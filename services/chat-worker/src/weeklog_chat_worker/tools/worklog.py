from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field, replace
from typing import Any

from weeklog.ids import PersonId
from weeklog.proposals.catalogue import Proposed
from weeklog.unit_of_work import UnitOfWork
from weeklog_chat_worker.asker import Asker
from weeklog_chat_worker.citations import Citations


@dataclass
class Worklog:
    """One asker's weeks, as the tools of one reply see them; or those of somebody whom they follow."""

    asker: Asker
    begin: Callable[[], AbstractAsyncContextManager[UnitOfWork]]
    citations: Citations = field(default_factory=Citations)
    proposals: list[Proposed] = field(default_factory=list[Proposed])  # what the reply proposes, in order
    owner: PersonId | None = None  # of the rows; none = the asker
    facts: list[Any] = field(default_factory=list[Any])  # what the tools were asked and have said

    def of(self, owner: PersonId) -> "Worklog":
        """The same reply over somebody else's rows; row-level security decides which of them are shown."""
        return replace(self, owner=owner)

    @property
    def whose(self) -> PersonId:
        return self.owner or self.asker.person_id

    @property
    def mine(self) -> dict[str, Any]:
        return {"person_id": self.whose, "programme_id": self.asker.programme_id}
