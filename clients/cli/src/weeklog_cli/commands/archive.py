"""`weeklog account`: what one holds, out and in as an archive, deleted."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from typer import Option

from weeklog_cli.client import Client
from weeklog_cli.commands.files import written
from weeklog_cli.commands.sign_in import ask_password
from weeklog_cli.connection import find_connection
from weeklog_cli.output import AsJson, many, print_json, say
from weeklog_cli.wire_files import AccountReport

MEBIBYTE = 1024 * 1024

app = typer.Typer(
    no_args_is_help=True,
    help="Your whole account: what it holds, out as one archive, in again elsewhere, deleted.",
)


@app.command("quotas")
def show_quotas(*, as_json: AsJson = False) -> None:
    """Show how much your files hold and how many imports of yours run, and the most that each person may have."""
    with Client(find_connection()) as client:
        held = client.files.quotas()
    if as_json:
        print_json(held)
        return
    used, most = held["storage_bytes"] / MEBIBYTE, held["storage_bytes_limit"] / MEBIBYTE
    say(f"Files: {used:,.1f} of {most:,.0f} MiB")
    say(f"Imports running: {held['imports_running']} of {held['imports_running_limit']}")


@app.command("export")
def export_account(
    to: Annotated[
        Path | None,
        Option("--to", metavar="FILE", help="Where to write it; weeklog-<day>.zip here by default."),
    ] = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Write everything of yours in this programme into one .zip."""
    target = to or Path(f"weeklog-{date.today()}.zip")  # noqa: DTZ011 - the machine's own day names the file
    with Client(find_connection()) as client, written(target) as file:
        client.files.export_account(file)
        size = file.tell()
    if as_json:
        print_json({"written": str(target), "size": size})
    else:
        say(f"{target}: {size / MEBIBYTE:.1f} MiB")


@app.command("import")
def import_account(
    archive: Annotated[Path, typer.Argument(metavar="FILE", exists=True, dir_okay=False)],
    merge: Annotated[
        bool, Option("--merge", help="Add what is missing to what you already have, which stays as it is.")
    ] = False,
    *,
    as_json: AsJson = False,
) -> None:
    """Bring an archive into your account: all of it, or nothing."""
    with Client(find_connection()) as client:
        report = client.files.import_account(archive, merge=merge)
    if as_json:
        print_json(report)
    else:
        _show(report)


def _show(report: AccountReport) -> None:
    programme = report["programme"]
    say(f"{programme['name']}{', made for it: you lead it' if programme['made'] else ''}")
    for kind, brought in report["kinds"].items():
        counts = {
            "added": brought["added"],
            "already here": brought["kept"],
            "left out": brought["left_out"],
        }
        if told := ", ".join(f"{count} {what}" for what, count in counts.items() if count):
            say(f"  {kind.replace('_', ' ')}: {told}")
    if not any(brought["added"] for brought in report["kinds"].values()):
        say("Nothing was missing.", "dim")
    if report["renamed"]:
        total = sum(brought["added"] for brought in report["kinds"].values())
        say(f"Somebody else here has these ids: {many(total, 'row')} got ids of their own.", "yellow")


@app.command("delete")
def delete_account(*, as_json: AsJson = False) -> None:
    """Delete yourself and everything of yours, in all programmes, for good. Your password is asked for, or read from
    standard input. Export first what you want to keep."""
    with Client(find_connection()) as client:
        client.delete_account(ask_password("Your password, to delete your account for good"))
    if as_json:
        print_json({"deleted": True})
    else:
        say("Your account is deleted, with everything of yours.", "green")
