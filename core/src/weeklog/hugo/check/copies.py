"""Weeks that repeat another week: the same sentences, or the same dates."""

from collections.abc import Iterator, Sequence

from weeklog.hugo.model import Finding, Page
from weeklog.hugo.read.words import plain

_SHARE = 0.6
_SHORT = 12
"""Characters. "Team meeting" may well be true of every week."""


def find_copies(page: Page, others: Sequence[Page]) -> Iterator[Finding]:
    weeks = [
        other
        for other in others
        if other.week != page.week and other.week is not None and page.week is not None
    ]
    mine = _sentences(page)
    for other in weeks:
        if other.language == page.language and mine:
            shared = len(mine & _sentences(other))
            if shared > 1 and shared >= _SHARE * len(mine):
                message = (
                    f"{shared} of {len(mine)} sentences are those of week {other.week}. Write what this week "
                    f"was."
                )
                yield Finding("warning", "copied_week", 0, message)
    days = _days(page)
    same = sorted({other.week for other in weeks if other.week is not None and days and _days(other) == days})
    if same:
        line = next(row.place.line for row in page.rows if row.start)
        named = ", ".join(map(str, same))
        yield Finding(
            "warning", "same_dates", line, f"The dates are those of week {named}. Correct one of the two."
        )


def _sentences(page: Page) -> frozenset[str]:
    texts = [line for row in page.rows for line in row.text.split("\n")]
    texts += [item.text for item in (*page.objectives, *page.achievements)]
    return frozenset(words for text in texts if len(words := plain(text)) >= _SHORT)


def _days(page: Page) -> tuple[tuple[object, object], ...]:
    found = tuple((row.start, row.end) for row in page.rows if row.start)
    return found if len({start for start, _ in found}) > 1 else ()
