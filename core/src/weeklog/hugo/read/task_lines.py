"""What a task says beside its text on its first line: the day, and the status."""

from dataclasses import dataclass, replace

from weeklog.hugo.read.own_days import own_day
from weeklog.hugo.read.signs import read_sign
from weeklog.hugo.sign import Sign


@dataclass(frozen=True, slots=True)
class TaskLine:
    """`head` is the day that the line says itself, as it is written; `label` are the author's words for it."""

    text: str
    head: str = ""
    label: str = ""
    sign: Sign | None = None


def read_task_line(line: str, *, ticked: bool = False) -> TaskLine:
    """`line` has no box. What is `ticked` is done, and says no other status."""
    sign, rest = (None, line) if ticked else read_sign(line)
    own = own_day(rest)
    text = rest[len(own.head) :]
    if sign and sign.lead and own.head:
        sign = replace(sign, is_first=True)
    elif sign is None and own.head and not ticked:
        sign, text = read_sign(text)
    return TaskLine(text, own.head, own.label, sign)
