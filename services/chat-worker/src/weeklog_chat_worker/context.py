"""How much of a conversation a model is given. Pure, and the same for the same conversation."""

from collections.abc import Sequence
from dataclasses import replace

from weeklog_chat_worker.asker import Exchange

MOST_CHARACTERS = 24_000  # of questions and answers together
LONGEST_ANSWER = 6_000
_CUT = " … (shortened)"
_LEFT_OUT = "(Earlier exchanges of this conversation are left out.)\n\n"


def fitting(history: Sequence[Exchange]) -> tuple[Exchange, ...]:
    """The latest exchanges within the budget, in their order; what is cut or left out is said."""
    kept: list[Exchange] = []
    left = MOST_CHARACTERS
    for exchange in reversed(history):
        answer = exchange.answer
        if len(answer) > LONGEST_ANSWER:
            answer = answer[:LONGEST_ANSWER] + _CUT
        left -= len(exchange.question) + len(answer)
        if left < 0:
            break
        kept.insert(0, replace(exchange, answer=answer))
    if kept and len(kept) < len(history):
        kept[0] = replace(kept[0], answer=_LEFT_OUT + kept[0].answer)
    return tuple(kept)
