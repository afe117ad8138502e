"""`weeklog artifact`."""

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table
from typer import Option

from weeklog_cli.client import Client
from weeklog_cli.commands.files import written
from weeklog_cli.connection import find_connection
from weeklog_cli.output import AsJson, console, many, print_json, safe, say
from weeklog_cli.wire_files import Artifact, ArtifactWithRevisions

app = typer.Typer(no_args_is_help=True, help="Diagrams, slides and other files, with their revisions.")

Person = Annotated[
    str | None, Option("--person", metavar="ID", help="Somebody you mentor or lead; yourself by default.")
]
KIBIBYTE = 1024


@app.command()
def add(
    file: Annotated[Path, typer.Argument(metavar="FILE", exists=True, dir_okay=False)],
    *,
    week: Annotated[
        int | None, Option("--week", "-w", help="The week it belongs to; none by default.")
    ] = None,
    title: Annotated[str, Option("--title", help="What it shows; the file's name by default.")] = "",
    note: Annotated[str, Option("--note", "-n", help="What is new in this revision.")] = "",
    to: Annotated[
        str | None, Option("--to", metavar="ID", help="Add a revision to this artifact, whatever its name.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Add a file; where you have one of its name (and week), it becomes the next revision of that."""
    with Client(find_connection()) as client:
        known = to or _known(client, file.name, week)
        if known:
            state, added = client.files.revise(known, file, _given(note=note))
        else:
            state, added = client.files.add(file, _given(note=note, title=title, week=week))
    if as_json:
        print_json(state)
    elif added:
        say(f"{state['title']}: revision {state['revision']}, {_size(state['size'])} ({state['id']})")
    else:
        say(f"{state['title']}: unchanged, revision {state['revision']} ({state['id']})", "dim")


@app.command("list")
def list_artifacts(
    *,
    week: Annotated[int | None, Option("--week", "-w", help="Of this week only.")] = None,
    person: Person = None,
    as_json: AsJson = False,
) -> None:
    """List artifacts, the newest first."""
    with Client(find_connection()) as client:
        found = list(client.files.artifacts(**_given(week=week, person=person)))
    if as_json:
        print_json(found)
    elif not found:
        say("No artifacts yet: add one with `weeklog artifact add FILE`.")
    else:
        _show(found)


@app.command()
def get(
    artifact_id: Annotated[str, typer.Argument(metavar="ID", help="Its id, as `list` shows it.")],
    *,
    revision: Annotated[
        int | None, Option("--revision", "-r", min=1, help="The current one by default.")
    ] = None,
    to: Annotated[
        Path | None,
        Option("--to", metavar="FILE", help="Where to write it; its own name here by default."),
    ] = None,
    person: Person = None,
    as_json: AsJson = False,
) -> None:
    """Fetch an artifact's file."""
    owner: dict[str, str] = _given(person=person)
    with Client(find_connection()) as client:
        state = client.files.artifact(artifact_id, **owner)
        number = revision or state["revision"]
        target = to or Path(_name(state, number))
        with written(target) as file:
            client.files.fetch(artifact_id, number, file, **owner)
    if as_json:
        print_json({**state, "written": str(target)})
    else:
        say(f"{target}: revision {number} of {many(len(state['revisions']), 'revision')}")


def _known(client: Client, name: str, week: int | None) -> str | None:
    found = client.files.artifacts(**_given(week=week))
    return next((one["id"] for one in found if one["name"] == name and one["week"] == week), None)


def _name(state: ArtifactWithRevisions, number: int) -> str:
    """Only a name: a server decides nothing about folders here."""
    names = (one["name"] for one in state["revisions"] if one["number"] == number)
    return Path(next(names, state["name"])).name


def _show(found: list[Artifact]) -> None:
    table = Table(box=None, header_style="dim", pad_edge=False, padding=(0, 3, 0, 0))
    for title in ("Week", "Title", "File", "Rev.", "Size", "Id"):
        table.add_column(title, justify="right" if title in ("Week", "Rev.", "Size") else "left")
    for one in found:
        week = "" if one["week"] is None else str(one["week"])
        row = (
            week,
            safe(one["title"]),
            safe(one["name"]),
            str(one["revision"]),
            _size(one["size"]),
            one["id"],
        )
        table.add_row(*row)
    console.print(table)


def _size(size: int) -> str:
    if size < KIBIBYTE**2:
        return f"{max(1, round(size / KIBIBYTE))} KiB"
    return f"{size / KIBIBYTE**2:.1f} MiB"


def _given(**fields: Any) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value not in (None, "")}
