"""Reads, writes and edits every week page of a corpus, prints each figure, and fails when one misses its bar.

    python tests/acceptance/corpus.py [FOLDER]

FOLDER holds sites of Markdown pages and, optionally, `expected.tsv` (page, week, task_rows, day_month_order). Without
an argument it is `../shared/corpus`, beside the checkout.
"""

import csv
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from weeklog.hugo import (
    Content,
    ContentItem,
    ContentRow,
    Hints,
    Page,
    WeekPages,
    compare_translations,
    content_of,
    find_pages,
    read_page,
    write_page,
)

DEFAULT = Path(__file__).resolve().parents[3] / "shared" / "corpus"
PAGES_PER_SECOND = 300


@dataclass
class Result:
    """`failed` holds what missed its bar; `noted` what is worth a look."""

    figures: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    noted: list[str] = field(default_factory=list)

    def figure(self, name: str, got: int, of: int, bar: float) -> None:
        share = got / of if of else 1.0
        verdict = "" if share >= bar else f"  RED: needs {bar:.1%}"
        self.figures.append(f"{name:<58} {got:>6} of {of:<6} {share:8.3%}{verdict}")
        if verdict:
            self.failed.append(name)


@dataclass(frozen=True)
class Corpus:
    raws: dict[str, bytes]
    pages: dict[str, Page]
    weeks: tuple[WeekPages, ...]
    expected: dict[str, dict[str, str]]


def main(folder: Path = DEFAULT) -> Result:
    result = Result()
    corpus = load(folder, result)
    for check in (round_trip, edits, weeks, rows, orders, settlements, twins, memory):
        check(corpus, result)
    return result


def load(folder: Path, result: Result) -> Corpus:
    paths = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.md"))
    weeks = find_pages(paths)
    raws = {path: (folder / path).read_bytes() for week in weeks for path in week.paths.values()}
    began = time.process_time()
    pages: dict[str, Page] = {}
    for path, raw in raws.items():
        try:
            pages[path] = read_page(raw, path)
        except Exception as error:  # noqa: BLE001 - the reader promises never to raise; count each time that it does
            result.noted.append(f"{path}: {error!r}")
    speed = len(pages) / (time.process_time() - began)
    result.figure("pages read without an exception", len(pages), len(raws), 1.0)
    red = (
        ""
        if speed >= PAGES_PER_SECOND / 2
        else f"  RED: needs {PAGES_PER_SECOND}, half of it at the very least"
    )
    result.figures.append(f"{'pages read per second on one core':<58} {speed:6.0f}{red}")
    table = folder / "expected.tsv"
    expected: dict[str, dict[str, str]] = {}
    if table.exists():
        with table.open(encoding="utf-8", newline="") as lines:
            expected = {line["page"]: line for line in csv.DictReader(lines, delimiter="\t")}
        result.figure(
            "week pages found by their paths", len(expected.keys() & raws.keys()), len(expected), 1.0
        )
    return Corpus(raws, pages, weeks, expected)


def round_trip(corpus: Corpus, result: Result) -> None:
    same = [
        path for path, page in corpus.pages.items() if write_page(page, content_of(page)) == corpus.raws[path]
    ]
    result.figure("unedited pages exported byte for byte", len(same), len(corpus.pages), 1.0)


def edits(corpus: Corpus, result: Result) -> None:
    for name, edit, needs in EDITS:
        tried = minimal = 0
        for path, page in corpus.pages.items():
            wanted = edit(page) if needs(page) else None
            if wanted is None:
                continue
            tried += 1
            problem = _beyond(page, write_page(page, wanted), name)
            minimal += not problem
            if problem:
                result.noted.append(f"{name}: {path}: {problem}")
        result.figure(f"edits that touch only their own lines: {name}", minimal, tried, 1.0)


def _beyond(page: Page, written: bytes, name: str) -> str:
    """What the edit touched besides its own lines; empty when nothing."""
    before, after = page.raw.splitlines(keepends=True), written.splitlines(keepends=True)
    start = next(
        (n for n, (a, b) in enumerate(zip(before, after, strict=False)) if a != b),
        min(len(before), len(after)),
    )
    end = 0
    while end < min(len(before), len(after)) - start and before[-1 - end] == after[-1 - end]:
        end += 1
    gone, come = before[start : len(before) - end], after[start : len(after) - end]
    if gone and come and gone[0].rstrip(b"\r\n") == come[0].rstrip(b"\r\n"):
        gone, come = gone[1:], come[1:]  # the last line of a file that ended without a line end
    if not page.layout.tables:  # the blank line between two items of a list comes and goes with one of them
        gone, come = (_without_blank_ends(lines) for lines in (gone, come))
    lines_of_a_row = 1 if page.layout.tables else 2  # in a list, each line of the text is a line of the page
    allowed = {"add a row": (0, lines_of_a_row), "add an objective": (0, 2), "add an achievement": (0, 2)}
    most_gone, most_come = allowed.get(name) or (_lines_of_edit(page, name), 1)
    if len(gone) > most_gone or len(come) > most_come:
        return f"{len(gone)} lines gone, {len(come)} come"
    if any(
        page.layout.newline.encode() != line[-len(page.layout.newline) :]
        for line in come
        if line is not after[-1]
    ):
        return "a new line has another line end than the page"
    return ""


