"""Mails as they are written, links that stop them, and how a mail server is named."""

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weeklog.deliveries.message import BadAddressError, Envelope, write_mail
from weeklog.deliveries.unsubscribe import read_unsubscribe, unsubscribe_token
from weeklog.deliveries.words import mail_text
from weeklog.ids import new_id
from weeklog.mail_address import is_mail_address, read_mail_server
from weeklog.vocabulary import Language, MailKind

ID = new_id()
HEADINGS = [
    "Subject", "From", "To", "Message-ID", "Auto-Submitted", "List-Unsubscribe", "List-Unsubscribe-Post",
    "MIME-Version",
    "Content-Type",
]  # fmt: skip
hostile = st.text() | st.sampled_from(
    [
        "An\r\nBcc: eve@example.com",
        "\n.\nQUIT",
        'a" <eve@example.com>',
        "\u2028Bcc: x",
        "=?utf-8?q?=0D=0ABcc:_x?=",
        "\x00",
        "<b>x</b>",
        "x" * 5000,
    ]
)


def sent(
    kind: MailKind,
    language: Language,
    name: str,
    said: str,
    unsubscribe: str = "https://w.example/unsubscribe?token=abc",
) -> bytes:
    about = {"of": name, "by": name, "programme": name, "members": [{"name": name, "state": "none"}]}
    mail = write_mail(
        mail_text(kind, language, 7, about, said),
        Envelope(
            delivery_id=ID,
            sender="weeklog@example.org",
            address="an@example.com",
            name=name,
            language=language,
            programme=name,
            link="https://w.example/#/week/7",
            unsubscribe=unsubscribe,
        ),
    )
    return mail.as_bytes()


def written(kind: MailKind, language: Language, name: str, said: str) -> EmailMessage:
    return message_from_bytes(sent(kind, language, name, said), policy=default)


@given(st.integers(1, 200))
def test_the_address_that_stops_mails_is_sent_as_it_is_however_long(length: int) -> None:
    stops = f"https://w.example/unsubscribe?token={'aB3-' * length}"
    assert f"\r\nList-Unsubscribe: <{stops}>\r\n".encode() in sent("draft_ready", "en", "An", "", stops)


@given(st.sampled_from(get_args(MailKind)), st.sampled_from(get_args(Language)), hostile, hostile)
def test_what_people_write_adds_no_heading_and_no_markup(
    kind: MailKind, language: Language, name: str, said: str
) -> None:
    mail = written(
        kind, language, name.encode(errors="replace").decode(), said.encode(errors="replace").decode()
    )
    assert mail.keys() == HEADINGS
    assert [one.addr_spec for one in mail["To"].addresses] == ["an@example.com"]
    assert mail["Message-ID"] == f"<{ID}@example.org>"
    html = mail.get_body(("html",))
    assert html is not None
    assert "<b>" not in html.get_content()
    plain = mail.get_body(("plain",))
    assert plain is not None
    assert "https://w.example/#/week/7" in plain.get_content()


def test_a_mail_reads_well_in_both_languages() -> None:
    english, vietnamese = (
        written("sent_back", one, "Chi Lê", "Which region?\nSay why.") for one in get_args(Language)
    )
    assert english["Subject"] == "Week 7: your review was sent back"
    assert vietnamese["Subject"] == "Tuần 7: bản tổng kết của bạn bị trả lại"
    body = english.get_body(("plain",))
    assert body is not None
    assert (
        "Chi Lê has sent back your review of week 7:\n\n> Which region?\n> Say why."
        in body.get_content().replace("\r\n", "\n")
    )


def test_a_digest_shows_first_what_asks_for_something() -> None:
    people = [("An", "approved"), ("Binh", "away"), ("Chi", "none"), ("Dung", "submitted"), ("Em", "pending")]
    text = mail_text(
        "digest", "en", 7, {"members": [{"name": name, "state": state} for name, state in people]}
    )
    assert [names for _, names in text.groups] == [("Chi",), ("Em",), ("Dung",), ("Binh",), ("An",)]


@pytest.mark.parametrize(
    "address",
    ["", "an", "an@", "a b@example.com", "an@example.com\r\nBcc: x", "<an@example.com>", "an@exa mple"],
)
def test_what_is_no_address_is_not_written_to(address: str) -> None:
    assert not is_mail_address(address)
    envelope = Envelope(ID, "w@example.org", address, "An", "en", "P", "l", "u")
    with pytest.raises(BadAddressError):
        write_mail(mail_text("approved", "en", 1, {}), envelope)


def test_a_link_stops_one_kind_for_one_person_and_no_other_makes_one() -> None:
    token = unsubscribe_token("a" * 32, ID, "digest")
    assert read_unsubscribe(["b" * 32, "a" * 32], token) == (ID, "digest")
    assert read_unsubscribe(["b" * 32], token) is None
    for at in range(len(token) - 1):
        other = "A" if token[at] != "A" else "B"
        assert read_unsubscribe(["a" * 32], token[:at] + other + token[at + 1 :]) is None


@given(st.text())
def test_whatever_else_is_no_link(token: str) -> None:
    assert read_unsubscribe(["a" * 32], token) is None


def test_a_mail_server_is_spoken_to_over_tls_unless_it_is_on_this_machine() -> None:
    names = {
        "smtp://mail.example.org": ("mail.example.org", 587, "starttls"),
        "smtps://mail.example.org": ("mail.example.org", 465, "implicit"),
        "smtp://mail.example.org:25?tls=off": ("mail.example.org", 25, "off"),
        "smtp://127.0.0.1:1025": ("127.0.0.1", 1025, "off"),
        "smtp://[::1]:1025": ("::1", 1025, "off"),
    }
    assert {url: (one.host, one.port, one.tls) for url in names if (one := read_mail_server(url))} == names
    server = read_mail_server("smtp://an%40example.org:p%2Fw@mail.example.org")
    assert (server.user, server.password, "p/w" in repr(server)) == ("an@example.org", "p/w", False)


@pytest.mark.parametrize(
    "url",
    [
        "mail.example.org",
        "http://x",
        "smtp://",
        "smtp://x:port",
        "smtp://x/path",
        "smtp://x?tls=on",
        "smtp://x?a=b",
        "smtp://[x",
    ],
)
def test_what_names_no_mail_server_says_how_to_write_it(url: str) -> None:
    with pytest.raises(ValueError, match=r"must be written|may end"):
        read_mail_server(url)
