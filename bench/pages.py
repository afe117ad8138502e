"""How fast pages are read, and how long a site takes over HTTP, beside the bare reader of the same bytes."""

import statistics
import threading
import time
from collections.abc import Callable
from datetime import date, timedelta

import httpx
from markdown_it import MarkdownIt

from bench.figures import Figure, percentile
from tests.support import servers
from tests.support.stack import Stack, running_stack
from weeklog.hugo import read_page

WEEKS, ROUNDS = 13, 5
LARGE = 30  # weeks of a site that is imported while others ask
LISTED = 100

FIRST = date(2026, 10, 5)

Files = list[tuple[str, tuple[str, bytes, str]]]


def run() -> list[Figure]:
    with running_stack(weeks=LISTED, processes=("api",), env={"WEEKLOG_LOG_LEVEL": "warning"}) as stack:
        return [reading(), *importing(stack), *asking_meanwhile(stack), *listing(stack)]


def reading() -> Figure:
    files = site(LISTED)
    rates: list[float] = []
    bare: list[float] = []
    for _ in range(ROUNDS):
        begun = time.process_time()
        for _, (path, raw, _) in files:
            read_page(raw, path)
        rates.append(len(files) / (time.process_time() - begun))
        bare.append(len(files) / parsed(files))
    rate = statistics.median(rates)
    slower = statistics.median(parse / read for parse, read in zip(bare, rates, strict=True))
    return Figure.at_most(
        "pages.read_rate", rate, "pages/s", slower, "a bare markdown-it-py parse of the same pages", 2.5
    )


def parsed(files: Files) -> float:
    """Seconds of CPU that a Markdown parser alone takes for the same pages, tables included."""
    parser = MarkdownIt("commonmark").enable("table")
    begun = time.process_time()
    for _, (_, raw, _) in files:
        parser.parse(raw.decode())
    return time.process_time() - begun


def importing(stack: Stack) -> list[Figure]:
    """Into an empty worklog, and again: then nothing changes."""
    bare = statistics.median(
        timed(lambda: [read_page(raw, path) for _, (path, raw, _) in site(WEEKS)]) for _ in range(ROUNDS)
    )
    first: list[float] = []
    again: list[float] = []
    with stack.client() as client:
        for number in range(ROUNDS):
            clear(stack)
            files = site(WEEKS, f"round {number}")  # the gateway has not read these
            first.append(timed(send, client, files))
            again.append(timed(send, client, files))
    took, repeated = statistics.median(first), statistics.median(again)
    return [
        Figure.at_most("pages.import_site", took * 1000, "ms", took / bare, "reading the 26 pages", 8),
        Figure("pages.import_site_again", repeated * 1000, "ms", repeated / bare, "reading the 26 pages"),
    ]


def asking_meanwhile(stack: Stack) -> list[Figure]:
    """What others wait for GET /v1/me while 60 pages are imported, against the same on an idle gateway."""
    clear(stack)
    with stack.client() as client:
        idle = ask_until(stack, lambda: time.sleep(1))
        files = site(LARGE, "large")
        waits = ask_until(stack, lambda: send(client, files))
    busy, quiet = (percentile(found, 0.99) * 1000 for found in (waits, idle))
    return [
        Figure.at_most("pages.others_p99", busy, "ms", busy / quiet, "an idle gateway", 20),
        Figure("pages.others_idle_p99", quiet, "ms"),
    ]


def listing(stack: Stack) -> list[Figure]:
    clear(stack)
    with stack.client() as client:
        send(client, site(LISTED, "listed"))
        found = {
            path: statistics.median(timed(get, client, path) for _ in range(ROUNDS))
            for path in ("/v1/pages", "/v1/pages/inbox", "/v1/pages/lint", "/v1/pages/export")
        }
    files = site(LISTED)
    bare = timed(lambda: [read_page(raw, path) for _, (path, raw, _) in files])
    return [
        Figure.at_most(
            f"pages.200{path.removeprefix('/v1/pages').replace('/', '_') or '_list'}",
            seconds * 1000,
            "ms",
            seconds / bare,
            "reading the 200 pages",
            2.5,
        )
        for path, seconds in found.items()
    ]


def ask_until(stack: Stack, meanwhile: Callable[[], object]) -> list[float]:
    waits: list[float] = []
    over = threading.Event()

    def ask() -> None:
        with stack.client() as other:
            while not over.is_set():
                waits.append(timed(get, other, "/v1/me"))

    asker = threading.Thread(target=ask)
    asker.start()
    try:
        meanwhile()
    finally:
        over.set()
        asker.join()
    return waits


def send(client: httpx.Client, files: Files) -> None:
    client.post("/v1/pages/import", files=files, data={"background": "false"}).raise_for_status()


def get(client: httpx.Client, path: str) -> None:
    client.get(path).raise_for_status()


def timed(work: Callable[..., object], *arguments: object) -> float:
    begun = time.perf_counter()
    work(*arguments)
    return time.perf_counter() - begun


def clear(stack: Stack) -> None:
    for table in ("entries", "objectives", "achievements", "pages"):
        servers.postgres().execute(f"delete from {table}", database=stack.database)


def site(weeks: int, mark: str = "first") -> Files:
    """Pages as interns write them: five rows with lists and links, in two languages."""
    return [
        (
            "files",
            (
                f"content/1-Worklog/1.{week}-Week{week}/_index{suffix}.md",
                page(week, suffix, mark),
                "text/markdown",
            ),
        )
        for week in range(1, weeks + 1)
        for suffix in ("", ".vi")
    ]


def page(week: int, suffix: str, mark: str) -> bytes:
    objectives, tasks, achievements, head = WORDS[suffix]
    items = "".join(f"- Lesson {week}.{number}: read, built and measured it\n" for number in range(5))
    first = FIRST + timedelta(days=7 * (week - 1))
    days = [first + timedelta(days=index) for index in range(5)]
    rows = "".join(
        f"| {day.isoweekday() + 1} | - Task {week}.{day.day} of {mark}<br>&emsp;+ routes of {week}.{day.day}<br>"
        f"&emsp;+ a test of both {week}.{day.day} | {day:%d/%m/%Y} | {day:%d/%m/%Y} | "
        f"[Guide](https://example.com/{week}) |\n"
        for day in days
    )
    return (
        f'---\ntitle: "Worklog {week}"\ndate: 2026-10-05\nweight: {week}\nchapter: false\npre: "<b> 1.{week}. '
        '</b>"\n---\n\n'
        f"### {objectives} {week}:\n\n{items}\n### {tasks}:\n{head}\n|{' --- |' * 5}\n{rows}\n"
        f"### {achievements} {week}:\n\n{items.replace('read', 'knows')}"
    ).encode()


WORDS = {
    "": (
        "Objectives of week",
        "Tasks to be carried out this week",
        "Achievements of week",
        "| Day | Task | Start Date | Completion Date | Reference Material |",
    ),
    ".vi": (
        "Mục tiêu tuần",
        "Các công việc cần triển khai trong tuần này",
        "Kết quả đạt được tuần",
        "| Thứ | Công việc | Ngày bắt đầu | Ngày hoàn thành | Nguồn tài liệu |",
    ),
}
