"""The `weeklog` command: where each command lives, and the one place where errors become words and exit codes."""

import sys
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import Annotated, Any, Final

import typer

from weeklog_cli import __version__
from weeklog_cli.errors import CommandError, Refused
from weeklog_cli.fields import parameters
from weeklog_cli.output import complain

# Each in its module of `commands`. Only the module of the command that is run is imported.
_COMMANDS: Final[Mapping[str, str]] = {
    "log": "entries.log",
    "edit": "entries.edit",
    "done": "entries.done",
    "start": "entries.start",
    "block": "entries.block",
    "drop": "entries.drop",
    "delete": "entries.delete",
    "undo": "entries.undo",
    "history": "entries.history",
    "week": "weeks.week",
    "carry": "weeks.carry",
    "copy": "weeks.copy",
    "import": "sites.import_pages",
    "export": "exports.export",
    "inbox": "inbox.inbox",
    "settle": "inbox.settle",
    "lint": "checks.lint",
    "twins": "checks.twins",
    "ask": "conversations.ask",
    "submit": "comments.submit",
    "comment": "comments.comment",
    "comments": "comments.comments",
    "queue": "comments.queue",
    "submissions": "comments.submissions",
    "overview": "overview.overview",
    "notices": "comments.notices",
    "figures": "figures.figures",
    "verify": "signatures.verify",
    "report": "report.report",
    "search": "search.search",
    "login": "sign_in.login",
    "password": "me.password",
}
_GROUPS: Final[Mapping[str, str]] = {
    "review": "reviews.app",
    "proposals": "proposals.app",
    "schedule": "scheduled_questions.app",
    "suggest": "suggestions.app",
    "calendar": "calendars.app",
    "code-host": "code_hosts.app",
    "invitation": "invitations.app",
    "absence": "absences.app",
    "substitute": "substitutes.app",
    "supervisor": "supervisors.app",
    "me": "me.app",
    "objectives": "objectives.app",
    "artifact": "artifacts.app",
    "account": "archive.app",
    "token": "sign_in.token",
    "sessions": "sessions.app",
    "second-factor": "second_factor.app",
    "user": "users.app",
    "programme": "programme.programme",
    "assistant": "providers.assistant",
    "instance": "instance.app",
    "webhook": "webhooks.app",
}


def build_app(arguments: Sequence[str] = ()) -> typer.Typer:
    """With the command that the arguments name alone, where they begin with one; else with all."""
    app = typer.Typer(
        name="weeklog",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
        help="A worklog that writes its own Friday.",
    )
    app.callback()(root)
    only = arguments[0] if arguments and arguments[0] in _COMMANDS | _GROUPS else None
    for name, place in _COMMANDS.items():
        if only in (None, name):
            function: Callable[..., Any] = _load(place)
            app.command(name)(function)
    for name, place in _GROUPS.items():
        if only in (None, name):
            app.add_typer(_load(place), name=name)
    return app


def _load(place: str) -> Any:
    module, name = place.split(".")
    return getattr(import_module(f"weeklog_cli.commands.{module}"), name)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"weeklog {__version__}")
        raise typer.Exit


def root(
    *,
    _: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    pass


def run() -> None:
    app = build_app(sys.argv[1:])
    try:
        app()
    except CommandError as error:
        told = error.told(parameters(app, sys.argv[1:])) if isinstance(error, Refused) else str(error)
        complain(error, told, as_json="--json" in sys.argv)
        sys.exit(1)
