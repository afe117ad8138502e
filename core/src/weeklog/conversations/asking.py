"""A question that is written down: itself, its pending reply and the job that will write it, as
`ask_question` takes them."""

from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from weeklog.ids import PersonId, new_id
from weeklog.jobs.catalogue import GENERATE_REPLY, GenerateReply
from weeklog.origin import request_id

TITLE_LENGTH: Final = 60  # characters of the first question


@dataclass(frozen=True)
class Place:
    """Where a question is said: after a reply, or (`anywhere`) where the conversation was last spoken in."""

    conversation_id: UUID
    anywhere: bool = True
    follows: UUID | None = None
    context: list[dict[str, str]] | None = None


def new_question(person_id: PersonId, programme_id: UUID, place: Place, text: str) -> dict[str, Any]:
    """The parameters of `ask_question`, with new ids."""
    reply_id = new_id()
    return {
        "person_id": person_id,
        "of_programme": programme_id,
        "conversation_id": place.conversation_id,
        "message_id": new_id(),
        "reply_id": reply_id,
        "job_id": new_id(),
        "first_title": title_of(text),
        "text": text,
        "anywhere": place.anywhere,
        "follows": place.follows,
        "context": place.context,
        "kind": GENERATE_REPLY.name,
        "queue": GENERATE_REPLY.queue,
        "payload": GENERATE_REPLY.write(GenerateReply(reply_id=reply_id)),
        "max_attempts": GENERATE_REPLY.max_attempts,
        "deadline": GENERATE_REPLY.deadline,
        "request_id": request_id(),
    }


def title_of(text: str) -> str:
    """Of a conversation that begins with this question."""
    return text.strip().partition("\n")[0][:TITLE_LENGTH]
