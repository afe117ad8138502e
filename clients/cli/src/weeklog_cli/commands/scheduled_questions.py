"""`weeklog schedule add|list|edit|pause|resume|runs|remove`: questions that the assistant asks for you."""

from functools import partial
from typing import Annotated, Any

import typer

from weeklog_cli.client import Client
from weeklog_cli.connection import find_connection
from weeklog_cli.errors import CommandError
from weeklog_cli.output import AsJson, clock_time, plain_text, print_json, say
from weeklog_cli.scheduled_questions import UnknownSchedule, read_schedule
from weeklog_cli.wire import ScheduledQuestion

Option = partial(typer.Option, show_default=False)
Every = Annotated[
    str, Option("--every", "-e", metavar="WHEN", help='On your own clock: "monday 9:00", "weekday 17:30".')
]
Mail = Annotated[bool | None, Option("--mail/--no-mail", help="Mail the answers, too.")]
Id = Annotated[str, typer.Argument(metavar="ID", help="Its end, as `weeklog schedule list` shows it.")]
ID_SHOWN = 8  # characters
MOST_RUNS = 50
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

app = typer.Typer(no_args_is_help=True, help="Questions that the assistant asks for you, again and again.")


@app.command()
def add(
    question: Annotated[str, typer.Argument(help="About your own weeks.")],
    every: Every,
    mail: Mail = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Ask a question on weekdays, at a time of your own clock. The answers stand in one conversation."""
    fields: dict[str, Any] = {"text": question, "by_mail": bool(mail), **_schedule(every)}
    with Client(find_connection()) as client:
        _tell(client.scheduled_questions.add(fields), as_json=as_json)


@app.command("list")
def list_questions(*, as_json: AsJson = False) -> None:
    """List scheduled questions, the oldest first."""
    with Client(find_connection()) as client:
        found = client.scheduled_questions.all()
    if as_json:
        print_json(found)
        return
    for one in found:
        say(f"{one['id'][-ID_SHOWN:]}  {_words(one)}")
    if not found:
        say("No question is scheduled.", "dim")


@app.command()
def edit(
    question: Id,
    text: Annotated[str | None, Option("--text", "-t", help="The question itself.")] = None,
    every: Annotated[str | None, Option("--every", "-e", metavar="WHEN", help="When it is asked.")] = None,
    mail: Mail = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Change the question, when it is asked, or whether the answers are mailed."""
    given = {"text": text, "by_mail": mail, **(_schedule(every) if every else {})}
    _change(question, {name: value for name, value in given.items() if value is not None}, as_json=as_json)


@app.command()
def pause(question: Id, *, as_json: AsJson = False) -> None:
    """Do not ask it until it is resumed."""
    _change(question, {"paused": True}, as_json=as_json)


@app.command()
def resume(question: Id, *, as_json: AsJson = False) -> None:
    """Ask it again, from its next time on."""
    _change(question, {"paused": False}, as_json=as_json)


@app.command()
def runs(question: Id, *, as_json: AsJson = False) -> None:
    """List what became of each time, the latest first."""
    with Client(find_connection()) as client:
        found = list(client.scheduled_questions.runs(_find(client, question)["id"], MOST_RUNS))
    if as_json:
        print_json(found)
        return
    for one in found:
        state = f", answer: {one['error'] or one['state']}" if one["state"] else ""
        say(f"{clock_time(one['due_at'])}  {one['outcome']}{state}")
    if not found:
        say("It was not asked yet.", "dim")


@app.command()
def remove(question: Id) -> None:
    """Remove a scheduled question. Its answers stay."""
    with Client(find_connection()) as client:
        found = _find(client, question)
        client.scheduled_questions.remove(found["id"])
    say(f"No longer asked: {plain_text(found['text'])}", "green")


def _change(question: str, fields: dict[str, Any], *, as_json: bool) -> None:
    if not fields:
        raise CommandError("nothing to change: name --text, --every or --mail")
    with Client(find_connection()) as client:
        found = _find(client, question)
        _tell(client.scheduled_questions.edit(found["id"], fields), as_json=as_json)


def _find(client: Client, end: str) -> ScheduledQuestion:
    found = [one for one in client.scheduled_questions.all() if one["id"].endswith(end)]
    if len(found) != 1:
        raise CommandError(f"{end!r} names no scheduled question: see `weeklog schedule list`")
    return found[0]


def _schedule(every: str) -> dict[str, Any]:
    try:
        return read_schedule(every)
    except UnknownSchedule as error:
        raise CommandError(str(error)) from None


def _tell(question: ScheduledQuestion, *, as_json: bool) -> None:
    if as_json:
        print_json(question)
    else:
        say(_words(question), "green")


def _words(question: ScheduledQuestion) -> str:
    days = ", ".join(_DAYS[day] for day in question["weekdays"])
    mail = ", by mail" if question["by_mail"] else ""
    after = "paused" if question["next_at"] is None else f"next {clock_time(question['next_at'])}"
    return f"{plain_text(question['text'])}  ({days} {question['at'][:5]}{mail}; {after})"
