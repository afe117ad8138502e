"""`weeklog programme`."""

import re
from enum import StrEnum
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from weeklog_cli.client import Client
from weeklog_cli.commands.sign_in import Scope, ask_password
from weeklog_cli.connection import Connection, find_connection, find_url, save
from weeklog_cli.errors import CommandError
from weeklog_cli.output import AsJson, clock_time, console, many, print_json, safe, say, week_span
from weeklog_cli.wire import Member, Programme
from weeklog_cli.wire_figures import Competency

programme = typer.Typer(no_args_is_help=True, help="The programme: its people, its weeks, who leads it.")


class DraftedBy(StrEnum):
    template = "template"
    model = "model"


class Placement(StrEnum):
    file = "file"
    section = "section"


class Role(StrEnum):
    member = "member"
    mentor = "mentor"
    lead = "lead"


WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_LINK = re.compile(r"(?:(?P<url>https?://[^#]+?)/?#join=)?(?P<secret>[A-Za-z0-9_-]+)")


@programme.command()
def show(*, as_json: AsJson = False) -> None:
    """Show the programme that you work in."""
    with Client(find_connection()) as client:
        found = client.programme()
    if as_json:
        print_json(found)
    else:
        _show(found)


@programme.command()
def create(
    name: Annotated[str, typer.Argument()],
    zone: Annotated[str, typer.Option("--zone", help="As in Asia/Ho_Chi_Minh.")],
    starts_on: Annotated[str, typer.Option("--starts-on", help="The first day, any weekday: 2026-10-02.")],
    weeks: Annotated[int, typer.Option("--weeks", min=1, max=200)] = 12,
    *,
    as_json: AsJson = False,
) -> None:
    """Begin a programme. You lead it, and work in it from now on."""
    with Client(find_connection()) as client:
        made = client.found_programme({"name": name, "zone": zone, "starts_on": starts_on, "weeks": weeks})
    if as_json:
        print_json(made)
    else:
        _show(made)


@programme.command()
def members(*, as_json: AsJson = False) -> None:
    """Show everybody of the programme, and who mentors them."""
    with Client(find_connection()) as client:
        found = client.members()
    if as_json:
        print_json(found)
    else:
        _show_members(found)


@programme.command()
def invite(
    role: Annotated[Role, typer.Option("--role")] = Role.member,
    email: Annotated[str | None, typer.Option("--email", help="Who alone may accept it.")] = None,
    mentor: Annotated[
        str | None, typer.Option("--mentor", help="E-mail, name or id of who will mentor them.")
    ] = None,
    uses: Annotated[int, typer.Option("--uses", min=1)] = 1,
    days: Annotated[int, typer.Option("--days", min=1, max=90)] = 7,
    *,
    as_json: AsJson = False,
) -> None:
    """Make a link that brings people in (the lead only). It is shown this once."""
    with Client(find_connection()) as client:
        wanted = {"role": role.value, "uses": uses, "days": days}
        wanted |= {"email": email} if email else {}
        wanted |= {"mentor_id": named(client, mentor)["person_id"]} if mentor else {}
        made = client.invite(wanted)
    if as_json:
        print_json(made)
        return
    console.print(made["url"], markup=False, soft_wrap=True)
    say(
        f"For {many(made['uses_left'], 'person', 'people')} as {made['role']}, until {made['expires_at'][:10]}.",
        "dim",
    )


