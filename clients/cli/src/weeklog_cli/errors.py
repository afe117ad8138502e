"""What can go wrong for somebody at a terminal. The text is what they read; the exit status is 1.

CommandError
├── NotConnected   no address or token is known
├── Unreachable    nobody answers at the address
├── Refused        the API said no: carries its problem document
└── ReplyFailed    the reply ended without an answer
"""

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
        lines = [f"{fault['field']}: {fault['message']}".removeprefix(": ") for fault in problem["errors"]]
        super().__init__(in_commands("\n".join(lines) or problem["detail"] or problem["title"]))
        self.problem, self.kind = problem, kind

    def document(self) -> Problem:
        return self.problem


class ReplyFailed(CommandError):
    pass
