"""Hands one message to a mail server. Blocking: it runs in a thread, and gives up by itself.

Whatever a server says may quote an address: it is never shown nor logged. Only its code is.
"""

import smtplib
import ssl
from email.message import EmailMessage
from typing import Final

from weeklog.mail_address import MailServer

TIMEOUT_SECONDS: Final = 20.0  # of each step
PERMANENT: Final = 500  # codes from here on are a final no
GOOD: Final = range(200, 300)


class Refused(Exception):
    """The server will never take this message."""


class NotNow(Exception):
    """It was not taken, and may be later."""


class Unconfirmed(Exception):
    """The server had all of it, and did not say whether it took it."""


def send(server: MailServer, mail: EmailMessage, timeout: float = TIMEOUT_SECONDS) -> None:
    """Raises Refused, NotNow, Unconfirmed."""
    try:
        with _connected(server, timeout) as smtp:
            _send(smtp, mail)
    except (Refused, NotNow, Unconfirmed):
        raise
    except smtplib.SMTPNotSupportedError:
        raise NotNow("the mail server offers no TLS (STARTTLS), or no sign-in") from None
    except smtplib.SMTPAuthenticationError as error:
        raise NotNow(
            f"the mail server does not accept the user or the password ({error.smtp_code})"
        ) from None
    except smtplib.SMTPResponseException as error:
        raise NotNow(f"the mail server answered {error.smtp_code}") from None
    except ssl.SSLError:
        raise NotNow("the mail server's certificate is not good, or it speaks no TLS") from None
    except TimeoutError:
        raise NotNow("the mail server did not answer in time") from None
    except (OSError, smtplib.SMTPException):
        raise NotNow("the mail server cannot be reached, or closed the connection") from None


def _connected(server: MailServer, timeout: float) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if server.tls == "implicit":
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=timeout, context=context)
    else:
        smtp = smtplib.SMTP(server.host, server.port, timeout=timeout)
    try:
        if server.tls == "starttls":
            smtp.starttls(context=context)
        if server.user is not None:
            smtp.login(server.user, server.password or "")
    except BaseException:
        smtp.close()
        raise
    return smtp


def _send(smtp: smtplib.SMTP, mail: EmailMessage) -> None:
    """The steps of `SMTP.send_message`, one by one: what happens after the text was sent is another matter
    than before."""
    smtp.ehlo_or_helo_if_needed()
    sender, to = mail["From"].addresses[0].addr_spec, mail["To"].addresses[0].addr_spec
    data = mail.as_bytes()
    _must(*smtp.mail(sender, [f"size={len(data)}"] if smtp.has_extn("size") else []))
    _must(*smtp.rcpt(to))
    try:
        code, said = smtp.data(data)
    except smtplib.SMTPDataError as error:  # it did not want the text at all
        code, said = error.smtp_code, error.smtp_error if isinstance(error.smtp_error, bytes) else b""
    except (OSError, smtplib.SMTPServerDisconnected):
        raise Unconfirmed from None
    _must(code, said)


def _must(code: int, _said: bytes) -> None:
    if code >= PERMANENT:
        raise Refused(f"the mail server refused it ({code})")
    if code not in GOOD:
        raise NotNow(f"the mail server answered {code}")
