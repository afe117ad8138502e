"""`weeklog lint` and `weeklog twins`."""

from itertools import groupby
from pathlib import Path
from typing import Annotated

import typer
from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from weeklog_cli.client import Client
from weeklog_cli.commands.sites import finding_line, send_pages
from weeklog_cli.commands.weeks import WeekNumber
from weeklog_cli.connection import find_connection
from weeklog_cli.output import AsJson, console, many, print_json, safe, say
from weeklog_cli.wire_pages import Drift, Finding, Level

LEVELS: tuple[Level, ...] = ("blocker", "warning", "note")


def lint(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[PATH…]",
            help="Files and folders here, checked without being imported; or paths of imported pages. "
            "Without any, all imported pages.",
        ),
    ] = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Show what to look at before pages become public. Exits with 1 when something must not be published."""
    with Client(find_connection()) as client:
        found = _find(client, paths or [], quiet=as_json)
    if as_json:
        print_json(found)
    else:
        _show(found)
    if any(finding["level"] == "blocker" for finding in found):
        raise typer.Exit(1)


def twins(number: WeekNumber = None, *, as_json: AsJson = False) -> None:
    """Show where the two languages of a week differ, side by side; of every such week without a number."""
    with Client(find_connection()) as client:
        weeks = [number] if number else _translation_weeks(client)
        found = {week: client.site.twins(week) for week in weeks}
    if as_json:
        print_json([{"week": week, "items": drifts} for week, drifts in found.items()])
        return
    for week, drifts in found.items():
        if drifts:
            console.print(Text(f"Week {week}", "bold"))
            console.print(_side_by_side(drifts))
    differ = sum(map(bool, found.values()))
    if not found:
        say("No week has pages in two languages.")
    elif not differ:
        say("The twins agree." if number else f"The twins of {many(len(found), 'week')} agree.", "green")


def _find(client: Client, paths: list[Path], *, quiet: bool) -> list[Finding]:
    here = [path for path in paths if path.exists()]
    found = [] if paths else client.site.lint()
    if here:
        report, _ = send_pages(client.site, here, dry_run=True, quiet=quiet)
        for page in report["pages"]:
            found += [_of(page["path"], finding) for finding in page.get("lint", [])]
    for path in paths:
        if path not in here:
            found += client.site.lint(path.as_posix())
    return found


def _of(path: str, finding: Finding) -> Finding:
    return {**finding, "path": path}


def _show(found: list[Finding]) -> None:
    in_order = sorted(found, key=lambda one: (one.get("path", ""), LEVELS.index(one["level"]), one["line"]))
    for path, findings in groupby(in_order, key=lambda one: one.get("path", "")):
        console.print(Text(safe(path), "bold"), soft_wrap=True)
        for finding in findings:
            console.print(finding_line(finding, "  "), soft_wrap=True)
    counts = [(level, sum(finding["level"] == level for finding in found)) for level in LEVELS]
    say(", ".join(many(count, level) for level, count in counts if count) or "Nothing was found.", "bold")


def _translation_weeks(client: Client) -> list[int]:
    spoken: dict[int, set[str]] = {}
    for page in client.site.pages():
        if page["week"] is not None:
            spoken.setdefault(page["week"], set()).add(page["language"])
    return sorted(week for week, languages in spoken.items() if len(languages) > 1)


def _side_by_side(drifts: list[Drift]) -> Table:
    table = Table(box=SIMPLE_HEAD, header_style="dim", border_style="dim", pad_edge=False, show_edge=False)
    for title in ("What", drifts[0]["left"]["path"], drifts[0]["right"]["path"]):
        table.add_column(Text(safe(title)), overflow="fold")
    for drift in drifts:
        row = "" if drift["row"] is None else f" of row {drift['row'] + 1}"
        sides = [_side(drift[side]["value"], drift[side]["line"]) for side in ("left", "right")]
        table.add_row(Text(safe(drift["kind"] + row)), *sides)
    return table


def _side(value: str, line: int | None) -> Text:
    return Text.assemble(safe(value) or ("–", "dim"), (f"\nline {line}" if line else "", "dim"))
