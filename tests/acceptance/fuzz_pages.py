"""Mutates pages and checks that each is read, linted, written back byte for byte and edited, quickly.

    python tests/acceptance/fuzz_pages.py [N] [--seed SEED] [--corpus FOLDER]

The seeds are this file's own pages, and those of a corpus when there is one. A failure prints the page's number; the
same seed makes the same page again.
"""

import argparse
import random
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from weeklog.hugo import ContentItem, ContentRow, content_of, lint_page, read_page, write_page

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"
SLOWEST = 0.5
"""Seconds of computing that a page may take for all of the steps together."""
PROGRESS_EVERY = 2_000
"""Pages after which a run says how far it is."""

SAMPLES = (
    """---
title: "Week 3 Worklog"
date: 2025-09-22
weight: 3
chapter: false
pre: " <b> 1.3. </b> "
---

### Week 3 Objectives:

* Learn how a queue works.
  * And when it does not.
* [ ] Write a test

### Tasks to be carried out this week:
| Day | Task                              | Start Date | Completion Date | Reference Material     |
| --- | --------------------------------- | ---------- | --------------- | ---------------------- |
| 2   | - Read <br>&emsp; + Part one <br> | 09/22/2025 | 09/22/2025      | <https://example.org/> |
| 3   | Write                             | 09/23/2025 | 09/24/2025      | [Docs](https://a.org)  |

### Week 3 Achievements:

1. Wrote one.
2. Read one.
""",
    """+++
title = 'Tuần 4'
+++
**Mục tiêu tuần:**
- Học | viết
**Các công việc cần triển khai trong tuần này:**

Thứ | Công việc | Ngày
---|:---:|--:
Thứ Hai | Đọc\\|viết <br/>• một | 04/5 - 06/5
CN | `mã` | 011/05/2026
T4 (06/05) | <a href="https://b.org">b</a>, [c][1] | 2026-05-06

> | Ngày | Nhiệm vụ |
> |---|---|
> | 2 | trích |

[1]: https://c.org

Kết quả đạt được
---
Một đoạn.
""",
    "\ufeff### Goals\r\n\r\n1) One\r\n\r\n### Tasks\r\n\r\n|Date|Task|\r\n|-|-|\r\n|Sep 8, 2025|a|\r\n",
)

SCRAPS = (
    *(
        "|",
        "\\|",
        "||",
        "\n",
        "\r\n",
        "\r",
        "\t",
        " ",
        "<br>",
        "<br",
        "&emsp;",
        "\u00a0",
        "---",
        "+++",
        "| --- |",
        "- ",
        "+ ",
        "1. ",
    ),
    *(
        "> ",
        "#",
        "### ",
        "**",
        "`",
        "```\n",
        "[",
        "](",
        "<",
        ">",
        "<https://",
        "http://",
        "@",
        "://a:b@",
        "arn:aws:",
        "\x00",
    ),
    *(
        "08/09/2025",
        "31/02/2025",
        "13/13/2025",
        "1/1",
        "20255",
        "tháng",
        "Thứ 2",
        "Mon",
        "week",
        "tuần 5",
        "{{% notice %}}",
        "\udcff",
    ),
    *(
        "### Week 1 Objectives:\n",
        "### Tasks\n",
        "[ ] ",
        "[x] ",
        "<!--",
        "-->",
        "&nbsp;",
        "[a]: b\n",
        "\u2028",
        "İ",
        "é",
        "e\u0301",
    ),
)


@dataclass
class Report:
    pages: int = 0
    slowest: float = 0.0
    slowest_page: int = -1
    failures: list[str] = field(default_factory=list)

    def line(self) -> str:
        return (
            f"{self.pages} pages, {len(self.failures)} failures; the slowest, {self.slowest_page}, took "
            f"{self.slowest:.3f} s"
        )


