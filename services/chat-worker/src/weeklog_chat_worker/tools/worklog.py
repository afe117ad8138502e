from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from typing import Any

from weeklog.proposals.catalogue import Proposed
from weeklog.unit_of_work import UnitOfWork
from weeklog_chat_worker.asker import Asker
from weeklog_chat_worker.citations import Citations


@dataclass
class Worklog:
    """One asker's weeks, as the tools of one reply see them."""

    asker: Asker
    begin: Callable[[], AbstractAsyncContextManager[UnitOfWork]]
    citations: Citations = field(default_factory=Citations)
    proposals: list[Proposed] = field(default_factory=list[Proposed])  # what the reply proposes, in order
    facts: list[Any] = field(default_factory=list[Any])  # what the tools were asked and have said

    @property
    def mine(self) -> dict[str, Any]:
        return {"person_id": self.asker.person_id, "programme_id": self.asker.programme_id}
