"""The round of a review: who may move it, from which state to which. Pure.

drafted -> submitted -> (sent back -> submitted)* -> approved -> published, and reopened from the end. Its owner
submits, takes back and publishes; whoever follows the owner answers. `sql/functions/guard_review_round.sql` says
the same once more.
"""

from dataclasses import dataclass
from typing import Final, Literal

from weeklog.vocabulary import ReviewState

Move = Literal["submit", "take-back", "send-back", "approve", "reopen", "publish"]
Party = Literal["owner", "reviewer"]


@dataclass(frozen=True)
class Rule:
    by: frozenset[Party]
    before: frozenset[ReviewState]
    after: ReviewState
    reason: bool = False  # whether one has to be given


_OWNER: Final = frozenset[Party]({"owner"})
_REVIEWER: Final = frozenset[Party]({"reviewer"})

RULES: Final[dict[Move, Rule]] = {
    "submit": Rule(_OWNER, frozenset({"drafted", "sent_back"}), "submitted"),
    "take-back": Rule(_OWNER, frozenset({"submitted"}), "drafted"),
    "send-back": Rule(_REVIEWER, frozenset({"submitted"}), "sent_back", reason=True),
    # Once more, when the week has changed since it was approved.
    "approve": Rule(_REVIEWER, frozenset({"submitted", "approved", "published"}), "approved"),
    "reopen": Rule(_OWNER | _REVIEWER, frozenset({"approved", "published"}), "sent_back", reason=True),
    "publish": Rule(_OWNER, frozenset({"approved"}), "published"),
}

# What its owner may edit.
EDITABLE: Final = frozenset[ReviewState]({"drafted", "sent_back"})


def refusal(move: Move, state: ReviewState, party: Party, *, changed: bool, answered: bool) -> str | None:
    """Why the move is not to be had now; None when it is. `changed`: the week since the review was made; `answered`:
    somebody else has said something about it."""
    rule = RULES[move]
    if party not in rule.by:
        return _NOT_YOURS[party]
    if state not in rule.before:
        return f"it is {state.replace('_', ' ')}: {_REMEDY.get(state, 'read it again')}"
    if move == "take-back" and answered:
        return "somebody has answered it already: ask for it to be sent back instead"
    if move == "approve" and state != "submitted" and not changed:
        return f"it is {state} already, and the week has not changed since"
    return None


def moves(state: ReviewState, party: Party, *, changed: bool, answered: bool) -> list[Move]:
    """What may be done with it now."""
    return [move for move in RULES if refusal(move, state, party, changed=changed, answered=answered) is None]


_NOT_YOURS: Final[dict[Party, str]] = {
    "owner": "nobody answers their own review: a mentor, a substitute or the lead does",
    "reviewer": "only its owner may do this: send it back with a reason instead",
}
_REMEDY: Final[dict[ReviewState, str]] = {
    "pending": "wait for `review.drafted`",
    "drafted": "it has to be submitted first",
    "submitted": "its owner may take it back, a mentor may answer it",
    "sent_back": "its owner edits it and submits it again",
    "approved": "reopen it with a reason to change it",
    "published": "reopen it with a reason to change it",
}
