"""`weeklog report`: the final report of all weeks."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from typer import Option

from weeklog_cli.client import Client
from weeklog_cli.commands.found_review import Person
from weeklog_cli.commands.signatures import save
from weeklog_cli.connection import find_connection
from weeklog_cli.output import say


class Format(StrEnum):
    md = "md"
    pdf = "pdf"


class Language(StrEnum):
    en = "en"
    vi = "vi"
    both = "both"


def report(
    to: Annotated[
        Path | None,
        Option("--to", metavar="FILE", help="Where to write it; a name that ends in .pdf gives a PDF."),
    ] = None,
    form: Annotated[
        Format | None, Option("--format", "-f", help="Left out: by the name of the file.")
    ] = None,
    language: Annotated[Language | None, Option("--language", help="Left out: yours.")] = None,
    *,
    person: Person = None,
) -> None:
    """Write the final report: all weeks of the programme. Markdown goes to standard output when no file is named."""
    chosen = form or (Format.pdf if to is not None and to.suffix.lower() == ".pdf" else Format.md)
    with Client(find_connection()) as client:
        person_id = None if person is None else client.feedback.person_id(person)
        data = client.rounds.report(chosen.value, language and language.value, person_id)
    if to is None and chosen is Format.md:
        sys.stdout.write(data.decode())
        return
    path = to or Path("final-report.pdf")
    if save(data, path):
        say(f"Saved in {path}.", "green")
