"""`weeklog week`, `carry` and `copy`."""

from typing import Annotated, Any

import typer
from rich.text import Text

from weeklog_cli.client import Client
from weeklog_cli.connection import find_connection
from weeklog_cli.entry_reference import in_order, short_ids
from weeklog_cli.errors import CommandError
from weeklog_cli.output import AsJson, console, entry_table, many, print_json, say, task_text, week_span
from weeklog_cli.wire import CarriedOver, Objective, Week

WeekNumber = Annotated[
    int | None, typer.Argument(metavar="[N]", min=1, help="The week's number; the current one by default.")
]


def week(number: WeekNumber = None, *, as_json: AsJson = False) -> None:
    """Show a week."""
    with Client(find_connection()) as client:
        found = client.week(number or current_week(client))
    if as_json:
        print_json(found)
    else:
        _show(found)


DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would be, and do nothing.")]


def carry(
    number: WeekNumber = None,
    *,
    to_day: Annotated[
        str | None,
        typer.Option(
            "--to-day", metavar="DATE", help="From the last day that was logged to this one (2026-10-09)."
        ),
    ] = None,
    source: Annotated[
        int | None, typer.Option("--from", metavar="M", help="What is unfinished in this week before.")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="What is unfinished in any week before.")] = False,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Carry what is unfinished on from the last week that was logged."""
    with Client(find_connection()) as client:
        asked: dict[str, Any] = {"to_day": to_day, "from_week": source, "all": everything or None}
        fields = {"dry_run": dry_run} | {name: value for name, value in asked.items() if value is not None}
        carried = client.carry_over(number or current_week(client), fields)
    if as_json:
        print_json(carried)
        return
    if carried["items"]:
        verb = "Would carry" if dry_run else "Carried"
        say(
            f"{verb} {many(len(carried['items']), 'entry', 'entries')} on to week {carried['week']}.", "green"
        )
        console.print(entry_table([item["entry"] for item in carried["items"]]))
    elif carried["still_open"] and carried["from_week"] is not None:
        say(f"Nothing is unfinished in week {carried['from_week']}.")
    elif not carried["still_open"]:
        say("Nothing is unfinished.")
    if carried["still_open"]:
        _show_still_open(carried)


def _show_still_open(carried: CarriedOver) -> None:
    weeks = [f"{one['entries']} in week {one['week']}" for one in carried["still_open"]]
    say(
        f"Still unfinished: {', '.join(weeks)}. To carry them on: "
        f"weeklog carry {carried['week']} --from {carried['still_open'][0]['week']}, or --all for all of them.",
        "dim",
    )


def copy(
    number: WeekNumber = None,
    *,
    source: Annotated[
        int | None, typer.Option("--from", metavar="M", help="The week to copy; the one before by default.")
    ] = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Plan a week like another one: its entries, on the same days, as planned."""
    with Client(find_connection()) as client:
        week = number or current_week(client)
        fields = {"from": week - 1 if source is None else source, "dry_run": dry_run}
        copied = client.copy_week(week, fields)
    if as_json:
        print_json(copied)
        return
    verb = "Would plan" if dry_run else "Planned"
    say(f"{verb} {many(len(copied['items']), 'entry', 'entries')} in week {copied['week']}.", "green")
    if copied["items"]:
        console.print(entry_table(copied["items"]))


def current_week(client: Client) -> int:
    number = client.me()["week"]
    if number is None:
        raise CommandError("today is in none of the programme's weeks: name one, as in `weeklog week 1`")
    return number


def _show(week: Week) -> None:
    title = Text.assemble(
        (f"Week {week['number']}", "bold"), ("  " + week_span(week["first_day"], week["last_day"]), "dim")
    )
    if review := week["review"]:
        title.append(f"  review {review['state']}", "cyan")
    console.print(title, end="\n\n")
    _show_list("Objectives", [(box(item), item["text"]) for item in week["objectives"]])
    if week["entries"]:
        rows = in_order(week["entries"])
        console.print(entry_table(rows, ids=short_ids(rows)), "")
    else:
        say('Nothing is logged yet: weeklog log "what you did"\n', "dim")
    _show_list("Achievements", [("✓", item["text"]) for item in week["achievements"]])


def _show_list(title: str, items: list[tuple[str, str]]) -> None:
    if items:
        console.print(Text(title, "bold"))
        for sign, text in items:
            console.print(Text.assemble((f"  {sign} ", "dim"), task_text(text)))
        console.print()


_SIGNS = {"met": "☑", "missed": "☒", "carried": "→"}


def box(objective: Objective) -> str:
    plain = "•" if objective["done"] is None else "☑" if objective["done"] else "☐"
    return _SIGNS.get(objective.get("state", "open"), plain)
