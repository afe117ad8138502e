from typing import get_args

import pytest

from weeklog.access import Action, Standing, may, require
from weeklog.errors import Conflict, NotAllowed, NotFound, WeeklogError
from weeklog.ids import PersonId, new_id
from weeklog.vocabulary import Role

ME, THEM, STRANGER = PersonId(new_id()), PersonId(new_id()), PersonId(new_id())


def standing(role: Role, *, archived: bool = False) -> Standing:
    followed = frozenset[PersonId]() if role == "member" else frozenset({THEM})
    return Standing(ME, role, followed, archived=archived)


@pytest.mark.parametrize(
    ("role", "action", "of", "expected"),
    [
        ("member", "read worklog", ME, True),
        ("member", "read worklog", None, True),
        ("member", "read worklog", THEM, False),
        ("mentor", "read worklog", THEM, True),
        ("mentor", "read worklog", STRANGER, False),
        ("lead", "read worklog", THEM, True),
        ("lead", "write worklog", THEM, False),
        ("mentor", "comment", THEM, True),
        ("mentor", "comment", STRANGER, False),
        ("member", "record absence", None, True),
        ("mentor", "record absence", THEM, False),
        ("lead", "record absence", THEM, True),
        ("lead", "record absence", STRANGER, False),
        ("member", "name substitute", None, False),
        ("mentor", "name substitute", None, True),
        ("mentor", "name substitute", THEM, False),
        ("lead", "name substitute", THEM, True),
        ("lead", "name substitute", STRANGER, False),
        ("member", "see submissions", None, False),
        ("mentor", "see submissions", None, True),
        ("mentor", "run programme", None, False),
        ("lead", "run programme", None, True),
    ],
)
def test_what_a_role_may_do(role: Role, action: Action, of: PersonId | None, *, expected: bool) -> None:
    assert may(standing(role), action, of) is expected


@pytest.mark.parametrize(
    ("role", "action", "of", "error"),
    [
        ("member", "read worklog", THEM, NotFound),
        ("mentor", "comment", STRANGER, NotFound),
        ("lead", "write worklog", THEM, NotAllowed),
        ("member", "run programme", None, NotAllowed),
    ],
)
def test_a_refusal_tells_only_what_the_asker_may_know(
    role: Role, action: Action, of: PersonId | None, error: type[WeeklogError]
) -> None:
    with pytest.raises(error):
        require(standing(role), action, of)


def test_who_has_left_reads_what_they_wrote_and_no_more() -> None:
    left = Standing(ME, "lead", frozenset({THEM}), left=True)
    assert may(left, "read worklog")
    with pytest.raises(NotFound):
        require(left, "read worklog", THEM)
    for action in get_args(Action):
        for some in get_args(action):
            if some != "read worklog":
                with pytest.raises(Conflict, match="you have left"):
                    require(left, some)


def test_an_archived_programme_is_read_and_not_written() -> None:
    archived = standing("lead", archived=True)
    assert may(archived, "read worklog", THEM)
    with pytest.raises(Conflict, match="archived"):
        require(archived, "write worklog")
