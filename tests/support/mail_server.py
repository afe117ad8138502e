"""A mail server on loopback that behaves as a test tells it, one word a connection; the last word stays.

`ok` takes a message, `hang` says nothing, `busy` answers 451, `full` 552, `nobody` 550 to the recipient,
`drop` keeps the message and closes the connection instead of answering, `rude` closes it at once.
"""

import socketserver
import time
from collections.abc import Generator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import cast

from tests.support.behaving import BehavingServer, serving

HANG_SECONDS = 3.0


class MailServer(BehavingServer, socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(_Conversation)
        self.taken: list[bytes] = []

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.server_address[1]}"

    @property
    def mails(self) -> list[EmailMessage]:
        return [message_from_bytes(one, policy=default) for one in self.taken]


class _Conversation(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        server = cast(MailServer, self.server)
        behaviour = server.next_behaviour()
        if behaviour == "rude":
            return
        if behaviour == "hang":
            time.sleep(HANG_SECONDS)
            return
        self._say("220 loopback")
        while line := self.rfile.readline():
            word = line.decode().strip().upper().split(":")[0].split(" ")[0]
            if word == "DATA":
                self._say("354 go on")
                text = self._text()
                if not self._answer(server, behaviour, text):
                    return
            elif word == "QUIT":
                self._say("221 bye")
                return
            else:
                self._say(
                    "550 an@example.com is not here" if (word, behaviour) == ("RCPT", "nobody") else "250 ok"
                )

    def _answer(self, server: MailServer, behaviour: str, text: bytes) -> bool:
        """Whether the conversation goes on."""
        if behaviour in ("ok", "drop"):
            server.taken.append(text)
        if behaviour == "drop":
            return False
        self._say({"busy": "451 an@example.com: later", "full": "552 too much"}.get(behaviour, "250 taken"))
        return True

    def _text(self) -> bytes:
        lines: list[bytes] = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        return b"".join(lines)

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


@contextmanager
def mail_server() -> Generator[MailServer]:
    with serving(MailServer()) as server:
        yield server
