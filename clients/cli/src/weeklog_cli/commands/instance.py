"""`weeklog instance`: passed on to the server's own program, which needs the database and not the API."""

import runpy
import sys
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from typing import Final

import typer

from weeklog_cli.errors import CommandError

app = typer.Typer(
    no_args_is_help=True, help="Look at, back up, restore, check or upgrade a whole instance, on its server."
)

_AS_IT_IS: Final[Mapping[str, object]] = {
    "allow_extra_args": True,
    "ignore_unknown_options": True,
    "help_option_names": [],  # the program has help of its own
}
_PROGRAMS: Final[Mapping[str, Sequence[str]]] = {
    "weeklog_local": ("weeklog_local", "instance"),  # knows the database of `make run`
    "weeklog": ("weeklog.instance",),
}


@app.command("backup", context_settings=dict(_AS_IT_IS))
def backup(context: typer.Context) -> None:
    """Write all rows and files into one file, while everything runs."""
    _pass_on("backup", context.args)


@app.command("restore", context_settings=dict(_AS_IT_IS))
def restore(context: typer.Context) -> None:
    """Restore a backup into an empty instance."""
    _pass_on("restore", context.args)


@app.command("check", context_settings=dict(_AS_IT_IS))
def check(context: typer.Context) -> None:
    """Check this instance, or a backup."""
    _pass_on("check", context.args)


@app.command("upgrade", context_settings=dict(_AS_IT_IS))
def upgrade(context: typer.Context) -> None:
    """Bring the schema up to this version."""
    _pass_on("upgrade", context.args)


@app.command("status", context_settings=dict(_AS_IT_IS))
def status(context: typer.Context) -> None:
    """Show what waits, what runs and what failed."""
    _pass_on("status", context.args)


@app.command("retry", context_settings=dict(_AS_IT_IS))
def retry(context: typer.Context) -> None:
    """Try failed jobs again, by the ids that status shows."""
    _pass_on("retry", context.args)


@app.command("reset-second-factor", context_settings=dict(_AS_IT_IS))
def reset_second_factor(context: typer.Context) -> None:
    """Let somebody in again who lost the authenticator and the recovery codes."""
    _pass_on("reset-second-factor", context.args)


def _pass_on(command: str, arguments: Sequence[str]) -> None:
    for package, program in _PROGRAMS.items():
        if find_spec(package):
            module, *before = program
            sys.argv = ["weeklog", *before, command, *arguments]
            runpy.run_module(module, run_name="__main__", alter_sys=True)
            return
    raise CommandError(
        "weeklog's server is not installed here: run this where it runs (docker compose run --rm instance "
        f"{command} …)"
    )
