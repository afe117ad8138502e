"""Small pages to read: the template's form, with one part exchanged."""

from collections.abc import Sequence
from typing import Literal

from weeklog.hugo import Hints, Page, read_page

PATH = "content/1-Worklog/1.3-Week3/_index.md"
VI_PATH = "content/1-Worklog/1.3-Week3/_index.vi.md"

ENGLISH = """---
title: "Week 3 Worklog"
date: 2025-09-22
weight: 3
chapter: false
pre: " <b> 1.3. </b> "
---

### Week 3 Objectives:

* Learn how queues work
* Write a first test

### Tasks to be carried out this week:
| Day | Task | Start Date | Completion Date | Reference Material |
| --- | --- | --- | --- | --- |
| 2 | Read about queues | 09/22/2025 | 09/22/2025 | <https://queues.dev/> |
| 3 | - Write<br>- Run | 09/23/2025 | 09/24/2025 | |

### Week 3 Achievements:

* Wrote one
"""

VIETNAMESE = """---
title: "Worklog Tuần 3"
date: 2025-09-22
weight: 3
chapter: false
pre: " <b> 1.3. </b> "
---

### Mục tiêu tuần 3:

* Tìm hiểu hàng đợi
* Viết kiểm thử đầu tiên

### Các công việc cần triển khai trong tuần này:
| Thứ | Công việc | Ngày bắt đầu | Ngày hoàn thành | Nguồn tài liệu |
| --- | --- | --- | --- | --- |
| 2 | Đọc về hàng đợi | 22/09/2025 | 22/09/2025 | <https://queues.dev/> |
| 3 | - Viết<br>- Chạy | 23/09/2025 | 24/09/2025 | |

### Kết quả đạt được tuần 3:

* Đã viết một kiểm thử
"""

HEADS = {
    "en": "| Day | Task | Start Date | Completion Date | Reference Material |",
    "vi": "| Thứ | Công việc | Ngày bắt đầu | Ngày hoàn thành | Nguồn tài liệu |",
}


def read(text: str, path: str = PATH, *, hints: Hints | None = None) -> Page:
    return read_page(text.encode("utf-8", "surrogateescape"), path, hints=hints or Hints())


def table(*rows: str, head: str = HEADS["en"]) -> str:
    rule = "|" + " --- |" * (head.count("|") - 1)
    return "### Tasks to be carried out this week:\n" + "\n".join((head, rule, *rows)) + "\n"


def read_rows(*rows: str, head: str = HEADS["en"], hints: Hints | None = None) -> Page:
    return read(table(*rows, head=head), hints=hints)


def read_dates(
    *pairs: tuple[str, str],
    labels: Sequence[str] = (),
    language: Literal["en", "vi"] = "en",
    hints: Hints | None = None,
) -> Page:
    """One row per pair of a start and an end."""
    names = [*labels, *([""] * len(pairs))]
    rows = [
        f"| {label} | Task {n} | {a} | {b} | |"
        for n, (label, (a, b)) in enumerate(zip(names, pairs, strict=False))
    ]
    return read_rows(*rows, head=HEADS[language], hints=hints)
