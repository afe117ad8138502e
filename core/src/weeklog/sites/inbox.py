"""What the stored pages leave open, and a person's answers to it.

Nothing of it is stored: a page is read again with its answers, and what it still asks is the inbox.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from weeklog.calendar import Week
from weeklog.errors import Invalid, NotFound
from weeklog.events.catalogue import WeekChanged
from weeklog.hugo import Ambiguity, Language, Page, Scope
from weeklog.sites.file import File
from weeklog.sites.files import StoredPage, UnplacedPage
from weeklog.sites.importing import place_page
from weeklog.sites.lint import lint_pages
from weeklog.sites.placing import WEEK_KEY, ask_for_week
from weeklog.sites.reading import Reading, SiteAnswers, accepts, question, read_with_answers
from weeklog.sites.report import PageReport, page_report
from weeklog.sites.reread import Reread, save_reread
from weeklog.sites.tables import delete_site_answer, hold_pages, put_site_answer
from weeklog.sites.week_pages import Site, read_site
from weeklog.sites.week_rows import count_pages
from weeklog.unit_of_work import UnitOfWork
from weeklog.weeks.owner import Owner


@dataclass(frozen=True)
class Settled:
    pages: Sequence[PageReport]  # those that are read differently now
    open: int  # questions left


@dataclass(frozen=True)
class Answer:
    path: str
    key: str
    value: str
    scope: Scope


async def settle(work: UnitOfWork, owner: Owner, answer: Answer) -> Settled:
    """Raises Invalid for a key that the page does not ask under, and for an answer or a scope that the question
    does not have."""
    key, value = answer.key, answer.value
    site = await _held_site(work, owner)
    waiting = next((one for one in site.unplaced if one.path == answer.path), None)
    if waiting is not None:
        return await _settle_week(work, owner, site, waiting, answer)
    stored = _stored(site, answer.path)
    asked = question(stored.page.raw, stored.path, stored.reading, key)
    if asked is None:
        raise Invalid.field("key", "the page asks nothing under this key: take it from GET /v1/pages/inbox")
    _check(asked, value, answer.scope)
    if answer.scope != "site":
        reading = replace(stored.reading, own={**stored.reading.own, key: value})
        return await _apply(work, owner, site, {stored.path: reading}, site.answers)
    language = stored.page.language
    await work.run(put_site_answer, **owner.keys, language=language, key=key, value=value)
    readings = _readings(site, language) | {stored.path: stored.reading.without(key)}
    return await _apply(work, owner, site, readings, {**site.answers, (language, key): value})


async def _settle_week(
    work: UnitOfWork, owner: Owner, site: Site, waiting: UnplacedPage, answer: Answer
) -> Settled:
    if answer.key != WEEK_KEY:
        raise Invalid.field("key", "the page asks only for its week: answer that first")
    _check(ask_for_week(waiting.placed, owner.weeks), answer.value, answer.scope)
    report = await place_page(work, owner, File(waiting.path, waiting.page.raw), int(answer.value))
    for fault in (fault for page in report.pages for fault in page.errors):
        raise Invalid.field("value", fault.message)
    asked = sum(len(page.ambiguities) for page in report.pages)
    return Settled(report.pages, len(open_questions(site, owner.weeks)) - 1 + asked)


async def take_back(work: UnitOfWork, owner: Owner, path: str, key: str, scope: Scope) -> Settled:
    """The question is open again. Raises NotFound when it was not answered in this scope."""
    site = await _held_site(work, owner)
    stored = _stored(site, path)
    language = stored.page.language
    if scope != "site":
        if key not in stored.reading.own:
            raise NotFound("answer")
        own = {name: value for name, value in stored.reading.own.items() if name != key}
        alone = {stored.path: replace(stored.reading, own=own)}
        return await _apply(work, owner, site, alone, site.answers)
    if not await work.run(delete_site_answer, **owner.keys, language=language, key=key):
        raise NotFound("answer")
    answers = {name: value for name, value in site.answers.items() if name != (language, key)}
    return await _apply(work, owner, site, _readings(site, language), answers)


@dataclass(frozen=True)
class OpenQuestion:
    page_id: UUID
    path: str
    week: int | None  # none: it is what is asked
    language: Language
    asked: Ambiguity

    @property
    def order(self) -> tuple[int, str, int, str]:
        return self.week or 0, self.path, self.asked.place.line, self.asked.key


def open_questions(site: Site, weeks: Sequence[Week]) -> list[OpenQuestion]:
    """In the order of weeks, pages and lines; first of pages that have no week yet."""
    found = [
        OpenQuestion(one.id, one.path, None, one.page.language, ask_for_week(one.placed, weeks))
        for one in site.unplaced
    ]
    found += [
        OpenQuestion(one.id, one.path, one.week.number, one.page.language, asked)
        for one in site.pages
        for asked in one.page.ambiguities
    ]
    return sorted(found, key=lambda one: one.order)


def _check(asked: Ambiguity, value: str, scope: Scope) -> None:
    if scope not in asked.scopes:
        raise Invalid.field("scope", f"this question is settled per {' or '.join(asked.scopes)}: send that")
    if not accepts(asked, value):
        offered = ", ".join(f"`{choice.value}`" for choice in asked.choices) or "a year such as 2026"
        raise Invalid.field("value", f"is no answer to this question: choose one of {offered}")


async def _held_site(work: UnitOfWork, owner: Owner) -> Site:
    await work.run(hold_pages, person_key=str(owner.person_id))
    return await read_site(work, owner)


def _stored(site: Site, path: str) -> StoredPage:
    stored = site.find(path)
    if stored is None:
        raise NotFound("page")
    return stored


def _readings(site: Site, language: str) -> dict[str, Reading]:
    return {page.path: page.reading for page in site.pages if page.page.language == language}


async def _apply(
    work: UnitOfWork, owner: Owner, site: Site, readings: Mapping[str, Reading], answers: SiteAnswers
) -> Settled:
    """Reads these pages again; entries follow where they were not edited here."""
    changed = await asyncio.to_thread(_read_again, site.pages, readings, answers)
    outcomes: dict[str, bool] = {}
    for one in changed:
        data = site.weeks[one.stored.week.number]
        outcomes[one.stored.path] = await save_reread(work, owner, data, one)
        if outcomes[one.stored.path]:
            work.publish(WeekChanged(week=one.stored.week.number))
    settled = await asyncio.to_thread(_settled, site, changed, outcomes)
    await count_pages(work, owner, {one.path: one for one in settled.pages})
    return settled


def _read_again(
    pages: Sequence[StoredPage], readings: Mapping[str, Reading], answers: SiteAnswers
) -> list[Reread]:
    read = [
        Reread(page, *read_with_answers(page.page.raw, page.path, readings[page.path], answers))
        for page in pages
        if page.path in readings
    ]
    return [one for one in read if one.reading != one.stored.reading]


def _settled(site: Site, changed: Sequence[Reread], outcomes: Mapping[str, bool]) -> Settled:
    now: dict[str, Page] = {page.path: page.page for page in site.pages}
    now |= {one.stored.path: one.page for one in changed}
    lint = lint_pages(list(now.values()), [one.page for one in changed])
    reports = [
        page_report(
            one.stored.path,
            one.stored.week.number,
            one.page,
            "changed" if outcomes[one.stored.path] else "unchanged",
            lint=findings,
            twin=_twin(site, one.stored),
        )
        for one, findings in zip(changed, lint, strict=True)
    ]
    return Settled(reports, len(site.unplaced) + sum(len(page.ambiguities) for page in now.values()))


def _twin(site: Site, stored: StoredPage) -> str | None:
    twin = site.weeks[stored.week.number].twin_of(stored)
    return twin and twin.path
