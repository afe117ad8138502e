"""`weeklog inbox` and `weeklog settle`."""

from enum import StrEnum
from itertools import groupby
from typing import Annotated

import typer
from rich.text import Text

from weeklog_cli.client import Client
from weeklog_cli.connection import find_connection
from weeklog_cli.errors import CommandError
from weeklog_cli.output import AsJson, console, many, print_json, safe, say
from weeklog_cli.wire_pages import Question, Scope

SCOPES: tuple[Scope, ...] = ("row", "page", "site")


class Reach(StrEnum):
    row = "row"
    page = "page"
    site = "site"

    @property
    def scope(self) -> Scope:
        return next(scope for scope in SCOPES if scope == self.value)


PagePath = Annotated[
    str | None, typer.Option("--path", "-p", metavar="PATH", help="A page's path, as the inbox shows it.")
]


def inbox(path: PagePath = None, *, as_json: AsJson = False) -> None:
    """Show what was guessed about your pages, and what could not be."""
    with Client(find_connection()) as client:
        questions = client.site.inbox(path)
    if as_json:
        print_json(questions)
        return
    for page, asked in groupby(questions, key=lambda question: question["path"]):
        console.print(Text(safe(page), "bold"), soft_wrap=True)
        for question in asked:
            console.print(_shown(question), soft_wrap=True)
    say(f"{many(len(questions), 'question')} open." if questions else "Nothing is open.", "dim")


def settle(
    key: Annotated[str, typer.Argument(help="What the inbox calls the question.")],
    value: Annotated[str | None, typer.Argument(help="One of its choices.")] = None,
    path: PagePath = None,
    scope: Annotated[
        Reach | None,
        typer.Option("--scope", "-s", help="How far the answer reaches; the narrowest that fits by default."),
    ] = None,
    undo: Annotated[bool, typer.Option("--undo", help="Take an answer back.")] = False,
    *,
    as_json: AsJson = False,
) -> None:
    """Answer a question of the inbox; the page is read again with the answer."""
    if undo == (value is not None):
        raise typer.BadParameter(
            "an answer is taken back without one" if undo else "name one of the question's choices",
            param_hint="'VALUE'",
        )
    with Client(find_connection()) as client:
        if value is None:
            _undo(client, key, path, scope, as_json=as_json)
            return
        page, narrowest = (path, scope.scope) if path and scope else _find(client, key, path, scope)
        answer = client.site.settle(page, key, value, narrowest)
    if as_json:
        print_json(answer)
    else:
        for changed in answer["pages"]:
            say(f"{changed['outcome']:<9} {changed['path']}", "dim")
        say(
            f"Settled on {many(answer['settled'], 'page')}; {many(answer['open'], 'question')} open.", "green"
        )


def _undo(client: Client, key: str, path: str | None, scope: Reach | None, *, as_json: bool) -> None:
    if path is None:
        raise typer.BadParameter("name the page whose answer is taken back", param_hint="'--path'")
    reach = scope.scope if scope else "page"
    answer = client.site.unsettle(path, key, reach)
    if as_json:
        print_json(answer)
    else:
        say(
            f"Taken back on {many(answer['settled'], 'page')}; {many(answer['open'], 'question')} open.",
            "green",
        )


def _find(client: Client, key: str, path: str | None, scope: Reach | None) -> tuple[str, Scope]:
    """The page that asks it: a person who sees one such question need not name its page."""
    asked = [question for question in client.site.inbox(path) if question["key"] == key]
    if not asked and path:  # settled before, perhaps: the server knows, and settling twice changes nothing
        return path, scope.scope if scope else "page"
    if not asked:
        raise CommandError(f"key: no open question is called {key!r}: look with `weeklog inbox`")
    if len(asked) > 1 and scope != Reach.site:
        pages = "\n".join(f"  {question['path']}" for question in asked)
        raise CommandError(
            f"path: {len(asked)} pages ask {key!r}: name one with --path, or take --scope site\n{pages}"
        )
    return asked[0]["path"], scope.scope if scope else _narrowest(asked[0])


def _narrowest(question: Question) -> Scope:
    return next(scope for scope in SCOPES if scope in question["scopes"])


def _shown(question: Question) -> Text:
    text = Text.assemble(
        "  ", (safe(question["key"]), "cyan bold"),
        (f"  line {question['place']['line']}\n", "dim"), f"    {safe(question['question'])}\n",
    )  # fmt: skip
    for line in question["evidence"]:
        text.append(f"    {safe(line)}\n", "dim")
    for choice in question["choices"]:
        taken = "  ← taken for now" if choice["value"] == question["chosen"] else ""
        text.append("    • ").append(safe(choice["value"]), "green")
        text.append(f"  {safe(choice['label'])}").append(taken, "dim").append("\n")
    scopes = [scope for scope in question["scopes"] if scope != _narrowest(question)]
    wider = f" (or --scope {' or '.join(scopes)})" if scopes else ""
    return text.append(f"    answers {_narrowest(question)}{wider}\n", "dim")
