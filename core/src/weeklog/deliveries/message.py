"""A mail as it goes over the wire: one text in plain and in HTML. Pure.

Whatever people wrote (names, reasons) is one line in a heading and escaped in HTML: it can add neither a
heading nor markup.
"""

import re
from dataclasses import dataclass
from email.headerregistry import Address, BaseHeader, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import SMTP, Policy
from html import escape
from typing import Final
from uuid import UUID

from weeklog.deliveries.words import FOOTER, FOOTER_OUTSIDE, GREETING, MailText
from weeklog.mail_address import is_mail_address
from weeklog.vocabulary import Language

MOST_SUBJECT = 150  # characters
MOST_NAME = 100
_UNSEEN: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]+")


class _InOneLine(UnstructuredHeader, BaseHeader):
    """A web address is often longer than a line. To fold it is to encode it, and then no mail program reads it."""

    def fold(self, *, policy: Policy) -> str:
        return f"{self.name}: {self}{policy.linesep}"


_HEADINGS = HeaderRegistry()
_HEADINGS.map_to_type("List-Unsubscribe", _InOneLine)
_POLICY: Final = SMTP.clone(header_factory=_HEADINGS)


@dataclass(frozen=True)
class Envelope:
    delivery_id: UUID  # names the message: a repetition has the same Message-ID
    sender: str
    address: str
    name: str
    language: Language
    programme: str
    link: str
    unsubscribe: str | None  # none = who gets it cannot switch it off: it was asked for


class BadAddressError(ValueError):
    """It cannot stand in a message's head."""


def write_mail(text: MailText, envelope: Envelope) -> EmailMessage:
    if not is_mail_address(envelope.address):
        raise BadAddressError
    mail = EmailMessage(policy=_POLICY)
    mail["Subject"] = _heading(text.subject, MOST_SUBJECT)
    mail["From"] = Address("weeklog", addr_spec=envelope.sender)
    mail["To"] = Address(_heading(envelope.name, MOST_NAME), addr_spec=envelope.address)
    mail["Message-ID"] = f"<{envelope.delivery_id}@{envelope.sender.rpartition('@')[2]}>"
    mail["Auto-Submitted"] = "auto-generated"
    if envelope.unsubscribe is not None:
        mail["List-Unsubscribe"] = f"<{envelope.unsubscribe}>"
        mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    mail.set_content(_plain(text, envelope))
    mail.add_alternative(_html(text, envelope), subtype="html")
    return mail


def one_line(text: str, most: int) -> str:
    words = " ".join(_UNSEEN.sub(" ", text).split())
    return words if len(words) <= most else words[: most - 1] + "…"


def _heading(text: str, most: int) -> str:
    """What looks encoded (`=?…?=`) would be decoded by who reads it, to whatever it hides."""
    return one_line(text, most).replace("=?", "= ?")


def _plain(text: MailText, envelope: Envelope) -> str:
    parts = [_greeting(envelope), *text.paragraphs]
    if text.quote:
        parts.append("\n".join(f"> {line}" for line in text.quote.splitlines()))
    parts += [
        "\n".join((heading, *(f"- {one_line(name, MOST_NAME)}" for name in names)))
        for heading, names in text.groups
    ]
    parts += [f"{text.button}: {envelope.link}", f"-- \n{_footer(envelope)}"]
    return "\n\n".join(parts) + "\n"


def _html(text: MailText, envelope: Envelope) -> str:
    paragraphs = "".join(f"<p>{escape(one)}</p>" for one in (_greeting(envelope), *text.paragraphs))
    quote = "<br>".join(escape(line) for line in text.quote.splitlines())
    groups = "".join(_group(heading, names) for heading, names in text.groups)
    footer = escape(_footer(envelope))
    if envelope.unsubscribe is not None:
        address = escape(envelope.unsubscribe, quote=True)
        footer = footer.replace(address, f'<a href="{address}">{address}</a>')
    return (
        f'<!doctype html><html lang="{envelope.language}"><meta charset="utf-8"><body style="font: 16px/1.5 '
        f'sans-serif">'
        f"{paragraphs}{f'<blockquote>{quote}</blockquote>' if quote else ''}{groups}"
        f'<p><a href="{escape(envelope.link, quote=True)}">{escape(text.button)}</a></p>'
        f'<p style="color: #666; font-size: 13px">{footer}</p></body></html>\n'
    )


def _group(heading: str, names: tuple[str, ...]) -> str:
    items = "".join(f"<li>{escape(name)}</li>" for name in names)
    return f"<h3>{escape(heading)}</h3><ul>{items}</ul>"


def _greeting(envelope: Envelope) -> str:
    return GREETING[envelope.language].format(name=one_line(envelope.name, MOST_NAME))


def _footer(envelope: Envelope) -> str:
    words = FOOTER if envelope.unsubscribe else FOOTER_OUTSIDE
    return words[envelope.language].format(
        programme=one_line(envelope.programme, MOST_NAME), unsubscribe=envelope.unsubscribe
    )