def run(count: int, seed: int, pages: Sequence[str]) -> Report:
    report = Report()
    for number in range(count):
        dice = random.Random(f"{seed}/{number}")
        raw = mutate(dice.choice(pages), dice).encode("utf-8", "surrogateescape")
        began = time.process_time()
        try:
            examine(raw)
        except Exception as error:  # noqa: BLE001 - any exception at all is what this run looks for
            report.failures.append(f"page {number}: {error!r}")
        took = time.process_time() - began
        if took > report.slowest:
            report.slowest, report.slowest_page = took, number
        if took > SLOWEST:
            report.failures.append(f"page {number}: {took:.2f} s for {len(raw)} bytes")
        report.pages += 1
        if report.pages % PROGRESS_EVERY == 0:
            print(report.line(), file=sys.stderr, flush=True)
    return report


def examine(raw: bytes) -> None:
    page = read_page(raw, "content/1-Worklog/1.3-Week3/_index.md")
    assert write_page(page, content_of(page)) == raw, "the page does not round-trip"
    lint_page(page, others=(page,))
    content = content_of(page)
    day = date(2025, 9, 8)
    edited = replace(
        content,
        objectives=(*content.objectives, ContentItem("Learn more")),
        rows=(*content.rows[1:], ContentRow("- One\n- Two", start=day, end=day)),
        achievements=content.achievements[:-1],
    )
    read_page(write_page(page, edited), page.path)


def mutate(page: str, dice: random.Random) -> str:
    for _ in range(dice.randint(1, 6)):
        page = dice.choice(MUTATIONS)(page, dice)
    return page


def _drop(page: str, dice: random.Random) -> str:
    start = dice.randrange(len(page) + 1)
    return page[:start] + page[start + dice.randint(1, 80) :]


def _insert(page: str, dice: random.Random) -> str:
    at = dice.randrange(len(page) + 1)
    return page[:at] + dice.choice(SCRAPS) + page[at:]


def _repeat(page: str, dice: random.Random) -> str:
    at = dice.randrange(len(page) + 1)
    return page[:at] + dice.choice(SCRAPS) * dice.choice((2, 3, 10, 100, 1000)) + page[at:]


def _repeat_part(page: str, dice: random.Random) -> str:
    start = dice.randrange(len(page) + 1)
    part = page[start : start + dice.randint(1, 30)]
    return page[:start] + part * dice.choice((2, 5, 50, 300)) + page[start:]


def _swap_lines(page: str, dice: random.Random) -> str:
    lines = page.split("\n")
    a, b = dice.randrange(len(lines)), dice.randrange(len(lines))
    lines[a], lines[b] = lines[b], lines[a]
    return "\n".join(lines)


def _cut(page: str, dice: random.Random) -> str:
    return page[: dice.randrange(len(page) + 1)]


def _change_digit(page: str, dice: random.Random) -> str:
    digits = [at for at, char in enumerate(page) if char.isdigit()]
    if not digits:
        return page
    at = dice.choice(digits)
    return page[:at] + str(dice.randrange(10)) + page[at + 1 :]


def _join(page: str, dice: random.Random) -> str:
    return page + dice.choice(SAMPLES)


MUTATIONS: Sequence[Callable[[str, random.Random], str]] = (
    *(_drop, _insert, _insert, _repeat, _repeat_part, _swap_lines, _cut, _change_digit, _join),
)


def seeds(folder: Path) -> list[str]:
    found = [path.read_bytes().decode("utf-8", "surrogateescape") for path in sorted(folder.glob("**/*.md"))]
    return [*SAMPLES * (1 + len(found) // 10), *found]


if __name__ == "__main__":
    arguments = argparse.ArgumentParser()
    arguments.add_argument("count", nargs="?", type=int, default=1000)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--corpus", type=Path, default=CORPUS)
    asked = arguments.parse_args()
    done = run(asked.count, asked.seed, seeds(asked.corpus))
    print("\n".join(done.failures))
    print(done.line())
    sys.exit(bool(done.failures))
