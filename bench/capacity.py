"""What an instance for so many people needs, from the figures that `make bench` measured:

    python -m bench.capacity 1000 10000 100000

How people work is an assumption (`Habits`); what their work costs is measured.
"""

import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil
from typing import Final

from bench.figures import RESULTS

BUSY: Final = 0.6  # share of a processor that may be in use in the busiest hour
USUAL: Final = (1_000, 10_000, 100_000, 1_000_000)
SOCKETS_OF_A_GATEWAY: Final = 20_000  # 0.5 GiB, and as many open files
WORKDAYS: Final = 230  # of a year


@dataclass(frozen=True)
class Habits:
    """Of one person on a working day."""

    entries: float = 5
    weeks_read: float = 20
    questions: float = 5
    deltas: float = 400  # of one reply
    in_busiest_hour: float = 0.2  # of the day's work
    sockets: float = 0.6  # open at the same time
    review_hours: float = 1.0  # in which a Friday's reviews are to be there


@dataclass(frozen=True)
class Plan:
    people: int
    writes: float  # a second, in the busiest hour
    deltas: float
    gateways: int  # processes, each of one processor
    chat_workers: int
    reporting: int  # on Fridays
    valkeys: int
    postgres_processors: float
    socket_mib: float
    disk_gib: float  # a year

    @property
    def steps(self) -> list[str]:
        """What is due beyond one machine with one process of each."""
        due = {
            "more gateways": self.gateways > 1,
            "more chat workers": self.chat_workers > 1,
            "more reporting processes": self.reporting > 1,
            "a Postgres of its own": self.postgres_processors > 1,
            "a replica for reading": self.postgres_processors > 16,
            "partitions by programme": self.postgres_processors > 64,
            "streams over several Valkeys": self.valkeys > 1,
        }
        return [step for step, is_due in due.items() if is_due]


def plan(people: int, cost: Mapping[str, float], habits: Habits) -> Plan:
    """`cost`: the values of `bench/results.json` by their names."""
    a_second = people * habits.in_busiest_hour / 3600
    writes, reads = habits.entries * a_second, habits.weeks_read * a_second
    deltas = habits.questions * habits.deltas * a_second
    write = (
        1 / cost["entries.write_rate"]
    )  # seconds; of both processors and with the load itself: an upper bound
    read = cost["scale.week_p50_1000000"] / 1000
    gateway = writes * write + reads * read + deltas * _of_deltas(cost, "api")
    sockets = people * habits.sockets
    reviews = people * cost["drafts.review_cpu"] / 1000 / (habits.review_hours * 3600)
    return Plan(
        people=people,
        writes=writes,
        deltas=deltas,
        gateways=max(_processes(gateway), ceil(sockets / SOCKETS_OF_A_GATEWAY)),
        chat_workers=_processes(deltas * _of_deltas(cost, "chat-worker")),
        reporting=_processes(reviews),
        valkeys=_processes(deltas * _of_deltas(cost, "valkey")),
        postgres_processors=(writes * write + reads * read) / BUSY,
        socket_mib=sockets * cost["chat.memory_per_idle_socket"] / 1024,
        disk_gib=people * habits.entries * WORKDAYS * cost["scale.bytes_per_entry"] / 2**30,
    )


def _of_deltas(cost: Mapping[str, float], process: str) -> float:
    """Seconds of a processor for one delta."""
    return cost[f"chat.cpu_{process}_per_1000_deltas"] / 1_000_000


def _processes(processors: float) -> int:
    return max(1, ceil(processors / BUSY))


def measured() -> dict[str, float]:
    return {row["name"]: row["value"] for row in json.loads(RESULTS.read_text())["figures"]}


def main() -> None:
    cost, habits = measured(), Habits()
    for people in [int(word) for word in sys.argv[1:]] or USUAL:
        found = plan(people, cost, habits)
        print(
            f"{people:,} people: {found.writes:,.1f} writes/s, {found.deltas:,.0f} deltas/s; gateways "
            f"{found.gateways}, chat workers {found.chat_workers}, reporting {found.reporting}, Valkeys "
            f"{found.valkeys}; Postgres {found.postgres_processors:.1f} processors; sockets "
            f"{found.socket_mib:,.0f} MiB; disk {found.disk_gib:,.1f} GiB a year"
        )
        print(f"  due: {', '.join(found.steps) or 'nothing: one of each will do'}")


if __name__ == "__main__":
    main()
