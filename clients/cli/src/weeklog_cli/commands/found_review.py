"""Which review a command is about: of a week, and of whom."""

from typing import Annotated

import typer

from weeklog_cli.client import Client
from weeklog_cli.errors import CommandError
from weeklog_cli.wire import Review

Person = Annotated[
    str | None,
    typer.Option(
        "--person", "-p", metavar="WHO", show_default=False, help="Whose: a name, an e-mail address or an id."
    ),
]


def find_review(client: Client, week: int, person: str | None) -> Review:
    if person is None:
        mark = client.week(week)["review"]
        if mark is None:
            raise CommandError(
                f"week {week} has no review yet: wait for its Friday, or `weeklog review {week} --draft`"
            )
        return client.rounds.read(mark["id"])
    reviews = client.feedback.reviews_of(client.feedback.person_id(person))
    found = next((review["id"] for review in reviews if review["week"] == week), None)
    if found is None:
        raise CommandError(f"there is no review of week {week} that {person} has submitted")
    client.rounds.note_opened(found)
    return client.rounds.read(found)
