"""`weeklog export --format …`: entries, one a row."""

from datetime import date
from pathlib import Path
from typing import Any

import typer

from weeklog_cli.client import Client
from weeklog_cli.commands.files import written
from weeklog_cli.dates import day_of, is_relative
from weeklog_cli.output import console, say


def export_table(client: Client, asked: dict[str, Any], to: Path | None) -> None:
    """To a file, or to standard output: but no workbook to a terminal."""
    if to is not None:
        with written(to) as file:
            client.files.export_entries(asked, file)
        say(f"{to}")
        return
    if asked["format"] == "xlsx" and console.is_terminal:
        raise typer.BadParameter("a workbook goes to a file: add --to entries.xlsx", param_hint="'--format'")
    stdout = typer.get_binary_stream("stdout")
    client.files.export_entries(asked, stdout)
    stdout.flush()


def asked_days(client: Client, first: str | None, last: str | None) -> dict[str, str]:
    """Relative days are those of the person, whose today the server knows."""
    given = {name: text for name, text in (("from", first), ("to", last)) if text}
    if not given:
        return {}
    today = (
        date.fromisoformat(client.me()["today"])
        if any(is_relative(text) for text in given.values())
        else date.min
    )
    return {name: day_of(text, today).isoformat() for name, text in given.items()}
