from collections.abc import Sequence

from weeklog.pages.model import CalendarGuess, Page


def infer_calendar(pages: Sequence[Page]) -> CalendarGuess:
    return CalendarGuess(None, None, {}, (), (), 0.0)
