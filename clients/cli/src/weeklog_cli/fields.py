"""Fields of the API as they are typed: `tags.0` is what was given with `--tag`."""

import re
from collections.abc import Iterable, Sequence
from typing import Any, Final

import typer

_TYPED_AS: Final = {
    "start_on": ("day",), "first_day": ("first", "day"), "end_on": ("until",), "last_day": ("last", "until"),
    "blocked_since": ("since",), "quick": ("text",), "q": ("words", "query", "text"), "body": ("file", "path", "text"),
}  # fmt: skip
_PLACE: Final = re.compile(r"\.(\d+)")
_ENDINGS: Final = {1: "st", 2: "nd", 3: "rd"}


def parameters(app: typer.Typer, arguments: Sequence[str]) -> Sequence[Any]:
    """Those of the command that the arguments name."""
    command: Any = typer.main.get_command(app)
    for word in arguments:
        command = getattr(command, "commands", {}).get(word, command)
    return command.params


def as_typed(field: str, params: Iterable[Any]) -> str:
    """The option or the argument that gave the field; the field itself where the command has none such. Which one it
    is, where it may be given more than once: `--tag (the 2nd)`."""
    root = field.partition(".")[0]
    by_name = {param.name: param for param in params}
    names = (root, root.removesuffix("s"), *_TYPED_AS.get(root, ()))
    found = next((by_name[name] for name in names if name in by_name), None)
    if found is None:
        return field
    given = found.opts[0] if found.param_type_name == "option" else found.metavar or found.name
    place = _PLACE.search(field)
    return f"{given} (the {_ordinal(int(place[1]) + 1)})" if place and int(place[1]) else given


def _ordinal(number: int) -> str:
    return f"{number}{_ENDINGS.get(number, 'th')}"
