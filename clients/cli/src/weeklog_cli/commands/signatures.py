"""`weeklog review snapshot`, `weeklog review pdf` and `weeklog review verify`: the signed file of an approved
review."""

import json
import sys
from pathlib import Path
from typing import Annotated, Any, cast

import typer
from typer import Argument, Option

from weeklog_cli.client import Client
from weeklog_cli.commands.found_review import Person, find_review
from weeklog_cli.commands.weeks import WeekNumber, current_week
from weeklog_cli.connection import Connection, find_connection, find_url
from weeklog_cli.errors import CommandError, NotConnected, Refused
from weeklog_cli.output import AsJson, errors, plain_text, print_json, say
from weeklog_cli.signed_review import Finding, check, first_difference

MOST_BYTES = 64 * 1024 * 1024
FOREIGN = "it was signed by another instance: its key {key} is not {expected}"


Target = Annotated[
    Path | None, Option("--to", metavar="FILE", help="Where to write it; `-` is standard output.")
]


def snapshot(number: WeekNumber = None, *, to: Target = None, person: Person = None) -> None:
    """Download the signed file of an approved review."""
    with Client(find_connection()) as client:
        review = find_review(client, number or current_week(client), person)
        data = client.rounds.snapshot(review["id"])
    path = to or Path(f"review-week-{review['week']}.signed.json")
    if save(data, path):
        say(f"Saved in {path}; check it with `weeklog review verify {path}`.", "green")


def pdf(number: WeekNumber = None, *, to: Target = None, person: Person = None) -> None:
    """Download an approved review as a PDF, which carries its signed file."""
    with Client(find_connection()) as client:
        review = find_review(client, number or current_week(client), person)
        data = client.rounds.pdf(review["id"])
    path = to or Path(f"review-week-{review['week']}.pdf")
    if save(data, path):
        say(f"Saved in {path}.", "green")


def save(data: bytes, path: Path) -> bool:
    """Whether it is a file: `-` is standard output."""
    if str(path) == "-":
        sys.stdout.buffer.write(data)
        return False
    path.write_bytes(data)
    return True


def verify(
    file: Annotated[Path, Argument(help="The signed file; `-` is standard input.")],
    *,
    key: Annotated[
        str | None, Option("--key", metavar="KEY", help="Of the instance: its public key, or the key's id.")
    ] = None,
    online: Annotated[
        bool, Option("--online", help="Ask the instance for its keys, and which letters differ.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Check that a signed review is as it was when it was approved. Needs no network; fails when anything was
    changed."""
    finding = check(_read(file))
    faults = [*finding.faults, *_foreign(finding, key), *(_asked(finding) if online else ())]
    if as_json:
        print_json({"valid": not faults, "faults": faults, "key": finding.key_id, "sha256": finding.sha256})
    elif faults:
        for fault in faults:
            errors.print(plain_text(f"Refused: {fault}"), style="red", markup=False)
    else:
        _tell(finding, known=online or key is not None)
    if faults:
        raise typer.Exit(1)


def _read(file: Path) -> bytes:
    try:
        data = sys.stdin.buffer.read(MOST_BYTES) if str(file) == "-" else file.read_bytes()
    except OSError as error:
        raise CommandError(f"{file} cannot be read: {error.strerror}") from error
    return data


def _foreign(finding: Finding, key: str | None) -> list[str]:
    if key is None or not finding.key_id or key.strip().lower() in (finding.key_id, finding.public_key):
        return []
    return [FOREIGN.format(key=finding.key_id, expected=key.strip())]


def _asked(finding: Finding) -> list[str]:
    if not finding.key_id:
        return []
    url = find_url()
    with Client(Connection(url, "")) as client:
        known = client.rounds.signing_keys()
    if finding.public_key not in {one["public_key"] for one in known}:
        return [FOREIGN.format(key=finding.key_id, expected=f"one of {url}")]
    return _letters(finding) if finding.faults else []


def _letters(finding: Finding) -> list[str]:
    """What differs from the file that the instance keeps; nothing for who may not read it."""
    changed = finding.snapshot or {}
    try:
        with Client(find_connection()) as client:
            kept = json.loads(client.rounds.snapshot(str(changed.get("review"))))["snapshot"]
    except (Refused, NotConnected):
        return []
    return [
        f"{part} {place + 1}, {first_difference(before, now)}"
        for part in ("lines", "comments", "round")
        for place, (before, now) in enumerate(zip(_texts(kept, part), _texts(changed, part), strict=False))
        if before != now
    ]


def _texts(snapshot: dict[str, Any], part: str) -> list[str]:
    items: list[Any] = snapshot.get(part, [])
    return [str(cast("dict[str, Any]", one).get("text", "")) for one in items if isinstance(one, dict)]


def _tell(finding: Finding, *, known: bool) -> None:
    file = finding.snapshot or {}
    approved = file["approved"]
    if known:
        say("Unchanged since it was approved.", "green")
    else:  # anybody can sign with a key of their own
        say("Unchanged since it was signed.", "green")
    say(f"Week {file['week']['number']} of {file['person']['name']}, {file['programme']['name']}")
    say(f"Approved by {approved['by']['name']} on {approved['at'][:10]}, version {file['version']}")
    say(f"Key {finding.key_id}, SHA-256 {finding.sha256}", "dim")
    if not known:
        say("Whose key it is, the file alone cannot tell: --online asks the instance, --key names it.", "dim")
