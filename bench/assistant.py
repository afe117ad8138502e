"""What an answer of the offline assistant costs in processor time, its tools and its check included."""

import asyncio
import time

from bench.figures import Figure, percentile
from tests.acceptance.questions.families.families import every_case
from tests.acceptance.questions.families.worklog import asking, read_rows

QUESTIONS, WARM = 200, 20
MOST_MS = 8.0


def run() -> list[Figure]:
    spent = asyncio.run(_answers())
    p50 = percentile(spent, 0.5)
    bar = f"<= {MOST_MS:g} ms"
    return [
        Figure("assistant.answer_cpu_p50", p50, "ms", bar=bar, met=p50 <= MOST_MS),
        Figure("assistant.answer_cpu_p95", percentile(spent, 0.95), "ms"),
    ]


async def _answers() -> list[float]:
    cases = every_case(read_rows())
    asked = cases[:: len(cases) // QUESTIONS]
    spent: list[float] = []
    async with asking(read_rows()) as asker:
        for case in (*asked[:WARM], *asked):
            began = time.process_time()
            await asker.ask(case.ask)
            spent.append((time.process_time() - began) * 1000)
    return spent[WARM:]
