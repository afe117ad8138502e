"""How one message is handed to a mail server: never in the clear where that was not wanted, never with words
that name people."""

from email.message import EmailMessage

import pytest

from tests.support.mail_server import mail_server
from weeklog.deliveries.message import Envelope, write_mail
from weeklog.deliveries.words import mail_text
from weeklog.ids import new_id
from weeklog.mail_address import MailServer, Tls, read_mail_server
from weeklog_reporting.smtp import NotNow, Refused, send


@pytest.fixture
def mail() -> EmailMessage:
    envelope = Envelope(
        new_id(),
        "w@example.org",
        "an@example.com",
        "Án",
        "vi",
        "P",
        "https://w.example/",
        "https://w.example/u",
    )
    return write_mail(mail_text("approved", "vi", 1, {"by": "Chi"}), envelope)


@pytest.mark.parametrize("tls", ["starttls", "implicit"])
def test_a_server_without_tls_gets_nothing(mail: EmailMessage, tls: Tls) -> None:
    with mail_server() as server, pytest.raises(NotNow) as refused:
        send(MailServer("127.0.0.1", server.server_address[1], tls), mail, 2)
    assert server.taken == []
    assert "TLS" in str(refused.value)


def test_a_password_is_kept_from_a_server_that_asks_for_none(mail: EmailMessage) -> None:
    with mail_server() as server, pytest.raises(NotNow, match="no sign-in") as refused:
        send(read_mail_server(server.url.replace("//", "//an:secret@")), mail, 2)
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize(("behaviour", "error"), [("nobody", Refused), ("busy", NotNow), ("full", Refused)])
def test_what_a_server_says_of_people_is_left_out(
    mail: EmailMessage, behaviour: str, error: type[Exception]
) -> None:
    with mail_server() as server:
        server.behaviours = [behaviour]
        with pytest.raises(error) as refused:
            send(read_mail_server(server.url), mail, 2)
    assert "example.com" not in str(refused.value)


def test_nobody_listens(mail: EmailMessage) -> None:
    with mail_server() as server:
        url = server.url
    with pytest.raises(NotNow, match="cannot be reached"):
        send(read_mail_server(url), mail, 2)
