"""What a page does not say of the entries that it shows, or says otherwise: found by reading again what was written.
Pure."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from weeklog.hugo import Finding, FindingLevel, Page
from weeklog.sites.content import WeekContent
from weeklog.sites.rows import KnownEntry, RowValues, as_on_page, is_entry, values_of

KIND: Final = "not_on_page"


def unsaid(shown: WeekContent, stored: Page | None, exported: Page) -> tuple[Finding, ...]:
    """`stored` is the page before, and `shown` what `exported` was written from. Messages repeat no text."""
    rows = [index for index, row in enumerate(exported.rows) if is_entry(row)]
    said = {index: values_of(exported, index, shown.week) for index in rows}
    wanted = [_wanted(entry, stored, shown) for entry in shown.entries]
    found: list[Finding] = []
    for entry, values, index in zip(shown.entries, wanted, _places(wanted, rows, said), strict=True):
        line = 0 if index is None else exported.rows[index].place.line
        found += (
            _finding(line, *one)
            for one in _differences(entry, values, None if index is None else said[index])
        )
    return tuple(found)


def _finding(line: int, level: FindingLevel, message: str) -> Finding:
    return Finding(level, KIND, line, message)


def _wanted(entry: KnownEntry, stored: Page | None, shown: WeekContent) -> RowValues:
    if stored is None or entry.page_row is None or entry.page_row >= len(stored.rows):
        return entry.values
    return as_on_page(entry.values, stored, entry.page_row, shown.week)


def _places(
    wanted: Sequence[RowValues], rows: Sequence[int], said: dict[int, RowValues]
) -> Sequence[int | None]:
    """The row of each entry: the writer keeps their order; where the numbers differ, the one with its text."""
    if len(rows) == len(wanted):
        return rows
    by_text: dict[str, list[int]] = defaultdict(list)
    for index in reversed(rows):
        by_text[said[index].text].append(index)
    return [by_text[one.text].pop() if by_text[one.text] else None for one in wanted]


def _differences(
    entry: KnownEntry, wanted: RowValues, said: RowValues | None
) -> Iterator[tuple[FindingLevel, str]]:
    if said is None:
        yield (
            "warning",
            f"An entry of {wanted.start_on} is not on the page: who imports the page does not get it.",
        )
        return
    if wanted.text != said.text:
        yield "warning", "The text of the entry is read otherwise: who imports the page gets other words."
    if (wanted.start_on, wanted.end_on) != (said.start_on, said.end_on):
        yield (
            "warning",
            f"The entry is of {_days(wanted)}, and the page has no place for it: it says {_days(said)}.",
        )
    if wanted.status != said.status:
        yield (
            "warning",
            f"The entry is {wanted.status}, and the page has no place for it: it says {said.status}.",
        )
    if wanted.resources != said.resources:
        yield "warning", "The links of the entry are not all on the page: it has no column for them."
    if wanted.hours is not None and wanted.hours != said.hours:
        yield (
            "note",
            f"The {wanted.hours:g} hours of the entry are not on the page: it has no column for them.",
        )
    if entry.tags:
        yield "note", f"The tags of the entry are not on the page: {', '.join(entry.tags)}."


def _days(values: RowValues) -> str:
    first, last = values.start_on, values.end_on
    return str(first) if first == last else f"{first} to {last}"
