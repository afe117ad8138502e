"""The rooms of the project and which imports which, as a table: `make map`. Fails when rooms import in a circle.

A room is a folder or module directly below a package: `weeklog.entries`, `weeklog_api.reviews`. The tables of the
core's nouns refer to each other, so they are rooms of their own, below all rules; what makes a database of all of
them stands above them.
"""

import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from graphlib import CycleError, TopologicalSorter

import grimp

PACKAGES = (
    "weeklog", "weeklog_api", "weeklog_chat_worker", "weeklog_reporting", "weeklog_scheduler", "weeklog_cli",
    "weeklog_local",
)  # fmt: skip

Arrows = Mapping[str, frozenset[str]]


_WHOLE_SCHEMA = (
    "weeklog.db.schema",
    "weeklog.db.migrat",
    "weeklog.db.upgrade",
    "weeklog.db.drift",
    "weeklog.db.bootstrap",
)


def room_of(module: str) -> str:
    if module.startswith(_WHOLE_SCHEMA):
        return "weeklog.db.schema"
    depth = 3 if module.startswith("weeklog.") and module.endswith(".tables") else 2
    return ".".join(module.split(".")[:depth])


def read_arrows(packages: Iterable[str] = PACKAGES) -> Arrows:
    graph = grimp.build_graph(*packages, cache_dir=None)
    arrows: dict[str, set[str]] = defaultdict(set)
    for module in graph.modules:
        arrows[room_of(module)] |= {
            room_of(other) for other in graph.find_modules_directly_imported_by(module)
        } - {room_of(module)}
    return {room: frozenset(others) for room, others in arrows.items()}


def circle(arrows: Arrows) -> list[str] | None:
    """The rooms of one circle, first and last the same."""
    try:
        TopologicalSorter(arrows).prepare()
    except CycleError as error:
        return list(reversed(error.args[1]))
    return None


def main() -> None:
    arrows = read_arrows()
    for room in sorted(arrows):
        print(f"{room:38} {'  '.join(sorted(arrows[room]))}")
    if rooms := circle(arrows):
        sys.exit(f"\nrooms import in a circle: {' -> '.join(rooms)}")


if __name__ == "__main__":
    main()
