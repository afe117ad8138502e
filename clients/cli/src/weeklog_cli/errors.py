"""What can go wrong for somebody at a terminal. The text is what they read; the exit status is 1.

CommandError
├── NotConnected   no address or token is known
├── Unreachable    nobody answers at the address
├── Refused        the API said no: carries its problem document
└── ReplyFailed    the reply ended without an answer
"""

from collections.abc import Iterable, Sequence
from typing import Any

from weeklog_cli.fields import as_typed
from weeklog_cli.remedies import in_commands
from weeklog_cli.wire import Problem


class CommandError(Exception):
    def document(self) -> Problem:
        """The error as `--json` shows it: the shape of the API's own problem documents."""
        return {"title": type(self).__name__, "status": None, "detail": str(self), "errors": []}


class NotConnected(CommandError):
    pass


class Unreachable(CommandError):
    pass


class Refused(CommandError):
    """`kind`: the last word of the problem's type, such as `second-factor-needed`."""

    def __init__(self, problem: Problem, kind: str = "") -> None:
        super().__init__(_told(problem, ()))
        self.problem, self.kind = problem, kind

    def told(self, params: Iterable[Any]) -> str:
        """With each field as it was typed: `params` are those of the command that was run."""
        return _told(self.problem, tuple(params))

    def document(self) -> Problem:
        return self.problem


def _told(problem: Problem, params: Sequence[Any]) -> str:
    faults = ((as_typed(fault["field"], params), fault["message"]) for fault in problem["errors"])
    lines = [f"{field}: {message}".removeprefix(": ") for field, message in faults]
    return in_commands("\n".join(lines) or problem["detail"] or problem["title"])


class ReplyFailed(CommandError):
    pass
