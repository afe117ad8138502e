"""`lint_page`: what to look at before a page becomes public."""

from collections.abc import Iterator, Sequence

from weeklog.hugo.check.copies import find_copies
from weeklog.hugo.check.residue import find_front_matter_residue, find_residue
from weeklog.hugo.check.sensitive import find_sensitive
from weeklog.hugo.model import AmbiguityKind, Finding, FindingLevel, Page
from weeklog.hugo.read.order import WEEK_SPREAD
from weeklog.hugo.read.source import bare
from weeklog.hugo.read.week_number import week_from_text

_ORDER: tuple[FindingLevel, ...] = ("blocker", "warning", "note")
_DATE_CONFLICTS: tuple[AmbiguityKind, ...] = (
    "reversed_dates",
    "weekday_clash",
    "date_typo",
    "unreadable_date",
    "mixed_day_month",
)


def lint_page(page: Page, *, others: Sequence[Page] = ()) -> tuple[Finding, ...]:
    """Gravest first, then by line. `others` are the site's other pages; twins and the page itself may be among
    them."""
    found = [*_lines(page), *_front_matter(page), *_dates(page), *find_copies(page, others), *_gaps(page)]
    return tuple(sorted(found, key=lambda finding: (_ORDER.index(finding.level), finding.line)))


def _lines(page: Page) -> Iterator[Finding]:
    for number, line in enumerate(page.layout.lines, start=1):
        yield from find_sensitive(bare(line), number)
        yield from find_residue(bare(line), number)


def _front_matter(page: Page) -> Iterator[Finding]:
    title = page.front_matter.title or ""
    yield from find_front_matter_residue(page.front_matter, page.week, week_from_text((title,)))


def _dates(page: Page) -> Iterator[Finding]:
    for ambiguity in page.ambiguities:
        if ambiguity.kind in _DATE_CONFLICTS:
            yield Finding(
                "warning",
                ambiguity.kind,
                ambiguity.place.line,
                f"{ambiguity.question} Settle it, or correct the row.",
            )
        elif ambiguity.kind == "day_month" and ambiguity.chosen is None:
            yield Finding(
                "warning", "day_month", ambiguity.place.line, f"{ambiguity.question} Settle it for the page."
            )
    yield from _stray_days(page)
    yield from _wrong_digits(page)


def _stray_days(page: Page) -> Iterator[Finding]:
    days = sorted(row.start for row in page.rows if row.start)
    for row in page.rows:
        if row.start and abs((row.start - days[len(days) // 2]).days) > WEEK_SPREAD:
            message = f"{row.start} is far from the week's other dates. Correct it if it is a slip."
            yield Finding("warning", "stray_date", row.place.line, message)


def _wrong_digits(page: Page) -> Iterator[Finding]:
    """One finding for the page: where digits are off, they are off in every other row."""
    shift = {"vi": 1, "iso": 0}.get(page.layout.day_digits)
    wrong = [
        row.place.line
        for row in page.rows
        if row.start and shift is not None and row.day_label.strip("* ") in set("12345678")
        if int(row.day_label.strip("* ")) != row.start.isoweekday() + shift
    ]
    if wrong:
        message = f"In {len(wrong)} of {len(page.rows)} rows the day's number is not the date's weekday."
        yield Finding("note", "day_digit", wrong[0], f"{message} Correct the number or the date.")


def _gaps(page: Page) -> Iterator[Finding]:
    if not page.rows:
        yield Finding("note", "no_rows", 0, "The page has no task rows. Log what was done.")
    elif not any(row.text.strip() for row in page.rows):
        yield Finding(
            "warning",
            "empty_rows",
            page.rows[0].place.line,
            "No row says what was done. Fill the task column.",
        )
    if page.rows and not page.achievements:
        yield Finding(
            "note", "no_achievements", 0, "The page claims no achievement. Add one, with its rows as proof."
        )
    yield from _repeated(page)


def _repeated(page: Page) -> Iterator[Finding]:
    first: dict[str, int] = {}
    for row in page.rows:
        known = first.setdefault(row.text, row.place.line)
        if row.text.strip() and known != row.place.line:
            message = f"The task is the same as in line {known}. Tell them apart, or merge them."
            yield Finding("note", "repeated_row", row.place.line, message)
