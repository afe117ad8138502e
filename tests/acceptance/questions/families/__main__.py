"""Asks the offline assistant the generated questions, and says which operators, subjects and filters it understands.

python -m tests.acceptance.questions.families [--show OPERATOR] [--all]
"""

import argparse
import asyncio
import random
import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from tests.acceptance.questions.families.case import Case
from tests.acceptance.questions.families.families import every_case
from tests.acceptance.questions.families.worklog import Reply, asking, read_rows

MOST = 320


@dataclass(frozen=True)
class Result:
    case: Case
    reply: Reply
    lacks: tuple[str, ...]


def chosen(cases: Sequence[Case], most: int = MOST) -> list[Case]:
    """One of each family in turn, always the same ones."""
    families: dict[tuple[str, str, str, str], list[Case]] = defaultdict(list)
    for case in cases:
        families[case.family].append(case)
    shuffled = random.Random(20260409)
    for family in families.values():
        shuffled.shuffle(family)
    longest = max(map(len, families.values()))
    turns = (family[at] for at in range(longest) for family in families.values() if at < len(family))
    return [case for case, _ in zip(turns, range(most), strict=False)]


async def ask_all(cases: Sequence[Case]) -> list[Result]:
    results: list[Result] = []
    async with asking(read_rows()) as asker:
        for case in cases:
            reply = await asker.ask(case.ask, case.before)
            results.append(Result(case, reply, tuple(case.expected.lacks(reply))))
    return results


def told(results: Sequence[Result]) -> str:
    lines: list[str] = []
    for part in ("operator", "subject", "filter", "lang"):
        groups: dict[str, list[bool]] = defaultdict(list)
        for one in results:
            groups[getattr(one.case, part)].append(not one.lacks)
        said = ", ".join(f"{name} {sum(right)}/{len(right)}" for name, right in sorted(groups.items()))
        lines.append(f"by {part}: {said}")
    right = sum(not one.lacks for one in results)
    return "\n".join([*lines, f"families: {right} of {len(results)} ({right / len(results):.1%})"])


def main() -> int:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--show", default=None, help="print the misses of families that contain this")
    options.add_argument("--all", action="store_true", help=f"every case, not {MOST} of them")
    given = options.parse_args()
    cases = every_case(read_rows())
    results = asyncio.run(ask_all(cases if given.all else chosen(cases)))
    for one in results:
        if given.show is not None and one.lacks and given.show in " ".join(one.case.family):
            shown = "\n    | ".join(one.reply.text[:700].splitlines())
            print(f"{one.case.family} {one.case.ask}\n  {'; '.join(one.lacks)}\n    | {shown}\n")
    print(told(results))
    return 0


if __name__ == "__main__":
    sys.exit(main())
