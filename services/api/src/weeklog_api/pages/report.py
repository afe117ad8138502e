"""What an import says about each page. Pure."""

from weeklog.pages import Page
from weeklog.worklog.page_rows import is_entry
from weeklog_api.pages.reading import Refused, WeekPage
from weeklog_api.pages.schemas import Outcome, PageAmbiguity, PageChoice, PageReport, PageWarning


def report(one: WeekPage, outcome: Outcome) -> PageReport:
    page = one.page
    return PageReport(
        path=one.file.path,
        week=one.week.number,
        language=page.language,
        outcome=outcome,
        entries=sum(is_entry(row) for row in page.rows),
        objectives=len(page.objectives),
        achievements=len(page.achievements),
        warnings=_warnings(page),
        ambiguities=_ambiguities(page),
    )


def refusal(one: Refused) -> PageReport:
    page = one.page
    return PageReport(
        path=one.file.path,
        week=page and page.week,
        language=page and page.language,
        outcome="refused",
        warnings=_warnings(page) if page else (),
        errors=tuple(one.faults),
    )


def _warnings(page: Page) -> tuple[PageWarning, ...]:
    found = [
        PageWarning(line=warning.place.line, kind=warning.kind, message=warning.message)
        for warning in page.warnings
    ]
    undated = [
        PageWarning(
            line=row.place.line,
            kind="no_date",
            message="No date could be read in this row: it is logged on the first day of its week.",
        )
        for row in page.rows
        if is_entry(row) and row.start is None and row.end is None
    ]
    return tuple(sorted(found + undated, key=lambda warning: warning.line))


def _ambiguities(page: Page) -> tuple[PageAmbiguity, ...]:
    return tuple(
        PageAmbiguity(
            line=one.place.line,
            kind=one.kind,
            key=one.key,
            question=one.question,
            evidence=list(one.evidence),
            choices=[PageChoice(value=choice.value, label=choice.label) for choice in one.choices],
            chosen=one.chosen,
            confidence=one.confidence,
        )
        for one in page.ambiguities
    )
