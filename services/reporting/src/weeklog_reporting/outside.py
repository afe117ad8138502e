"""Mails to people who have no account: sent, or tried again as long as the job is."""

import asyncio
from email.message import EmailMessage
from typing import Final

from weeklog.errors import GiveUp, RetryLater
from weeklog.mail_address import read_mail_server
from weeklog_reporting.settings import ReportingSettings
from weeklog_reporting.smtp import NotNow, Refused, Unconfirmed, send

MOST_UNCONFIRMED: Final = 3  # attempts of which the end is not known: the message may have arrived each time
LONGEST_WAIT: Final = 1800.0  # seconds


async def send_outside(
    settings: ReportingSettings, mail: EmailMessage, attempt: int, patience: float
) -> None:
    """`patience` in seconds, of each step. Raises GiveUp and RetryLater, with words to show."""
    url = settings.smtp_url
    server = read_mail_server(url.get_secret_value() if url else "")
    try:
        await asyncio.to_thread(send, server, mail, patience)
    except Refused as why:
        raise GiveUp(str(why)) from None
    except Unconfirmed:
        if attempt >= MOST_UNCONFIRMED:
            raise GiveUp("the mail server did not say whether it took the message") from None
        raise RetryLater("the mail server did not say whether it took the message", 5.0) from None
    except NotNow as why:
        raise RetryLater(str(why), min(LONGEST_WAIT, 5.0 * 2 ** min(attempt, 12))) from None
