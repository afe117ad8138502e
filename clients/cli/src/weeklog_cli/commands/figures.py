"""`weeklog figures`: a week, all weeks of a person, or the programme, counted."""

import csv
import sys
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Annotated, Any

import typer
from rich.table import Table
from rich.text import Text

from weeklog_cli.client import Client
from weeklog_cli.connection import find_connection
from weeklog_cli.output import AsJson, console, day_span, many, print_json, safe, say
from weeklog_cli.plots import bar, sparkline
from weeklog_cli.wire_figures import (
    OpenWork,
    PersonFigures,
    ProgrammeFigures,
    Times,
    WeekCounts,
    WeekFigures,
    Worked,
)

Option = partial(typer.Option, show_default=False)
BAR = 20  # characters
MOST_LISTED = 10  # tags
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would run
_WEEK_COLUMNS = (
    "week first_day last_day entries hours planned doing blocked done dropped objectives_open "
    "objectives_met objectives_missed objectives_carried review hours_to_submit hours_to_approve"
)
_PERSON_COLUMNS = (
    "name entries hours done dropped objectives_met objectives_missed submitted approved open blocked "
    "oldest_open_days"
)


def figures(
    number: Annotated[
        int | None, typer.Argument(metavar="[N]", min=0, help="One week; without it: all weeks.")
    ] = None,
    *,
    person: Annotated[
        str | None,
        Option("--person", "-p", metavar="WHO", help="Of whom: a name, an e-mail address or an id."),
    ] = None,
    programme: Annotated[bool, typer.Option("--programme", help="Of everybody (the lead only).")] = False,
    as_csv: Annotated[
        bool, typer.Option("--csv", help="Print a table: a row for each day, week or person.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Count a week, all your weeks, or the programme: entries, hours, open work, reviews, tags."""
    if programme and (number is not None or person is not None):
        raise typer.BadParameter("it is of everybody: leave out N and --person", param_hint="'--programme'")
    with Client(find_connection()) as client:
        of = None if person is None else client.feedback.person_id(person)
        if programme:
            _print(client.figures.programme(), _show_programme, _people_table, as_csv=as_csv, as_json=as_json)
        elif number is not None:
            _print(client.figures.week(number, of), _show_week, _days_table, as_csv=as_csv, as_json=as_json)
        else:
            _print(client.figures.person(of), _show_person, _weeks_table, as_csv=as_csv, as_json=as_json)


def _print(found: Any, show: Any, table: Any, *, as_csv: bool, as_json: bool) -> None:
    if as_json:
        print_json(found)
    elif as_csv:
        columns, rows = table(found)
        _write_csv(columns.split(), rows)
    else:
        show(found)


def _write_csv(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_cell(value) for value in row] for row in rows)


def _cell(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _days_table(found: WeekFigures) -> tuple[str, list[Sequence[object]]]:
    return "day entries hours", [(one["day"], one["entries"], one["hours"]) for one in found["days"]]


def _weeks_table(found: PersonFigures) -> tuple[str, list[Sequence[object]]]:
    return _WEEK_COLUMNS, [_week_row(week) for week in found["weeks"]]


def _week_row(week: WeekCounts) -> Sequence[object]:
    days = (week["number"], week["first_day"], week["last_day"])
    review = week["review"] or {"state": "", "hours_to_submit": None, "hours_to_approve": None}
    counts = (*_values(week["statuses"]), *_values(week["objectives"]))
    times = (review["state"], review["hours_to_submit"], review["hours_to_approve"])
    return (*days, week["entries"], week["hours"], *counts, *times)


def _values(counts: Mapping[str, Any]) -> Sequence[object]:
    return list(counts.values())


def _people_table(found: ProgrammeFigures) -> tuple[str, list[Sequence[object]]]:
    return _PERSON_COLUMNS, [
        (
            one["person"]["name"], one["entries"], one["hours"], one["statuses"]["done"], one["statuses"]["dropped"],
            one["objectives"]["met"], one["objectives"]["missed"], one["submitted"], one["approved"],
            one["open"]["entries"], one["open"]["blocked"], one["open"]["oldest_days"],
        )
        for one in found["people"]
    ]  # fmt: skip


def _show_week(found: WeekFigures) -> None:
    week = found["week"]
    say(f"Week {week['number']}: {_work(week)}")
    _bars([(day_span(one["day"], one["day"]), one["entries"], one["hours"]) for one in found["days"]])
    _show_worked(found)
    _show_times("Answers to your review", found["answers"])


def _show_person(found: PersonFigures) -> None:
    say(f"{many(found['entries'], 'entry', 'entries')}, {found['hours']:g} h")
    weeks = found["weeks"]
    say(f"Entries  {sparkline([week['entries'] for week in weeks])}  by week")
    say(f"Hours    {sparkline([week['hours'] for week in weeks])}")
    table = _table("Week", "Entries", "", "Hours", "Done", "Objectives", "Review")
    most = max((week["entries"] for week in weeks), default=0)
    for week in weeks:
        objectives = week["objectives"]
        of = objectives["open"] + objectives["met"] + objectives["missed"] + objectives["carried"]
        told = f"{objectives['met']} of {of} met" if of else ""
        review = week["review"]["state"].replace("_", " ") if week["review"] else ""
        cells = (
            str(week["number"]),
            str(week["entries"]),
            bar(week["entries"], most, BAR),
            f"{week['hours']:g}",
        )
        table.add_row(*cells, _done(week), told, review)
    console.print(table)
    _show_worked(found)
    _show_times("Draft to submission", found["to_submit"])
    _show_times("Submission to approval", found["to_approve"])
    _show_times("Answers to your reviews", found["answers"])
    _show_times("Answers you gave", found["answers_given"])


def _show_programme(found: ProgrammeFigures) -> None:
    weeks = found["weeks"]
    say(f"Entries  {sparkline([week['entries'] for week in weeks])}  by week")
    say(f"People   {sparkline([week['people'] for week in weeks])}  who logged something")
    table = _table("Name", "Weeks", "Entries", "Hours", "Open", "Blocked", "Submitted", "Approved")
    for one in found["people"]:
        counts = (one["open"]["entries"], one["open"]["blocked"], one["submitted"], one["approved"])
        line = sparkline(one["entries_by_week"])
        table.add_row(
            safe(one["person"]["name"]), line, str(one["entries"]), f"{one['hours']:g}", *map(str, counts)
        )
    console.print(table)
    _show_worked(found)
    for name, value in found["averages"].items():
        if isinstance(value, float | int):
            say(f"{name.replace('_', ' ').capitalize()}: {value:.2f}")
    if found["withheld"]:
        say(f"{found['withheld'][0].upper()}{found['withheld'][1:]}.", "dim")


def _show_worked(found: Worked) -> None:
    say(_open_words(found["open"]))
    tags = found["tags"][:MOST_LISTED]
    _bars([(f"#{one['tag']}", one["entries"], one["hours"]) for one in tags])
    if found["tag_count"] > len(tags):
        say(f"{found['tag_count'] - len(tags)} tags more: --json lists them.", "dim")
    _bars([(one["name"], one["entries"], one["hours"]) for one in found["competencies"]])
    if found["resource_count"]:
        say(f"{many(found['resource_count'], 'resource')}")


def _open_words(work: OpenWork) -> str:
    if not work["entries"]:
        return "Nothing is open."
    blocked = f"; {work['blocked']} blocked, the longest for {_days(work['oldest_blocked_days'])}"
    open_ = f"Open: {many(work['entries'], 'entry', 'entries')}, the oldest for {_days(work['oldest_days'])}"
    return open_ + (blocked if work["blocked"] else "")


def _days(days: int | None) -> str:
    return many(days or 0, "day")


def _work(week: WeekCounts) -> str:
    return f"{many(week['entries'], 'entry', 'entries')}, {week['hours']:g} h, {_done(week)} done"


def _done(week: WeekCounts) -> str:
    return f"{week['statuses']['done']} of {week['entries'] - week['statuses']['dropped']}"


def _show_times(of: str, times: Times) -> None:
    if times["median_hours"] is not None:
        say(f"{of}: {times['median_hours']:.1f} h in the middle, {many(times['count'], 'review')}")


def _bars(rows: list[tuple[str, int, float]]) -> None:
    if not rows:
        return
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    most = max(entries for _, entries, _ in rows)
    for name, entries, hours in rows:
        table.add_row(
            Text(safe(name)), bar(entries, most, BAR), str(entries), f"{hours:g} h" if hours else ""
        )
    console.print(table)


def _table(*titles: str) -> Table:
    table = Table(box=None, header_style="dim", pad_edge=False, padding=(0, 2, 0, 0))
    for title in titles:
        table.add_column(title)
    return table
