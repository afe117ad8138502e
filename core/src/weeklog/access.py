"""Who may see and do what. Decided here and nowhere else; pure.

Row-level security says the same of reading once more (`db/sql/policies`): a rule that is loosened here alone shows
nothing.

- A **member** reads and writes their own worklog.
- A **mentor** also reads the worklogs of the members they mentor, and remarks on them.
- A **substitute** stands in for a mentor on some days: on these they do what the mentor may.
- Whoever follows somebody answers their reviews (approves them, sends them back). Nobody answers their own.
- A **lead** also reads and remarks on every worklog of the programme, and runs the programme.
- Somebody says themselves when they are **away**, or the lead does.

- Who has **left** reads what they wrote there, and no more.

Nobody writes in another's worklog, and nobody reads another's conversations or drafts. What somebody may not read
looks like what is not there.
"""

from dataclasses import dataclass
from typing import Literal

from weeklog.errors import Conflict, NotAllowed, NotFound
from weeklog.ids import PersonId
from weeklog.vocabulary import Role

# Of a worklog (`of` names its owner).
WorklogAction = Literal[
    "read worklog",
    "write worklog",
    "comment",
    "answer review",
    "record absence",
    "name substitute",
    "invite supervisor",
]
# Of the programme.
ProgrammeAction = Literal["see members", "see addresses", "see submissions", "run programme", "leave"]
Action = WorklogAction | ProgrammeAction

_WHO: dict[ProgrammeAction, frozenset[Role]] = {
    "see members": frozenset({"member", "mentor", "lead"}),
    "see addresses": frozenset({"mentor", "lead"}),  # e-mail, of the others
    "see submissions": frozenset({"mentor", "lead"}),
    "run programme": frozenset({"lead"}),
    "leave": frozenset({"member", "mentor", "lead"}),
}
_WRITES: frozenset[Action] = frozenset(
    {"write worklog", "comment", "answer review", "record absence", "name substitute", "invite supervisor"}
)


@dataclass(frozen=True)
class Standing:
    """One person in one programme."""

    person_id: PersonId
    role: Role
    followed: frozenset[PersonId] = frozenset()  # whom they mentor or stand in for; of a lead, everybody else
    archived: bool = False
    left: bool = False  # or was removed


def may(standing: Standing, action: Action, of: PersonId | None = None) -> bool:
    """`of` is whose worklog it is about; left out, the asker's own."""
    own = of in (None, standing.person_id)
    if standing.left or (action in _WRITES and standing.archived):
        return standing.left and own and action == "read worklog"
    match action:
        case "read worklog" | "comment":
            return own or of in standing.followed
        case "write worklog":
            return own
        case "answer review" | "invite supervisor":  # never one's own
            return of != standing.person_id and of in standing.followed
        case "record absence" | "name substitute":  # members have no substitute
            by_themselves = own and (action == "record absence" or standing.role != "member")
            return by_themselves or (standing.role == "lead" and of in standing.followed)
        case _:
            return standing.role in _WHO[action]


def require(standing: Standing, action: Action, of: PersonId | None = None) -> None:
    """Raises NotFound where the asker may not even know of it, Conflict in a programme that is archived or left, else
    NotAllowed."""
    if may(standing, action, of):
        return
    own = of in (None, standing.person_id)
    if not own and (standing.left or of not in standing.followed):
        raise NotFound("person")
    if standing.left:
        raise Conflict(
            "you have left this programme: what you wrote in it can be read and exported, not changed. Switch to "
            "another of your programmes, begin one, or ask its lead for an invitation"
        )
    if action in _WRITES and standing.archived:
        raise Conflict("the programme is archived: it can be read and exported, not changed")
    raise NotAllowed(_REFUSED[action])


_REFUSED: dict[Action, str] = {
    "write worklog": "only its owner may change a worklog: leave a comment instead",
    "answer review": "nobody answers their own review: a mentor, a substitute or the lead does",
    "record absence": "only they themselves and the lead of the programme say when somebody is away",
    "invite supervisor": "nobody invites to their own reviews: a mentor or the lead does",
    "name substitute": "only a mentor and the lead of the programme name who stands in for a mentor",
    "see submissions": "only mentors and the lead of the programme see who has submitted",
    "run programme": "only the lead of the programme may do this: ask them",
}