@programme.command()
def join(
    link: Annotated[str, typer.Argument(help="The link, or the secret at its end.")],
    name: Annotated[str | None, typer.Option("--name", help="With it, somebody new joins.")] = None,
    email: Annotated[str | None, typer.Option("--email", help="Of somebody new.")] = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Accept an invitation: as who is signed in, or with --name and --email as somebody new.

    A new person's password is asked for, or read from standard input; the sign-in is then remembered.
    """
    match = _LINK.fullmatch(link.strip())
    if match is None:
        raise CommandError("this is no invitation: give the whole link, or the secret after `join=`")
    if (name is None) != (email is None):
        raise CommandError("somebody new needs both --name and --email")
    if name is None:
        with Client(find_connection()) as client:
            me = client.accept(match["secret"], None)
    else:
        connection = _join_as_newcomer(
            (match["url"] or find_url()).rstrip("/"), match["secret"], {"name": name, "email": email}
        )
        save(connection)
        with Client(connection) as client:
            me = client.me()
    if as_json:
        print_json(me)
    elif mine := me["programme"]:
        say(f"You are in {mine['name']} now, as {mine['role']}.", "green")


@programme.command()
def audit(
    most: Annotated[int, typer.Option("--last", min=1, max=10_000, help="So many lines.")] = 50,
    *,
    as_json: AsJson = False,
) -> None:
    """Show what was changed about the programme and its people, the latest first; who does not lead it sees what
    concerns them."""
    with Client(find_connection()) as client:
        found = client.audit(most)
    if as_json:
        print_json(found)
        return
    for line in found:
        console.print(
            Text.assemble((clock_time(line["at"]), "dim"), "  ", safe(line["text"])), soft_wrap=True
        )
    if not found:
        say("Nothing was changed yet.")


@programme.command()
def competencies(
    change: Annotated[
        list[str] | None,
        typer.Option(
            "--set", metavar="NAME=TAG,TAG", help="The whole list, in order (the lead only); may be repeated."
        ),
    ] = None,
    clear: Annotated[bool, typer.Option("--clear", help="Remove all of them (the lead only).")] = False,
    *,
    as_json: AsJson = False,
) -> None:
    """Show what the programme wants people to learn, and the tags that show it; replace the list."""
    if change and clear:
        raise typer.BadParameter("give --set or --clear, not both")
    wanted = [_competency(one) for one in change or ()]
    with Client(find_connection()) as client:
        figures = client.figures
        found = figures.put_competencies(wanted) if wanted or clear else figures.competencies()
    if as_json:
        print_json(found)
        return
    for one in found:
        say(f"{one['name']}: {' '.join('#' + tag for tag in one['tags'])}")
    if not found:
        say("The programme names no competencies.", "dim")


def _competency(text: str) -> Competency:
    name, equals, tags = text.rpartition("=")
    if not equals or not name.strip() or not tags.strip():
        raise typer.BadParameter(f"{text!r} must be NAME=TAG,TAG", param_hint="'--set'")
    return {"name": name.strip(), "tags": [tag.strip().removeprefix("#") for tag in tags.split(",")]}


@programme.command()
def leave(*, as_json: AsJson = False) -> None:
    """Leave the programme. What you wrote stays."""
    with Client(find_connection()) as client:
        client.leave()
    if as_json:
        print_json({"left": True})
    else:
        say("You have left the programme.", "green")


@programme.command("hand-over")
def hand_over(
    to: Annotated[str, typer.Argument(help="E-mail, name or id of who leads from now on.")],
    role: Annotated[Role, typer.Option("--role", help="What you are from then on.")] = Role.member,
    *,
    as_json: AsJson = False,
) -> None:
    """Let somebody else lead the programme (the lead only)."""
    with Client(find_connection()) as client:
        lead = client.hand_over(named(client, to)["person_id"], role.value)
    if as_json:
        print_json(lead)
    else:
        say(f"{lead['name']} leads the programme now.", "green")


@programme.command()
def escalate(
    after: Annotated[str, typer.Argument(metavar="DAYS|off", help="Working days, from 1 to 30.")],
    *,
    as_json: AsJson = False,
) -> None:
    """Set when mentors, then substitutes, then leads hear of a review that does not go on (the lead only)."""
    if not (after == "off" or after.isdecimal()):
        raise CommandError(f"{after!r} is no number of days: write one from 1 to 30, or off")
    with Client(find_connection()) as client:
        found = client.change_programme({"escalate_after_days": 0 if after == "off" else int(after)})
    if as_json:
        print_json(found)
    else:
        say(_escalation(found["escalate_after_days"]), "green")


def _escalation(days: int) -> str:
    if days == 0:
        return "Nobody hears of a review that does not go on."
    return f"The next one hears of a review that does not go on after {many(days, 'working day')}."


@programme.command()
def drafts(
    by: Annotated[DraftedBy, typer.Argument(help="Who words lines of reviews.")],
    *,
    as_json: AsJson = False,
) -> None:
    """Let the language model that answers in the programme word drafts of reviews, or not (the lead only).

    Each line that it writes is checked against the entries that it names; what these do not say is not used.
    """
    with Client(find_connection()) as client:
        found = client.change_programme({"drafts_by_model": by is DraftedBy.model})
    if as_json:
        print_json(found)
    else:
        say(_drafting(by_model=found["drafts_by_model"]), "green")


def _drafting(*, by_model: bool) -> str:
    return (
        "The language model words drafts of those who let it read their entries."
        if by_model
        else "Drafts are worded without a language model."
    )


@programme.command()
def placement(
    where: Annotated[Placement, typer.Argument(help="A file beside the week's page, or a section of it.")],
    *,
    as_json: AsJson = False,
) -> None:
    """Set where approved reviews stand when pages are exported with `--reviews` (the lead only)."""
    with Client(find_connection()) as client:
        found = client.change_programme({"review_placement": where.value})
    if as_json:
        print_json(found)
    elif found["review_placement"] == "section":
        say("Exported reviews are a section of their week's page.", "green")
    else:
        say("Exported reviews are files beside their week's page.", "green")


@programme.command()
def archive(
    undo: Annotated[bool, typer.Option("--undo", help="Work in it again.")] = False,
    *,
    as_json: AsJson = False,
) -> None:
    """Close the programme: it is read and exported, and not changed any more (the lead only)."""
    with Client(find_connection()) as client:
        found = client.archive(undo=undo)
    if as_json:
        print_json(found)
    else:
        say(f"{found['name']} is {'open again' if undo else 'archived'}.", "green")


@programme.command()
def switch(
    wanted: Annotated[str, typer.Argument(metavar="PROGRAMME", help="Its name or id.")],
    *,
    as_json: AsJson = False,
) -> None:
    """Work in another of your programmes; one that you have left is read."""
    with Client(find_connection()) as client:
        found = [
            one for one in client.programmes() if wanted.casefold() in (one["id"], one["name"].casefold())
        ]
        if len(found) != 1:
            raise CommandError(f"{len(found)} of your programmes are called {wanted!r}: give the id of one")
        me = client.switch_programme(found[0]["id"])
    if as_json:
        print_json(me)
    else:
        does = "read" if (mine := me["programme"]) and mine["left_at"] else "work in"
        say(f"You {does} {found[0]['name']} now.", "green")


def _join_as_newcomer(address: str, secret: str, fields: dict[str, str | None]) -> Connection:
    password = ask_password("Password", confirm=True)
    with Client(Connection(address, "")) as client:
        client.accept(secret, fields | {"password": password})
        token = client.create_token("weeklog command", [scope.value for scope in Scope], None)["token"]
        client.sign_out()
    return Connection(address, token)


def named(client: Client, wanted: str) -> Member:
    here = [one for one in client.members() if one["left_at"] is None]
    names = [
        (one, {one["person_id"], one["name"].casefold(), (one["email"] or "").casefold()}) for one in here
    ]
    found = [one for one, known_as in names if wanted.casefold() in known_as]
    if len(found) != 1:
        raise CommandError(
            f"{len(found)} people of the programme are called {wanted!r}: see `weeklog programme members --json`"
        )
    return found[0]


def _show(found: Programme) -> None:
    console.print(Text(safe(found["name"]), "bold"))
    weeks = found["weeks"]
    if weeks:
        span = week_span(weeks[0]["first_day"], weeks[-1]["last_day"])
        say(f"{many(len(weeks), 'week')}, {span}, {found['zone']}")
    say(
        f"Reviews on {WEEKDAYS[found['review_weekday']]} at {found['review_at'][:5]}. You are its {found['role']}."
    )
    if found["drafts_by_model"]:
        say(_drafting(by_model=True))
    if found["archived_at"]:
        say("It is archived: it is read, not changed.", "yellow")


def _show_members(found: list[Member]) -> None:
    names = {one["person_id"]: one["name"] for one in found}
    table = Table(box=None, header_style="dim", pad_edge=False, padding=(0, 2, 0, 0))
    for title in ("Name", "Role", "E-mail", "Mentored by"):
        table.add_column(title, overflow="fold")
    for one in found:
        mentors = ", ".join(names.get(mentor, "?") for mentor in one["mentors"])
        role = "has left" if one["left_at"] else f"{one['role']}, founder" if one["founder"] else one["role"]
        cells = [one["name"], role, one["email"] or "", mentors]
        table.add_row(*(Text(safe(cell)) for cell in cells), style="dim" if one["left_at"] else "")
    console.print(table)
