"""Sends the mails that the scheduler asked for, each of them once.

The row says whether a mail was sent. The Message-ID is made from the row's id, so that a repeated mail is
recognised. When the connection breaks after the text was sent, nobody knows whether the server took the mail:
the job tries a few times more, then marks it as unconfirmed.
"""

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Any, Final, NamedTuple
from uuid import UUID

from weeklog.deliveries.message import BadAddressError, Envelope, write_mail
from weeklog.deliveries.tables import (
    MailRow,
    begin_attempt,
    end_delivery,
    find_delivery,
    find_last_reason,
    find_notice_text,
    list_muted_mails,
    note_reason,
    note_unconfirmed,
)
from weeklog.deliveries.unsubscribe import unsubscribe_token
from weeklog.deliveries.words import mail_text
from weeklog.errors import RetryLater
from weeklog.jobs.catalogue import SendMail
from weeklog.mail_address import read_mail_server
from weeklog.reviews.tables import find_review
from weeklog.scheduled_questions.tables import find_answered_run
from weeklog.unit_of_work import UnitOfWork
from weeklog.vocabulary import DeliveryState
from weeklog.workers.worker import Job
from weeklog_reporting.metrics import ended_deliveries
from weeklog_reporting.settings import ReportingSettings
from weeklog_reporting.smtp import NotNow, Refused, Unconfirmed, send

AT_ONCE: Final = 4
MOST_UNCONFIRMED: Final = 3
FIRST_WAIT, LONGEST_WAIT = 5.0, 1800.0  # seconds
REST_SECONDS: Final = 10.0  # after the server did not answer: others do not wait for it as well


class Moot(Exception):
    """The mail is no longer wanted. Its message says why."""


@dataclass
class Mails:
    settings: ReportingSettings
    timeout: float = 20.0  # seconds, of each step
    _free: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))
    _rests_until: float = 0.0

    async def send(self, job: Job) -> None:
        payload: SendMail = job.payload
        if self.settings.smtp_url is None:
            await self._end(job, payload.delivery_id, "skipped", "mail is switched off")
            return
        if (rest := self._rests_until - time.monotonic()) > 0:
            raise RetryLater(
                "the mail server does not answer at the moment", max(rest + 1, _wait(job.attempt))
            )
        try:
            mail = await self._written(job, payload.delivery_id)
        except Moot as why:
            await self._end(job, payload.delivery_id, "skipped", str(why))
            return
        except BadAddressError:
            await self._end(job, payload.delivery_id, "failed", "the address cannot be written to")
            return
        if mail is not None:
            async with self._free:
                await self._sent(job, payload.delivery_id, mail)

    async def _written(self, job: Job, delivery_id: UUID) -> EmailMessage | None:
        """None when it was sent already."""
        async with job.begin() as work:
            row = await work.one(find_delivery, id=delivery_id)
            if row is None or row.state != "queued":
                return None
            mail = await self._mail(work, row)
            attempt = await work.value(begin_attempt, delivery_id=delivery_id)
        return None if attempt is None else mail

    async def _mail(self, work: UnitOfWork, row: MailRow) -> EmailMessage:
        kind, about = row.kind, row.about
        muted = {one.kind for one in await work.all(list_muted_mails, person_id=row.person_id)}
        if kind in muted:
            raise Moot("you have switched these mails off")
        language = row.language
        said = await _said(work, row)
        base = (self.settings.public_url or "").rstrip("/")
        token = unsubscribe_token(self.settings.secret_keys[0], row.person_id, kind)
        return write_mail(
            mail_text(kind, language, row.week, about, said.text, said.question),
            Envelope(
                delivery_id=row.id,
                sender=self.settings.mail_from or "",
                address=row.email,
                name=row.name,
                language=language,
                programme=about.get("programme", ""),
                link=base + _place(row.kind, row.week, about),
                unsubscribe=f"{base}/unsubscribe?token={token}",
            ),
        )

    async def _sent(self, job: Job, delivery_id: UUID, mail: EmailMessage) -> None:
        server = read_mail_server(self.settings.smtp_url.get_secret_value() if self.settings.smtp_url else "")
        try:
            await asyncio.to_thread(send, server, mail, self.timeout)
        except Refused as why:
            await self._end(job, delivery_id, "failed", str(why))
        except Unconfirmed:
            await self._unconfirmed(job, delivery_id)
        except NotNow as why:
            self._rests_until = time.monotonic() + REST_SECONDS
            async with job.begin() as work:
                await work.run(note_reason, delivery_id=delivery_id, why=str(why))
            raise RetryLater(str(why), _wait(job.attempt)) from None
        else:
            await self._end(job, delivery_id, "sent", "")

    async def _unconfirmed(self, job: Job, delivery_id: UUID) -> None:
        why = "the mail server closed the connection before it said whether it took the message"
        async with job.begin() as work:
            unconfirmed = await work.value(note_unconfirmed, delivery_id=delivery_id)
            await work.run(note_reason, delivery_id=delivery_id, why=why)
        if unconfirmed is not None and unconfirmed >= MOST_UNCONFIRMED:
            await self._end(job, delivery_id, "unconfirmed", why)
            return
        raise RetryLater(why, _wait(job.attempt))

    async def _end(self, job: Job, delivery_id: UUID, state: DeliveryState, why: str) -> None:
        at = self.settings.clock() if state == "sent" else None
        async with job.finishing() as work:
            await work.run(end_delivery, delivery_id=delivery_id, new_state=state, why=why, at=at)
        ended_deliveries.labels("mail", state).inc()


def _wait(attempt: int) -> float:
    """Seconds until the next one."""
    return min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(attempt - 1, 16))


class _Said(NamedTuple):
    """What people wrote, or the assistant answered."""

    text: str = ""
    question: str = ""


async def _said(work: UnitOfWork, row: MailRow) -> _Said:
    """Raises Moot when it is no news any more."""
    kind, about = row.kind, row.about
    if kind == "reminder":
        notice: str | None = await work.value(find_notice_text, id=UUID(about["notice"]))
        if notice is None:
            raise Moot("it was read on the page meanwhile")
        return _Said(notice)
    if kind == "answer":
        answered = await work.one(find_answered_run, id=UUID(about["run"]))
        if answered is None:
            raise Moot("the question or its conversation was deleted meanwhile")
        return _Said(answered.answer, answered.question)
    if kind == "digest":
        return _Said()
    review = await work.one(find_review, id=row.review_id)
    if review is None:
        raise Moot("the review is gone, or no longer yours to read")
    if review.state != _STATES[kind]:
        raise Moot("the review has moved on meanwhile")
    if kind != "sent_back":
        return _Said()
    return _Said(await work.value(find_last_reason, review_id=row.review_id) or "")


_STATES: Final = {
    "draft_ready": "drafted",
    "submitted": "submitted",
    "sent_back": "sent_back",
    "approved": "approved",
}


def _place(kind: str, week: int, about: Mapping[str, Any]) -> str:
    """Of the page."""
    if kind == "digest":
        return "/#/programme"
    if kind == "answer":
        return "/"
    return f"/#/week/{week}" + (f"?person={about['of_id']}" if kind == "submitted" else "")
