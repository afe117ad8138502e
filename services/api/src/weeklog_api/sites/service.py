"""Pages in, pages out, and the imports that take longer. What they say is in `findings.py`, what they ask in
`inbox.py`."""

import asyncio
import json
from collections.abc import Iterator, Sequence
from typing import NamedTuple
from uuid import UUID

from weeklog.errors import Fault, Invalid, NotFound
from weeklog.programmes.tables import find_review_placement
from weeklog.reviews.hugo_page import review_page, review_path, with_section
from weeklog.reviews.signed_file import Json
from weeklog.reviews.snapshots import WeekFileRow, list_approved_files
from weeklog.sites import importing as page_import
from weeklog.sites import site_import
from weeklog.sites.export import patch, zipped
from weeklog.sites.file import File
from weeklog.sites.imports import find_import
from weeklog.sites.parts import in_one, whole_of
from weeklog.sites.week_pages import Site, read_site
from weeklog.unit_of_work import UnitOfWork
from weeklog.vocabulary import Language
from weeklog.weeks.owner import Owner
from weeklog_api.identity import Identity
from weeklog_api.sites.schemas import ImportReport, ImportState

MOST_AT_ONCE = 60  # pages that are imported while the caller waits


def owner(identity: Identity) -> Owner:
    programme = identity.own_programme
    return Owner(identity.person_id, programme.id, programme.weeks, identity.language)


async def import_pages(
    work: UnitOfWork, identity: Identity, files: Sequence[File], *, dry_run: bool
) -> ImportReport:
    """Raises Invalid when not one of the pages could be taken: then there is nothing that a report would be about."""
    report = await page_import.import_pages(work, owner(identity), files, dry_run=dry_run)
    if not dry_run and all(page.outcome == "refused" for page in report.pages):
        raise Invalid(
            *(
                Fault(f"files[{page.path}].{error.field}", error.message)
                for page in report.pages
                for error in page.errors
            )
        )
    return report


async def start_import(
    work: UnitOfWork, identity: Identity, files: Sequence[File], *, dry_run: bool
) -> ImportState:
    import_id = await site_import.start_import(work, owner(identity), files, dry_run=dry_run)
    return ImportState(id=import_id, state="queued", done=0, total=len(files))


async def read_import(work: UnitOfWork, import_id: UUID) -> ImportState:
    row = await work.one(find_import, import_id=import_id)
    if row is None:
        raise NotFound("import")
    return ImportState.model_validate(row, from_attributes=True)


async def export_page(
    work: UnitOfWork, identity: Identity, number: int, language: str | None
) -> tuple[str, bytes]:
    """Its file name and its bytes."""
    week = identity.week(number)
    data = (await read_site(work, owner(identity), number)).weeks[week.number]
    stored = data.in_language(language) if language else data.primary
    if stored is not None and whole_of(stored.path) == stored.path:
        return stored.path, data.export(stored)
    if stored is not None:
        whole = whole_of(stored.path)
        return whole, _exports(await read_site(work, owner(identity)))[whole][1]
    spoken = language or identity.language
    like = [one.page for one in (await read_site(work, owner(identity))).pages]
    return new_path(number, spoken), data.fresh(spoken, like)


def new_path(number: int, language: str) -> str:
    """Of the page of a week that has none yet."""
    return f"week-{number}/_index.{'vi.md' if language == 'vi' else 'md'}"


async def export_zip(work: UnitOfWork, identity: Identity, *, reviews: bool = False) -> bytes:
    site = await _site_with_pages(work, identity)
    signed = await work.all(list_approved_files, **owner(identity).keys) if reviews else []
    placement = await work.value(find_review_placement, programme_id=identity.own_programme.id)

    def packed() -> bytes:
        pages = {path: new for path, (_, new) in _exports(site).items()}
        for one in _signed_weeks(site, signed):
            if placement == "section":
                pages[one.path] = with_section(pages[one.path], one.snapshot, one.language, identity.zone)
            else:
                pages[review_path(one.path, one.week)] = review_page(
                    one.snapshot, one.language, identity.zone
                )
        return zipped(pages)

    return await asyncio.to_thread(packed)


class _SignedWeek(NamedTuple):
    """An approved review, and the file that holds its week."""

    week: int
    path: str
    language: Language
    snapshot: Json


def _signed_weeks(site: Site, signed: Sequence[WeekFileRow]) -> Iterator[_SignedWeek]:
    """Of the weeks that have a page, in the language of that page."""
    for one in signed:
        page = site.weeks[one.week].primary
        if page is not None:
            language: Language = "vi" if page.page.language == "vi" else "en"
            yield _SignedWeek(one.week, whole_of(page.path), language, json.loads(one.file)["snapshot"])


async def export_patch(work: UnitOfWork, identity: Identity) -> bytes:
    """Empty when nothing has changed."""
    site = await _site_with_pages(work, identity)
    return await asyncio.to_thread(lambda: patch(_exports(site)))


async def _site_with_pages(work: UnitOfWork, identity: Identity) -> Site:
    site = await read_site(work, owner(identity))
    if not site.pages and not site.unplaced:
        raise NotFound("page")
    return site


def _exports(site: Site) -> dict[str, tuple[bytes, bytes]]:
    """By the path of the file: as imported, and as it is now."""
    pages = ((page, data) for data in site.weeks.values() for page in data.pages)
    waiting = {one.path: (one.page.raw, one.page.raw) for one in site.unplaced}
    return in_one({page.path: (page.page.raw, data.export(page)) for page, data in pages}) | waiting
