"""Posts to webhooks what the scheduler found out they are to be told.

A program may be told the same twice, under the same `webhook-id`: it is told until it says that it has it. A chat room
cannot tell a message from its repetition: where nobody knows whether it took one, it is not sent again.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Final
from uuid import UUID

import orjson
from standardwebhooks.webhooks import Webhook

from weeklog.db.engine import Database
from weeklog.deliveries.posts import PostRow, end_post, find_post
from weeklog.deliveries.tables import begin_attempt, note_reason
from weeklog.errors import RetryLater
from weeklog.jobs.catalogue import PostWebhook
from weeklog.secrets_box import CannotOpen, SecretsBox
from weeklog.vocabulary import DeliveryState
from weeklog.webhooks.envelope import CONTENT_TYPE
from weeklog.webhooks.posts import event_of, message_of
from weeklog.webhooks.rooms import room_payload
from weeklog.webhooks.tables import SEALED_AS, address_place, secret_place, switch_off
from weeklog.workers.worker import Job
from weeklog_reporting.egress import AddressRefused, Answer, Egress, NoAnswer, NotReached
from weeklog_reporting.metrics import ended_deliveries
from weeklog_reporting.settings import ReportingSettings

PAUSES: Final = (5, 30, 120, 600, 1800, 3600, 10_800)  # seconds after each attempt; the last one stays
REST_SECONDS: Final = 15.0  # after a receiver did not answer: its other posts do not wait for it as well
_GONE: Final = frozenset({HTTPStatus.GONE})
_ROOM_GONE: Final = frozenset({HTTPStatus.GONE, HTTPStatus.NOT_FOUND})
_LATER: Final = frozenset({HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY, HTTPStatus.TOO_MANY_REQUESTS})


@dataclass(frozen=True)
class _Post:
    url: str
    body: bytes
    headers: Mapping[str, str]
    method: str = "POST"


class Posts:
    """`database` runs under the system role: what is posted is no person's, and its addresses are for no
    person's eyes."""

    def __init__(self, settings: ReportingSettings, database: Database, egress: Egress) -> None:
        self._settings, self._database, self._egress = settings, database, egress
        self._box = SecretsBox(settings.secret_keys, SEALED_AS)
        self._rests: dict[UUID, float] = {}  # of a webhook, until when

    async def post(self, job: Job) -> None:
        payload: PostWebhook = job.payload
        row = await self._database.one(find_post, id=payload.delivery_id)
        if row is None or row.state != "queued":
            return
        if not row.enabled and row.kind != "webhook.test":
            await self._end(row, "skipped", "the webhook is switched off")
            return
        if (rest := self._rests.get(row.webhook_id, 0) - time.monotonic()) > 0:
            raise RetryLater("its receiver does not answer at the moment", rest + 1)
        if await self._database.value(begin_attempt, delivery_id=row.id) is not None:
            await self._attempt(row, job)

    async def _attempt(self, row: PostRow, job: Job) -> None:
        try:
            post = self._written(row)
            answer = await self._egress.post(post.url, post.body, post.headers, method=post.method)
        except CannotOpen:
            await self._end(
                row, "failed", "WEEKLOG_SECRET_KEY has changed since: enter the webhook's address again"
            )
        except AddressRefused as why:
            await self._end(row, "failed", f"the address was refused: {why}")
        except NotReached as why:
            await self._again(row, job, str(why))
        except NoAnswer as why:
            self._rests[row.webhook_id] = time.monotonic() + REST_SECONDS
            if row.format == "cloudevents":
                await self._again(row, job, str(why))
            else:
                await self._end(row, "unconfirmed", f"{why}: look into the room whether it is there")
        else:
            await self._judge(row, job, answer)

    def _written(self, row: PostRow) -> _Post:
        """Raises CannotOpen."""
        url = self._box.open(row.address_box, address_place(row.webhook_id))
        if row.format == "cloudevents":
            body = event_of(row, self._settings.public_url).model_dump_json().encode()
            return _Post(url, body, {"Content-Type": CONTENT_TYPE, **self._signed(row, body)})
        body = orjson.dumps(room_payload(row.format, message_of(row, self._settings.public_url)))
        headers = {"Content-Type": "application/json"}
        if row.format != "discord":
            return _Post(url, body, headers)
        address, _, query = url.partition("?")
        if row.message_id is not None:
            edited = f"{address.rstrip('/')}/messages/{row.message_id}"
            return _Post(f"{edited}?{query}" if query else edited, body, headers, "PATCH")
        return _Post(f"{address}?{query}&wait=true" if query else f"{address}?wait=true", body, headers)

    def _signed(self, row: PostRow, body: bytes) -> dict[str, str]:
        """By the secret, and for a while by the one before it, so that a receiver may take its time to change it."""
        at = datetime.now(UTC)
        boxes = [row.secret_box]
        if row.old_secret_until is not None and at < row.old_secret_until:
            boxes.append(row.old_secret_box)
        secrets = [self._box.open(box, secret_place(row.webhook_id)) for box in boxes if box is not None]
        return {
            "webhook-id": str(row.id),
            "webhook-timestamp": str(int(at.timestamp())),
            "webhook-signature": " ".join(
                Webhook(one).sign(str(row.id), at, body.decode()) for one in secrets
            ),
        }

    async def _judge(self, row: PostRow, job: Job, answer: Answer) -> None:
        status, room = answer.status, row.format != "cloudevents"
        if HTTPStatus(200) <= status < HTTPStatus.MULTIPLE_CHOICES:
            await self._end(row, "sent", "", _message_id(row, answer))
        elif row.message_id is not None and status == HTTPStatus.NOT_FOUND:
            await self._end(row, "skipped", "somebody has deleted the message in the room")
        elif status in (_ROOM_GONE if room else _GONE):
            why = f"the receiver is gone (it answered {status})"
            await self._database.run(switch_off, webhook_id=row.webhook_id, why=why)
            await self._end(row, "failed", why)
        elif (
            room
            and HTTPStatus.BAD_REQUEST <= status < HTTPStatus.INTERNAL_SERVER_ERROR
            and status not in _LATER
        ):
            await self._end(
                row, "failed", f"it answered {status}: is the address whole, and the format right?"
            )
        else:
            await self._again(row, job, _said(status), _asked_pause(answer))

    async def _again(self, row: PostRow, job: Job, why: str, pause: float = 0) -> None:
        """Later. A test is one attempt: somebody waits for it."""
        if row.kind == "webhook.test":
            await self._end(row, "failed", why)
            return
        await self._database.run(note_reason, delivery_id=row.id, why=why)
        usual = PAUSES[min(job.attempt, len(PAUSES)) - 1]
        raise RetryLater(why, max(usual, pause))

    async def _end(self, row: PostRow, state: DeliveryState, why: str, message: str | None = None) -> None:
        at = self._settings.clock() if state == "sent" else None
        await self._database.run(
            end_post, delivery_id=row.id, new_state=state, why=why, message=message, at=at
        )
        ended_deliveries.labels("post", state).inc()


def _said(status: int) -> str:
    if HTTPStatus.MULTIPLE_CHOICES <= status < HTTPStatus.BAD_REQUEST:
        return f"it answered {status}, a redirect, which is not followed: enter the address that it leads to"
    return f"it answered {status}"


def _asked_pause(answer: Answer) -> float:
    """Seconds that the receiver asks for, up to the longest pause of ours."""
    try:
        return min(max(float(answer.headers.get("retry-after", "0")), 0), PAUSES[-1])
    except ValueError:  # a date, or nonsense
        return 0


def _message_id(row: PostRow, answer: Answer) -> str | None:
    """By which a room lets a message be edited."""
    if row.format != "discord" or row.kind != "week.summary":
        return None
    try:
        found = orjson.loads(answer.body).get("id")
    except (ValueError, AttributeError):
        return None
    return found if isinstance(found, str) and found.isascii() and found.isdigit() else None
