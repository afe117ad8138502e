"""`weeklog export`."""

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from weeklog_cli.client import Client
from weeklog_cli.commands.sites import finding_line
from weeklog_cli.commands.tables import asked_days, export_table
from weeklog_cli.commands.weeks import current_week
from weeklog_cli.connection import find_connection
from weeklog_cli.dates import UnknownDay, check
from weeklog_cli.output import AsJson, errors, print_json, safe, say
from weeklog_cli.site_files import inside, write_page
from weeklog_cli.wire import Week
from weeklog_cli.wire_pages import Finding

_REVIEW = re.compile(
    r"(?:.*/)?review-(?P<week>\d+)(?:\.(?P<language>vi|en))?\.(?:md|markdown)", re.IGNORECASE
)


class Language(StrEnum):
    en = "en"
    vi = "vi"


class Format(StrEnum):
    csv = "csv"
    xlsx = "xlsx"
    json = "json"
    md = "md"


def _readable(text: str | None) -> str | None:
    try:
        return text and check(text)
    except UnknownDay as error:
        raise typer.BadParameter(str(error)) from None


Day = partial(typer.Option, metavar="DATE", callback=_readable)


def export(
    number: Annotated[
        int | None,
        typer.Argument(metavar="[N]", min=1, help="Without it: the current week, or the site with --to."),
    ] = None,
    lang: Annotated[
        Language | None,
        typer.Option("--lang", "-l", help="English by default; with --to, every language that was imported."),
    ] = None,
    to: Annotated[
        Path | None,
        typer.Option(
            "--to",
            metavar="DIR|FILE",
            help="Write files below this folder (with --format: this file) instead of printing.",
        ),
    ] = None,
    reviews: Annotated[
        bool,
        typer.Option("--reviews", help="With --to: each approved review too, as a page of its own."),
    ] = False,
    patch: Annotated[
        bool,
        typer.Option("--patch", help="Print what changed since the pages were imported, for `git apply`."),
    ] = False,
    *,
    form: Annotated[
        Format | None, typer.Option("--format", "-f", help="Entries, one a row, instead of pages.")
    ] = None,
    first: Annotated[str | None, Day("--from", help="With --format: the first day.")] = None,
    last: Annotated[str | None, Day("--until", help="With --format: the last day.")] = None,
    columns: Annotated[
        str | None, typer.Option("--columns", metavar="A,B", help="With --format: which, in which order.")
    ] = None,
    person: Annotated[
        str | None,
        typer.Option("--person", metavar="ID", help="With --format: of somebody you mentor or lead."),
    ] = None,
    everyone: Annotated[
        bool, typer.Option("--everyone", help="With --format: of everybody (the programme's lead only).")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Write weeks as Hugo pages; with --format, entries as a table."""
    table = {"columns": columns, "person": person, "everyone": "true" if everyone else None}
    if form:
        with Client(find_connection()) as client:
            asked = {"format": form.value, "week": number, **table, **asked_days(client, first, last)}
            export_table(client, {name: value for name, value in asked.items() if value is not None}, to)
        return
    if first or last or any(table.values()):
        raise typer.BadParameter(
            "--from, --until, --columns, --person and --everyone are of tables: add --format csv",
            param_hint="'--format'",
        )
    if reviews and (to is None or number):
        raise typer.BadParameter("is of the whole site: add --to FOLDER, without N", param_hint="'--reviews'")
    if to is not None and to.is_file():
        raise typer.BadParameter(f"{to} is a file: pages are written below a folder", param_hint="'--to'")
    if patch and (number or lang or to):
        raise typer.BadParameter(
            "it is about the whole site: leave out N, --lang and --to", param_hint="'--patch'"
        )
    with Client(find_connection()) as client:
        if patch:
            _print_patch(client, as_json=as_json)
        elif to is None:
            _print_page(client, number or current_week(client), lang or Language.en, as_json=as_json)
        else:
            site = _site_pages(client, lang, reviews=reviews)
            pages = site if number is None else _week_pages(client, client.week(number), lang)
            _write_pages(pages, to, as_json=as_json)
        if not patch and not as_json:
            _tell_unsaid(client.site.unsaid(number if to else number or current_week(client)))


def _tell_unsaid(findings: Iterable[Finding]) -> None:
    """Beside the pages, which may go into a pipe."""
    for finding in findings:
        where = f"{finding.get('path', '')}: "
        errors.print(Text.assemble(safe(where), finding_line(finding, "")), soft_wrap=True)


def _print_patch(client: Client, *, as_json: bool) -> None:
    content = client.site.patch()
    if as_json:
        print_json({"patch": content.decode(errors="replace")})
    else:
        _print_bytes(content)


def _print_page(client: Client, number: int, language: Language, *, as_json: bool) -> None:
    content = client.page(number, language.value)
    if as_json:
        print_json({"week": number, "language": language.value, "markdown": content.decode(errors="replace")})
    else:
        _print_bytes(content)


def _print_bytes(content: bytes) -> None:
    stdout = typer.get_binary_stream("stdout")
    stdout.write(content)
    stdout.flush()


def _write_pages(pages: Iterable[tuple[int | None, str, str, bytes]], folder: Path, *, as_json: bool) -> None:
    written: list[dict[str, object]] = []
    for week, spoken, path, content in pages:
        outcome = write_page(inside(folder, path), content)
        written.append({"week": week, "language": spoken, "path": path, "outcome": outcome})
        if not as_json:
            say(f"{outcome:<9} {folder / path}", "dim" if outcome == "unchanged" else "")
    if as_json:
        print_json(written)
    elif not written:
        say("No week has anything to export yet.")


def _review_of(path: str) -> tuple[int | None, str]:
    """The week and the language of a review, which is no stored page."""
    found = _REVIEW.fullmatch(path)
    return (int(found["week"]), found["language"] or "en") if found else (None, "en")


def _site_pages(
    client: Client, language: Language | None, *, reviews: bool
) -> Iterator[tuple[int | None, str, str, bytes]]:
    """The stored pages, the approved reviews, then the weeks that were only logged."""
    stored = client.site.pages()
    files = client.site.files(reviews=reviews) if stored else {}
    for path, content in files.items():
        page = next((page for page in stored if _is_in(page["path"], path)), None)
        week, spoken = (page["week"], page["language"]) if page else _review_of(path)
        if language in (None, spoken):
            yield week, spoken, path, content
    for week in client.weeks():
        known = {page["language"] for page in stored if page["week"] == week["number"]}
        if week["entries"] and (language not in known if language else not known):
            yield from _week_pages(client, client.week(week["number"]), language)


def _week_pages(
    client: Client, week: Week, language: Language | None
) -> Iterator[tuple[int, str, str, bytes]]:
    """Each file that the week was imported from, at its path; of a language without one, a page where such sites keep
    it."""
    number = week["number"]
    imported = [page for page in week["pages"] if language in (None, page["language"])]
    files = client.site.files() if imported else {}
    for path, content in files.items():
        for page in [page for page in imported if _is_in(page["path"], path)][:1]:
            yield number, page["language"], path, content
    if not imported:
        spoken = language.value if language else "en"
        suffix = ".vi" if spoken == "vi" else ""
        path = f"content/1-Worklog/1.{number}-Week{number}/_index{suffix}.md"
        yield number, spoken, path, client.page(number, spoken)


def _is_in(page: str, file: str) -> bool:
    """A file of several weeks is a page a week, each below the file's own path."""
    return page == file or page.startswith(f"{file}/")