def _without_blank_ends(lines: Sequence[bytes]) -> Sequence[bytes]:
    written = [number for number, line in enumerate(lines) if line.strip()]
    return lines[written[0] : written[-1] + 1] if written else []


def _lines_of_edit(page: Page, name: str) -> int:
    """A row or an item that is broken over lines is edited as a whole."""
    place = page.rows[len(page.rows) // 2].place if name in ROW_EDITS else page.objectives[0].place
    return place.end_line - place.line + 1 + (name == "remove an objective")


def _change_text(page: Page) -> Content:
    content = content_of(page)
    middle = len(content.rows) // 2
    changed = replace(content.rows[middle], text="Read the documentation")
    return replace(content, rows=(*content.rows[:middle], changed, *content.rows[middle + 1 :]))


def _change_date(page: Page) -> Content | None:
    content = content_of(page)
    middle = len(content.rows) // 2
    row = content.rows[middle]
    if row.start is None:
        return None
    moved = replace(row, start=date.fromordinal(row.start.toordinal() - 1))
    return replace(content, rows=(*content.rows[:middle], moved, *content.rows[middle + 1 :]))


def _remove_row(page: Page) -> Content:
    content = content_of(page)
    middle = len(content.rows) // 2
    return replace(content, rows=content.rows[:middle] + content.rows[middle + 1 :])


def _add_row(page: Page) -> Content:
    content = content_of(page)
    day = next(
        (row.end or row.start for row in reversed(page.rows) if row.end or row.start), date(2025, 9, 8)
    )
    return replace(content, rows=(*content.rows, ContentRow("- Wrote tests\n- Ran them", start=day, end=day)))


def _add_objective(page: Page) -> Content:
    content = content_of(page)
    return replace(content, objectives=(*content.objectives, ContentItem("Learn one thing more")))


def _add_achievement(page: Page) -> Content:
    content = content_of(page)
    return replace(content, achievements=(*content.achievements, ContentItem("Learned one thing more")))


def _remove_objective(page: Page) -> Content:
    return replace(content_of(page), objectives=content_of(page).objectives[1:])


def _change_objective(page: Page) -> Content:
    content = content_of(page)
    return replace(
        content, objectives=(replace(content.objectives[0], text="Something else"), *content.objectives[1:])
    )


def _has_rows(page: Page) -> bool:
    return bool(page.rows)


def _has_objectives(page: Page) -> bool:
    return bool(page.objectives)


def _has_achievements(page: Page) -> bool:
    return bool(page.achievements)


ROW_EDITS = ("change a task", "change a date", "remove a row")
EDITS: Sequence[tuple[str, Callable[[Page], Content | None], Callable[[Page], bool]]] = (
    ("add a row", _add_row, _has_rows),
    ("change a task", _change_text, _has_rows),
    ("change a date", _change_date, _has_rows),
    ("remove a row", _remove_row, _has_rows),
    ("add an objective", _add_objective, _has_objectives),
    ("change an objective", _change_objective, _has_objectives),
    ("remove an objective", _remove_objective, _has_objectives),
    ("add an achievement", _add_achievement, _has_achievements),
)


def weeks(corpus: Corpus, result: Result) -> None:
    known = [(line, corpus.pages[path]) for path, line in corpus.expected.items() if path in corpus.pages]
    right = sum(str(page.week) == line["week"] for line, page in known)
    result.figure("week numbers as expected", right, len(known), 1.0)


def rows(corpus: Corpus, result: Result) -> None:
    right = total = 0
    for path, line in corpus.expected.items():
        want, got = int(line["task_rows"]), len(corpus.pages[path].rows) if path in corpus.pages else -1
        total += want
        right += min(want, max(got, 0)) if got <= want else want - min(want, got - want)
        if got != want:
            split = sum(warning.kind == "split_row" for warning in corpus.pages[path].warnings)
            why = f"{split} rows are broken over lines and read as one" if split else "see the page"
            result.noted.append(f"rows: {path}: expected {want}, read {got}: {why}")
    result.figure("task rows as expected", right, total, 0.995)


def orders(corpus: Corpus, result: Result) -> None:
    """Right, or put to a person: an order that is not proved by a number above 12 must be on record as a guess."""
    total = right = 0
    for path, line in corpus.expected.items():
        want, page = line["day_month_order"], corpus.pages[path]
        if not want:
            continue
        total += 1
        asked = any(found.kind in {"day_month", "mixed_day_month"} for found in page.ambiguities)
        expected = want.removeprefix("amb->").split()[0]
        agrees = page.day_month.order == expected
        right += agrees or asked or _proved_otherwise(page)
        if not agrees:
            how = f"{page.day_month.order} by {page.day_month.by} ({'; '.join(page.day_month.evidence)})"
            result.noted.append(
                f"order: {path}: expected `{want}`, read {how}{', put to a person' if asked else ''}"
            )
    result.figure("day/month order right or put to a person", right, total, 1.0)
    decided = Counter(page.day_month.by for page in corpus.pages.values())
    result.figures.append(
        f"  decided by: {', '.join(f'{by} {count}' for by, count in decided.most_common())}"
    )
    kinds = Counter(found.kind for page in corpus.pages.values() for found in page.ambiguities)
    result.figures.append(
        f"  on record: {', '.join(f'{kind} {count}' for kind, count in kinds.most_common())}"
    )


def _proved_otherwise(page: Page) -> bool:
    """A number above 12 outweighs the expected table, whose regular expressions overlook dates with times."""
    return page.day_month.by == "proof" and page.day_month.confidence == 1


def settlements(corpus: Corpus, result: Result) -> None:
    """Each choice that is offered must make its question disappear, and leave the page's bytes alone."""
    tried = gone = 0
    for path, page in corpus.pages.items():
        for asked in page.ambiguities:
            for choice in asked.choices:
                tried += 1
                again = read_page(page.raw, path, hints=Hints(settlements={asked.key: choice.value}))
                answered = all(found.key != asked.key for found in again.ambiguities)
                gone += answered and write_page(again, content_of(again)) == page.raw
    result.figure("choices that settle their question", gone, tried, 1.0)
    proved: dict[tuple[str, str], set[object]] = {}
    for page in corpus.pages.values():
        if page.day_month.by == "proof":
            proved.setdefault((page.path.split("/")[0], page.language), set()).add(page.day_month.order)
    spans = [page for page in corpus.pages.values() if page.day_month.by == "span"]
    against = [
        p
        for p in spans
        if p.day_month.order not in proved.get((p.path.split("/")[0], p.language), {p.day_month.order})
    ]
    result.figures.append(
        f"  orders by span that their site's proofs contradict: {len(against)} of {len(spans)}"
    )


def twins(corpus: Corpus, result: Result) -> None:
    pairs = [
        tuple(corpus.pages[path] for path in week.paths.values())
        for week in corpus.weeks
        if len(week.paths) == 2
    ]
    comparable = [pair for pair in pairs if _differ_only_by_order(*pair)]
    agreeing = [pair for pair in comparable if not _date_drifts(*pair)]
    result.figure("twins whose dates differ only by order agree", len(agreeing), len(comparable), 1.0)
    drifting = sum(bool(_date_drifts(*pair)) for pair in pairs)
    result.figures.append(f"  twin pairs: {len(pairs)}; with dates that truly differ: {drifting}")
    for first, second in comparable:
        for drift in _date_drifts(first, second):
            result.noted.append(f"twins: {first.path}: row {drift[0]}: {drift[1]} and {drift[2]}")


def _differ_only_by_order(first: Page, second: Page) -> bool:
    cells = list(_date_cells(first)), list(_date_cells(second))
    return (
        bool(cells[0])
        and len(cells[0]) == len(cells[1])
        and all(a in {b, _swapped(b)} for a, b in zip(*cells, strict=True))
    )


def _date_cells(page: Page) -> Iterator[str]:
    for table in page.layout.tables:
        for row in table.rows:
            for column, cell in zip(table.columns, row.cells, strict=False):
                if column.role in {"start", "end", "date"}:
                    yield cell.raw.strip()


def _swapped(text: str) -> str:
    parts = text.split("/")
    return "/".join((parts[1], parts[0], *parts[2:])) if len(parts) > 1 else text


def _date_drifts(first: Page, second: Page) -> list[tuple[int | None, str, str]]:
    return [
        (d.row, d.first, d.second) for d in compare_translations(first, second) if d.kind in {"start", "end"}
    ]


def memory(corpus: Corpus, result: Result) -> None:
    """Reading the corpus again must not need more memory than reading it once did."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for path, raw in corpus.raws.items():
        read_page(raw, path)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    result.figures.append(f"{'memory grown while reading all pages again':<58} {grown:6.1f} MB")
    if grown > 20:
        result.failed.append("memory")


if __name__ == "__main__":
    done = main(Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT)
    print("\n".join(done.noted))
    print("\n".join(done.figures))
    print("MISSED: " + ", ".join(done.failed) if done.failed else "All bars are met.")
    sys.exit(bool(done.failed))
