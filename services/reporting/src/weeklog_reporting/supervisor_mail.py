"""Mails a supervisor from outside the link to a review that was submitted, or the code that they asked for."""

import asyncio
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Final

from weeklog.db.engine import Database
from weeklog.deliveries.message import BadAddressError, Envelope, write_mail
from weeklog.errors import GiveUp, RetryLater
from weeklog.jobs.catalogue import SendSupervisorMail
from weeklog.mail_address import read_mail_server
from weeklog.supervisors.links import code_of, supervisor_token
from weeklog.supervisors.tables import CodeRow, find_code, list_supervised
from weeklog.supervisors.words import code_mail, review_mail
from weeklog.workers.worker import Job
from weeklog_reporting.settings import ReportingSettings
from weeklog_reporting.smtp import NotNow, Refused, Unconfirmed, send

AT_ONCE: Final = 4
MOST_UNCONFIRMED: Final = 3  # attempts of which the end is not known: the message may have arrived each time
LONGEST_WAIT: Final = 1800.0  # seconds


@dataclass(frozen=True)
class SupervisorMails:
    settings: ReportingSettings
    system: Database
    timeout: float = 20.0  # seconds, of each step
    _free: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))

    async def send(self, job: Job) -> None:
        """Nothing to somebody who was revoked meanwhile, nor of a review that was taken back."""
        payload: SendSupervisorMail = job.payload
        if self.settings.smtp_url is None:
            raise GiveUp("mail is switched off")
        row = await self.system.one(find_code, id=payload.supervisor_id)
        try:
            mail = None if row is None else await self._written(job, row)
        except BadAddressError:
            raise GiveUp("the address cannot be written to") from None
        if mail is not None:
            await self._sent(job, mail)

    async def _written(self, job: Job, row: CodeRow) -> EmailMessage | None:
        payload: SendSupervisorMail = job.payload
        now, key = self.settings.clock(), self.settings.secret_keys[0]
        shown = await self.system.all(list_supervised, supervisor_id=row.id, now=now)
        base = (self.settings.public_url or "").rstrip("/")
        link = f"{base}/supervise?token={supervisor_token(key, row.id)}"
        if payload.review_id is None:
            if row.code_nonce is None or row.code_until is None or row.code_until <= now:
                return None
            text = code_mail(row.language, code_of(key, row.id, row.code_nonce))
        else:
            review = next((one for one in shown if one.id == payload.review_id), None)
            if review is None:
                return None
            text = review_mail(row.language, review.week, review.person_name)
            link += f"&week={review.week}"
        return write_mail(
            text,
            Envelope(
                delivery_id=job.claim.job_id,
                sender=self.settings.mail_from or "",
                address=row.email,
                name=row.name,
                language=row.language,
                programme=shown[0].programme_name if shown else "",
                link=link,
                unsubscribe=None,
            ),
        )

    async def _sent(self, job: Job, mail: EmailMessage) -> None:
        url = self.settings.smtp_url
        server = read_mail_server(url.get_secret_value() if url else "")
        try:
            async with self._free:
                await asyncio.to_thread(send, server, mail, self.timeout)
        except Refused as why:
            raise GiveUp(str(why)) from None
        except Unconfirmed:
            if job.attempt >= MOST_UNCONFIRMED:
                raise GiveUp("the mail server did not say whether it took the message") from None
            raise RetryLater("the mail server did not say whether it took the message", 5.0) from None
        except NotNow as why:
            raise RetryLater(str(why), min(LONGEST_WAIT, 5.0 * 2 ** min(job.attempt, 12))) from None
