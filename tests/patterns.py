"""`python -m tests.patterns`: whether every regular expression of the project takes linear time, whatever text it
meets."""

import ast
import importlib
import pkgutil
import re
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from tests.support.linear_patterns import fault_of

ROOT = Path(__file__).parents[1]
SOURCES = (
    *(ROOT / "core/src").rglob("*.py"),
    *(ROOT / "services").rglob("src/**/*.py"),
    *(ROOT / "clients").rglob("src/**/*.py"),
)
PACKAGES = (
    "weeklog",
    "weeklog_api",
    "weeklog_chat_worker",
    "weeklog_reporting",
    "weeklog_scheduler",
    "weeklog_cli",
)
_SEARCHES = {"search", "finditer", "findall", "sub", "subn", "split", "scanner"}

# Refused by the checker, and linear all the same. The beginning of the pattern -> why.
LINEAR_ALL_THE_SAME = {
    r"\w(?:[\w": "a word matches as far as it has been read, so nothing is read twice",
    r"(\*\*|__)(?P<text>[^*_\n]+)": "the mark that closes is no part of the text before it",
    r"(?<![\w/])\d++": "digits are not given back, and a number is entered at its first digit alone",
    r"[^\n]*?(?:[.!?…](?=\s+": "each stop looks ahead over the spaces behind it alone, and what is found is not "
    "looked at again",
    r"\b(?:weeks?|tuần)\s+((?:\d{1,3})": "what follows the word matches as far as it has been read, so nothing is "
    "read twice",
    r"(?<![\w@/.#-])(?:[^\W\d_a-z]": "a name begins behind a character that is in none, so each is read once",
    r"(?:(?<=[^\W\d]{4}[.!?])": "spaces are entered behind a full stop only, once for each run of them",
    r"&\#0(?P<zeros>0*)": "each alternative begins with a mark that none of its repeats can hold",
    r"\{\{<(?!/\*)": "a shortcode is read as far as the next pair of braces alone",
    r"(?:\s+(?:nhỉ|nhi": "a question has at most 4,000 characters, which take 20 ms",
}


@cache
def compiled() -> dict[str, tuple[int, frozenset[str]]]:
    """What is compiled as the project is imported and used: pattern -> its flags, and how it is used."""
    found: dict[str, tuple[int, set[str]]] = {}
    for module in _modules():
        source = Path(module.__file__ or "").read_text()
        for variable, pattern in _patterns_of(vars(module)):
            methods = set(re.findall(rf"\b{variable}\.(\w+)\(", source)) if variable else set()
            found.setdefault(_text(pattern.pattern), (pattern.flags, set()))[1].update(methods or {"search"})
    for text, method in _written_in_calls():
        found.setdefault(text, (0, set()))[1].add(method)
    return {text: (flags, frozenset(methods)) for text, (flags, methods) in found.items()}


def _modules() -> Iterator[Any]:
    for package in PACKAGES:
        root = importlib.import_module(package)
        for found in pkgutil.walk_packages(root.__path__, f"{package}."):
            if not found.name.endswith("__main__") and ".migrations" not in found.name:
                yield importlib.import_module(found.name)


def _patterns_of(names: dict[str, Any]) -> Iterator[tuple[str, re.Pattern[Any]]]:
    for name, value in names.items():
        if isinstance(value, re.Pattern):
            yield name, value
        else:
            yield from (("", one) for one in _inside(value, 4))


def _inside(value: object, depth: int) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif depth:
        for one in _parts_of(value):
            yield from _inside(one, depth - 1)


def _parts_of(value: object) -> Iterable[object]:
    if isinstance(value, dict):
        return (*value.keys(), *value.values())
    if isinstance(value, tuple | list | set | frozenset):
        return value
    return (
        vars(value).values()
        if type(value).__module__.startswith("weeklog") and hasattr(value, "__dict__")
        else ()
    )


def _written_in_calls() -> Iterator[tuple[str, str]]:
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text())):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and isinstance(node.func.value, ast.Name)
            ):
                first = node.args[0] if node.args else None
                if (
                    node.func.value.id == "re"
                    and node.func.attr != "compile"
                    and isinstance(first, ast.Constant)
                    and isinstance(first.value, str | bytes)
                ):
                    yield _text(first.value), node.func.attr


def _text(pattern: str | bytes) -> str:
    return pattern if isinstance(pattern, str) else pattern.decode("latin-1")


def faults() -> list[str]:
    found: list[str] = []
    unused = set(LINEAR_ALL_THE_SAME)
    for text, (flags, methods) in compiled().items():
        why = _fault_of(text, flags, methods)
        named = {one for one in LINEAR_ALL_THE_SAME if text.startswith(one)}
        if why and not named:
            found.append(f"{why}, with {', '.join(sorted(methods))}: {text[:200]}")
        if why:
            unused -= named
    return found + [f"an exception that no pattern needs: {one}" for one in unused]


def _fault_of(text: str, flags: int, methods: frozenset[str]) -> str | None:
    searched, whole = bool(methods & _SEARCHES), "fullmatch" in methods
    if searched and whole:
        return fault_of(text, flags, searched=True, whole=False) or fault_of(
            text, flags, searched=False, whole=True
        )
    return fault_of(text, flags, searched=searched, whole=whole)


if __name__ == "__main__":
    sys.exit("\n".join(faults()) or None)
