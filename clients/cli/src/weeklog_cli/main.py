"""The `weeklog` command: one function per command, and the one place where errors become words and exit codes."""

import sys
from typing import Annotated

import typer

from weeklog_cli import __version__
from weeklog_cli.commands import (
    absences,
    archive,
    artifacts,
    calendar,
    checks,
    comments,
    conversations,
    entries,
    exports,
    inbox,
    me,
    objectives,
    programme,
    providers,
    reviews,
    search,
    sessions,
    sign_in,
    sites,
    weeks,
)
from weeklog_cli.errors import CommandError
from weeklog_cli.output import complain

app = typer.Typer(
    name="weeklog",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="A worklog that writes its own Friday.",
)
app.command()(entries.log)
app.command()(entries.edit)
app.command()(entries.done)
app.command()(entries.start)
app.command()(entries.block)
app.command()(entries.drop)
app.command()(entries.delete)
app.command()(entries.undo)
app.command()(entries.history)
app.command()(weeks.week)
app.command()(weeks.carry)
app.command()(weeks.copy)
app.command("import")(sites.import_pages)
app.command()(exports.export)
app.command()(inbox.inbox)
app.command()(inbox.settle)
app.command()(checks.lint)
app.command()(checks.twins)
app.command()(calendar.calendar)
app.command()(conversations.ask)
app.command()(comments.submit)
app.command()(comments.comment)
app.command()(comments.comments)
app.command()(comments.queue)
app.command()(comments.submissions)
app.command()(comments.notices)
app.command()(search.search)
app.command()(sign_in.login)
app.command()(me.password)
app.add_typer(reviews.app, name="review")
app.add_typer(absences.app, name="absence")
app.add_typer(me.app, name="me")
app.add_typer(objectives.app, name="objectives")
app.add_typer(artifacts.app, name="artifact")
app.add_typer(archive.app, name="account")
app.add_typer(sign_in.token, name="token")
app.add_typer(sessions.app, name="sessions")
app.add_typer(sign_in.user, name="user")
app.add_typer(programme.programme, name="programme")
app.add_typer(providers.assistant, name="assistant")


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"weeklog {__version__}")
        raise typer.Exit


@app.callback()
def root(
    *,
    _: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    pass


def run() -> None:
    try:
        app()
    except CommandError as error:
        complain(error, as_json="--json" in sys.argv)
        sys.exit(1)
