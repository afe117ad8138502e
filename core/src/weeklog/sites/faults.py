"""Why a file is not taken, and what to do about it. Pure."""

from collections.abc import Sequence
from typing import Final

from weeklog.calendar import Week
from weeklog.hugo import Page
from weeklog.reviews.hugo_page import MARK
from weeklog.sites.report import PageFault
from weeklog.sites.rows import is_entry

MOST_PATH: Final = 500
MOST_TEXT: Final = 16_384  # characters of an entry, an objective or an achievement, however it is logged

_NO_UTF8 = "is not UTF-8, so that its words cannot be kept: save it as UTF-8 and send it again"


def path_faults(path: str) -> list[PageFault]:
    parts = path.replace("\\", "/").split("/")
    if not path.strip() or len(path) > MOST_PATH or ".." in parts or "\x00" in path:
        message = f"must be a relative path of at most {MOST_PATH} characters, without `..`"
        return [PageFault(field="path", message=message)]
    if not path.lower().endswith((".md", ".markdown")):
        return [PageFault(field="path", message="is not a Markdown page: send files that end in .md")]
    return []


def review_faults(page: Page) -> list[PageFault]:
    """A review was exported beside its week: its lines are no entries."""
    if MARK not in page.front_matter.raw.splitlines():
        return []
    return [
        PageFault(field="text", message="is a review that weeklog wrote, and no page of a week: leave it out")
    ]


def week_faults(number: int | None, week: Week | None, weeks: Sequence[Week]) -> list[PageFault]:
    """None for a page whose week is asked."""
    if week is not None or (number is None and weeks):
        return []
    if weeks:
        message = (
            f"week {number} is not in the programme: it has the weeks {weeks[0].number} to {weeks[-1].number}. "
            "Its lead can add it with PUT /v1/programme/weeks"
        )
    else:
        message = "the programme has no weeks yet: its lead can add them with PUT /v1/programme/weeks"
    return [PageFault(field="week", message=message)]


def reading_faults(page: Page) -> list[PageFault]:
    """A page that is too large, or not text, has not been looked into."""
    kinds = {warning.kind: warning.message for warning in page.warnings}
    if "too_large" in kinds:
        return [
            PageFault(
                field="text", message=f"{kinds['too_large']} Split the page, or take pictures out of it"
            )
        ]
    if "not_utf8" in kinds:
        return [PageFault(field="text", message=_NO_UTF8)]
    if not page.raw.strip():
        return [PageFault(field="text", message="is empty: send a page that says something")]
    return []


def text_faults(page: Page) -> list[PageFault]:
    texts = [(row.place.line, row.text + row.day_label) for row in page.rows if is_entry(row)]
    texts += [(item.place.line, item.text) for item in (*page.objectives, *page.achievements)]
    return [
        PageFault(field="text", message=f"line {line}: {trouble}")
        for line, text in texts
        if (trouble := _trouble(text))
    ]


def twice(week: Week) -> PageFault:
    return PageFault(
        field="week",
        message=f"week {week.number} comes twice in this language: send one of the two, or give this one its own week",
    )


def same_path() -> PageFault:
    return PageFault(field="path", message="comes twice: send each file once")


def another_page(week: Week, path: str) -> PageFault:
    message = (
        f"week {week.number} has the page {path!r} already, and this is another one: nothing was replaced. "
        "Put both into one file, or send the changed page under its old path"
    )
    return PageFault(field="week", message=message)


def other_part(path: str) -> PageFault:
    message = f"is a part of a file whose other part {path!r} was refused: mend that, and send the file again"
    return PageFault(field="week", message=message)


def _trouble(text: str) -> str | None:
    if "\x00" in text:
        return "holds a NUL character, which cannot be stored: remove it"
    if len(text) > MOST_TEXT:
        return f"is longer than {MOST_TEXT:,} characters: split it"
    return None
