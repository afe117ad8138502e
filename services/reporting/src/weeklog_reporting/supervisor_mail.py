"""Mails a supervisor from outside the link to a review that was submitted, or the code that they asked for.

Each mail stands among the deliveries of the person whose review it is, under the id of its job.
"""

import asyncio
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Final

from weeklog.db.engine import Database
from weeklog.deliveries.message import BadAddressError, Envelope, write_mail
from weeklog.deliveries.tables import begin_attempt, end_delivery, note_reason, note_supervisor_mail
from weeklog.errors import GiveUp, RetryLater
from weeklog.jobs.catalogue import SendSupervisorMail
from weeklog.supervisors.links import code_of, supervisor_token
from weeklog.supervisors.tables import CodeRow, SupervisedReviewRow, find_code, list_supervised
from weeklog.supervisors.words import code_mail, review_mail
from weeklog.vocabulary import DeliveryState
from weeklog.workers.worker import Job
from weeklog_reporting.metrics import ended_deliveries
from weeklog_reporting.outside import send_outside
from weeklog_reporting.settings import ReportingSettings

AT_ONCE: Final = 4


@dataclass(frozen=True)
class SupervisorMails:
    settings: ReportingSettings
    system: Database
    timeout: float = 20.0  # seconds, of each step
    _free: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))

    async def send(self, job: Job) -> None:
        """Nothing to somebody who was revoked meanwhile, nor of a review that was taken back."""
        payload: SendSupervisorMail = job.payload
        row = await self.system.one(find_code, id=payload.supervisor_id)
        if row is None:
            return
        shown = await self.system.all(list_supervised, supervisor_id=row.id, now=self.settings.clock())
        review = next((one for one in shown if payload.review_id in (None, one.id)), None)
        if review is None:
            return
        if not await self._is_begun(job, row, review.week):
            return
        if self.settings.smtp_url is None:
            await self._end(job, "skipped", "mail is switched off")
            return
        try:
            mail = self._mail(job, row, review)
            if mail is not None:
                await self._sent(job, mail)
        except GiveUp as why:
            await self._end(job, "failed", str(why))
            raise
        except RetryLater as why:
            await self.system.run(note_reason, delivery_id=job.claim.job_id, why=str(why))
            raise
        if mail is None:
            await self._end(job, "skipped", "the code is not good any more")
        else:
            await self._end(job, "sent", "")

    async def _is_begun(self, job: Job, row: CodeRow, week: int) -> bool:
        """False when the mail was sent already."""
        payload: SendSupervisorMail = job.payload
        delivery_id = job.claim.job_id
        await self.system.run(
            note_supervisor_mail,
            id=delivery_id,
            person_id=row.person_id,
            programme_id=row.programme_id,
            week=week,
            kind="supervisor_code" if payload.review_id is None else "supervisor_review",
            key=f"supervisor:{delivery_id}",
            review_id=payload.review_id,
            supervisor_name=row.name,
            about={},
            created_at=self.settings.clock(),
        )
        return await self.system.value(begin_attempt, delivery_id=delivery_id) is not None

    async def _end(self, job: Job, state: DeliveryState, why: str) -> None:
        at = self.settings.clock() if state == "sent" else None
        await self.system.run(end_delivery, delivery_id=job.claim.job_id, new_state=state, why=why, at=at)
        ended_deliveries.labels("supervisor mail", state).inc()

    def _mail(self, job: Job, row: CodeRow, review: SupervisedReviewRow) -> EmailMessage | None:
        """None of a code that is good no more. Raises GiveUp."""
        now, key = self.settings.clock(), self.settings.secret_keys[0]
        payload: SendSupervisorMail = job.payload
        base = (self.settings.public_url or "").rstrip("/")
        link = f"{base}/supervise?token={supervisor_token(key, row.id)}"
        if payload.review_id is not None:
            text = review_mail(row.language, review.week, review.person_name)
            link += f"&week={review.week}"
        elif row.code_nonce is None or row.code_until is None or row.code_until <= now:
            return None
        else:
            text = code_mail(row.language, code_of(key, row.id, row.code_nonce))
        try:
            return write_mail(
                text,
                Envelope(
                    delivery_id=job.claim.job_id,
                    sender=self.settings.mail_from or "",
                    address=row.email,
                    name=row.name,
                    language=row.language,
                    programme=review.programme_name,
                    link=link,
                    unsubscribe=None,
                ),
            )
        except BadAddressError:
            raise GiveUp("the address cannot be written to") from None

    async def _sent(self, job: Job, mail: EmailMessage) -> None:
        async with self._free:
            await send_outside(self.settings, mail, job.attempt, self.timeout)
