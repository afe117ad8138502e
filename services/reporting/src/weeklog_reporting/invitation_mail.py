"""Mails an invitation to whom it is for. What became of the mail stands in the invitation's row."""

import asyncio
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Final

from weeklog.db.engine import Database
from weeklog.deliveries.message import BadAddressError, Envelope, write_mail
from weeklog.errors import GiveUp, RetryLater
from weeklog.invitations.mail import find_mailed_secret, invitation_mail
from weeklog.jobs.catalogue import SendInvitation
from weeklog.programmes.memberships import MailedInvitationRow, find_mailed_invitation, note_invitation_mail
from weeklog.vocabulary import DeliveryState
from weeklog.workers.worker import Job
from weeklog_reporting.outside import send_outside
from weeklog_reporting.settings import ReportingSettings

AT_ONCE: Final = 4


@dataclass(frozen=True)
class InvitationMails:
    settings: ReportingSettings
    system: Database
    timeout: float = 20.0  # seconds, of each step
    _free: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))

    async def send(self, job: Job) -> None:
        """Nothing where it was sent already, was used or taken back meanwhile, or has expired."""
        payload: SendInvitation = job.payload
        row = await self.system.one(find_mailed_invitation, invitation_id=payload.invitation_id)
        if row is None:
            return
        if self.settings.smtp_url is None:
            await self._note(row, "skipped", "mail is switched off: make a link instead")
            return
        try:
            async with self._free:
                await send_outside(self.settings, self._mail(job, row), job.attempt, self.timeout)
        except GiveUp as why:
            await self._note(row, "failed", str(why))
            raise
        except RetryLater as why:
            await self._note(row, "queued", str(why))
            raise
        await self._note(row, "sent", "")

    async def _note(self, row: MailedInvitationRow, state: DeliveryState, why: str) -> None:
        await self.system.run(note_invitation_mail, invitation_id=row.id, new_state=state, why=why)

    def _mail(self, job: Job, row: MailedInvitationRow) -> EmailMessage:
        """Raises GiveUp."""
        secret = find_mailed_secret(self.settings.secret_keys, row.id, row.secret_hash)
        if secret is None:
            raise GiveUp("the instance's secret key has changed: take it back, and invite them again")
        base = (self.settings.public_url or "").rstrip("/")
        try:
            return write_mail(
                invitation_mail(row.language, row.inviter, row.programme, row.role, row.expires_at.date()),
                Envelope(
                    delivery_id=job.claim.job_id,
                    sender=self.settings.mail_from or "",
                    address=row.address,
                    name=row.address,
                    language=row.language,
                    programme=row.programme,
                    link=f"{base}/#join={secret}",
                    unsubscribe=None,
                ),
            )
        except BadAddressError:
            raise GiveUp("the address cannot be written to") from None
