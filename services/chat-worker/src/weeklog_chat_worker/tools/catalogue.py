from collections.abc import Awaitable, Callable
from typing import Any, Generic, TypeVar

from pydantic import BaseModel
from pydantic_ai.tools import ToolDefinition

from weeklog_chat_worker.tools.comments import WhichComments, comments
from weeklog_chat_worker.tools.days_away import WhenAway, days_away
from weeklog_chat_worker.tools.entries import (
    Days,
    Filter,
    Find,
    GroupBy,
    Nothing,
    WordList,
    count_by,
    count_entries,
    empty_days,
    find_entries,
    known_words,
    open_work,
)
from weeklog_chat_worker.tools.evidence import Seek, evidence
from weeklog_chat_worker.tools.hours import HowManyHours, count_hours
from weeklog_chat_worker.tools.people import OfPerson, named
from weeklog_chat_worker.tools.programme import programme
from weeklog_chat_worker.tools.proposals import (
    NewEntry,
    NewObjective,
    NewStatus,
    propose_entry,
    propose_objective,
    propose_status,
)
from weeklog_chat_worker.tools.results import NoSuchPerson, Result
from weeklog_chat_worker.tools.review_edits import ReviewEdit, propose_review_edit
from weeklog_chat_worker.tools.summary import Span, summarise
from weeklog_chat_worker.tools.team import Team, followed_work
from weeklog_chat_worker.tools.telling import Tell, telling
from weeklog_chat_worker.tools.weeks import (
    InWeeks,
    LinesOfWeeks,
    ObjectivesOfWeeks,
    WeekNumber,
    achievements,
    objectives,
    reviews,
    show_week,
)
from weeklog_chat_worker.tools.worklog import Worklog

A = TypeVar("A", bound=BaseModel)
MOST_ARGUMENTS = 8000  # characters that a model may call a tool with


class Tool(Generic[A]):
    """A function that the model may call: its docstring is what the model is told, its argument what it may say."""

    def __init__(
        self,
        function: Callable[[Worklog, A], Awaitable[Result]],
        arguments: type[A],
        *,
        offered: bool = True,  # to language models
    ) -> None:
        self.offered = offered
        self.definition = ToolDefinition(
            name=function.__name__,
            description=function.__doc__,
            parameters_json_schema=arguments.model_json_schema(),
        )
        self._function, self.arguments = function, arguments

    async def use(self, log: Worklog, arguments: str) -> Result:
        """Raises pydantic's ValidationError when the arguments are wrong."""
        wanted = self.arguments.model_validate_json(arguments or "{}")
        result = await self._result(log, wanted)
        log.facts += [wanted, result]
        return result

    async def _result(self, log: Worklog, wanted: A) -> Result:
        if not isinstance(wanted, OfPerson) or wanted.person is None:
            return await self._function(log, wanted)
        meant = named(log.asker, wanted.person)
        if len(meant) != 1:
            return NoSuchPerson(asked=wanted.person, several=tuple(one.name for one in meant))
        return await self._function(log.of(meant[0].person_id), wanted)


TOOLS: dict[str, Tool[Any]] = {
    tool.definition.name: tool
    for tool in (
        Tool(find_entries, Find),
        Tool(evidence, Seek),
        Tool(telling, Tell),
        Tool(summarise, Span),
        Tool(known_words, WordList, offered=False),
        Tool(open_work, Nothing),
        Tool(count_entries, Filter),
        Tool(count_by, GroupBy),
        Tool(count_hours, HowManyHours),
        Tool(empty_days, Days),
        Tool(days_away, WhenAway),
        Tool(show_week, WeekNumber),
        Tool(objectives, ObjectivesOfWeeks),
        Tool(achievements, LinesOfWeeks),
        Tool(reviews, InWeeks),
        Tool(comments, WhichComments),
        Tool(programme, Nothing),
        Tool(followed_work, Team),
        Tool(propose_entry, NewEntry),
        Tool(propose_objective, NewObjective),
        Tool(propose_status, NewStatus),
        Tool(propose_review_edit, ReviewEdit),
    )
}
