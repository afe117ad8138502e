"""The API for Python programs: one method per thing a person can do."""

import json
import random
import time
from collections.abc import Iterator
from types import TracebackType
from typing import Any, Self

from weeklog_cli import wire
from weeklog_cli.code_hosts import CodeHosts
from weeklog_cli.connection import Connection
from weeklog_cli.exchange import Exchange
from weeklog_cli.feedback import Feedback
from weeklog_cli.figures import Figures
from weeklog_cli.files import Files
from weeklog_cli.invitations import Invitations
from weeklog_cli.proposals import Proposals
from weeklog_cli.reply import CannotServe, Change, Ended, Hole, Replaced, ReplyReader
from weeklog_cli.rounds import Rounds
from weeklog_cli.scheduled_questions import ScheduledQuestions
from weeklog_cli.server_events import Decoder
from weeklog_cli.site import Site
from weeklog_cli.subscribed_calendars import Calendars
from weeklog_cli.suggestions import Suggestions
from weeklog_cli.transport import TransportError
from weeklog_cli.webhooks import Webhooks

MOST_RESUMPTIONS = 8  # in a row, without one event between them

Fields = dict[str, Any]


class Client:
    """Speaks for one person."""

    def __init__(self, connection: Connection) -> None:
        self._exchange = Exchange(connection)
        self.site = Site(self._exchange)
        self.feedback = Feedback(self._exchange)
        self.rounds = Rounds(self._exchange)
        self.files = Files(self._exchange)
        self.figures = Figures(self._exchange)
        self.proposals = Proposals(self._exchange)
        self.scheduled_questions = ScheduledQuestions(self._exchange)
        self.invitations = Invitations(self._exchange)
        self.code_hosts = CodeHosts(self._exchange)
        self.suggestions = Suggestions(self._exchange)
        self.calendars = Calendars(self._exchange)
        self.webhooks = Webhooks(self._exchange)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._exchange.close()

    def me(self) -> wire.Me:
        return self._exchange.get("/v1/me")

    def change_me(self, fields: Fields) -> wire.Me:
        return self._exchange.send("PATCH", "/v1/me", json=fields).json()

    def change_password(self, old: str, new: str) -> None:
        self._exchange.send("POST", "/v1/me/password", json={"old": old, "new": new})

    def delete_account(self, password: str) -> None:
        self._exchange.send("DELETE", "/v1/account", json={"password": password})

    def password_link(self, person_id: str) -> wire.PasswordLink:
        return self._exchange.create(f"/v1/programme/members/{person_id}/password-link")

    def choose_password(self, secret: str, password: str) -> wire.Me:
        """Keeps the session in this client, for as long as it lives."""
        return self._exchange.create(f"/v1/password-links/{secret}", {"password": password})

    def log_entry(self, fields: Fields) -> wire.Entry:
        return self._exchange.create("/v1/entries", fields)

    def entries(self, most: int, **filters: str | int) -> Iterator[wire.Entry]:
        yield from self._exchange.listed("/v1/entries", filters, most)

    def search(self, most: int, **asked: Any) -> Iterator[wire.Hit]:
        yield from self._exchange.listed("/v1/search", asked, most)

    def entry(self, entry_id: str) -> wire.Entry:
        return self._exchange.get(f"/v1/entries/{entry_id}")

    def change_entry(self, entry: wire.Entry, fields: Fields) -> wire.Entry:
        """Refused when it was changed since it was read."""
        meant = {"If-Match": f'"{entry["version"]}"'}
        return self._exchange.send("PATCH", f"/v1/entries/{entry['id']}", json=fields, headers=meant).json()

    def delete_entry(self, entry_id: str) -> None:
        self._exchange.send("DELETE", f"/v1/entries/{entry_id}", headers={"If-Match": "*"})

    def deleted_entries(self) -> list[wire.DeletedEntry]:
        return self._exchange.get("/v1/entries/deleted")["items"]

    def restore_entry(self, entry_id: str) -> wire.Entry:
        return self._exchange.create(f"/v1/entries/{entry_id}/restore")

    def history(self, entry_id: str) -> list[wire.EntryChange]:
        return self._exchange.get(f"/v1/entries/{entry_id}/history")["items"]

    def carry_over(self, week: int, fields: Fields) -> wire.CarriedOver:
        return self._exchange.create(f"/v1/weeks/{week}/carry-over", fields)

    def copy_week(self, week: int, fields: Fields) -> wire.WeekCopied:
        return self._exchange.create(f"/v1/weeks/{week}/copy", fields)

    def put_objectives(self, week: int, items: list[Fields]) -> list[wire.Objective]:
        put = self._exchange.send("PUT", f"/v1/weeks/{week}/objectives", json={"items": items})
        return put.json()["items"]

    def change_objective(self, objective_id: str, fields: Fields) -> wire.Objective:
        return self._exchange.send("PATCH", f"/v1/objectives/{objective_id}", json=fields).json()

    def carry_objectives(self, week: int, fields: Fields) -> wire.ObjectivesCarried:
        return self._exchange.create(f"/v1/weeks/{week}/objectives/carry", fields)

    def weeks(self) -> list[wire.WeekSummary]:
        return self._exchange.get("/v1/weeks")["items"]

    def week(self, number: int) -> wire.Week:
        return self._exchange.get(f"/v1/weeks/{number}")

    def page(self, number: int, language: str) -> bytes:
        return self._exchange.send("GET", f"/v1/weeks/{number}/page", params={"lang": language}).content

    def ask(self, question: str) -> wire.Reply:
        """In a conversation of its own. The reply is accepted, not finished: `follow` it."""
        conversation: wire.Conversation = self._exchange.create("/v1/conversations", {})
        asked: wire.Asked = self._exchange.create(
            f"/v1/conversations/{conversation['id']}/messages", {"text": question}
        )
        return asked["reply"]

    def reply(self, reply_id: str) -> wire.Reply:
        return self._exchange.get(f"/v1/replies/{reply_id}")

    def stop_reply(self, reply_id: str) -> None:
        self._exchange.send("POST", f"/v1/replies/{reply_id}/stop")

    def follow(self, reply_id: str) -> Iterator[Change]:
        """The reply as it is written, through any number of lost connections; its last change is `Ended`.

        What was said, put together, is the stored text: where the stream cannot promise that, the reply is fetched.
        """
        reader, failures = ReplyReader(), 0
        while True:
            before = reader.cursor
            try:
                for change in self._listen(reply_id, reader):
                    if isinstance(change, Ended):
                        yield from self._settled(reply_id, change)
                        return
                    yield change
            except CannotServe:
                yield from self._fetched(reply_id)
                return
            except (TransportError, Hole):
                pass
            failures = 0 if reader.cursor > before else failures + 1
            if failures > MOST_RESUMPTIONS:
                yield from self._fetched(reply_id)
                return
            time.sleep(random.uniform(0, min(5.0, 0.1 * 2**failures)))  # noqa: S311 - spreads reconnects, guards nothing

    def draft_review(self, week: int) -> wire.Review:
        return self._exchange.create(f"/v1/weeks/{week}/review")

    def create_token(self, name: str, scopes: list[str], days: int | None) -> wire.NewToken:
        expiry = {} if days is None else {"expires_in_days": days}
        return self._exchange.create("/v1/tokens", {"name": name, "scopes": scopes, **expiry})

    def tokens(self) -> list[wire.Token]:
        return self._exchange.get("/v1/tokens")["items"]

    def revoke_token(self, token_id: str) -> None:
        self._exchange.send("DELETE", f"/v1/tokens/{token_id}")

    def sessions(self) -> list[wire.Session]:
        return self._exchange.get("/v1/sessions")["items"]

    def end_session(self, session_id: str) -> None:
        self._exchange.send("DELETE", f"/v1/sessions/{session_id}")

    def add_person(self, fields: Fields) -> wire.NewPerson:
        return self._exchange.create("/v1/people", fields)

    def programme(self) -> wire.Programme:
        return self._exchange.get("/v1/programme")

    def programmes(self) -> list[wire.ProgrammeMark]:
        return self._exchange.get("/v1/programmes")["items"]

    def found_programme(self, fields: Fields) -> wire.Programme:
        return self._exchange.create("/v1/programmes", fields)

    def switch_programme(self, programme_id: str) -> wire.Me:
        return self._exchange.send("PUT", "/v1/me/programme", json={"id": programme_id}).json()

    def change_programme(self, fields: Fields) -> wire.Programme:
        return self._exchange.send("PATCH", "/v1/programme", json=fields).json()

    def members(self) -> list[wire.Member]:
        return self._exchange.get("/v1/programme/members")["items"]

    def audit(self, most: int) -> list[wire.AuditLine]:
        """The latest lines, at most 200 a request."""
        found: list[wire.AuditLine] = []
        cursor: str | None = None
        while len(found) < most:
            asked = {"limit": str(min(200, most - len(found)))} | ({"cursor": cursor} if cursor else {})
            page = self._exchange.get("/v1/audit", params=asked)
            found += page["items"]
            cursor = page["next_cursor"]
            if cursor is None:
                break
        return found

    def invite(self, fields: Fields) -> wire.Invitation:
        return self._exchange.create("/v1/programme/invitations", fields)

    def accept(self, secret: str, newcomer: Fields | None) -> wire.Me:
        """As somebody new, whose session this client then keeps; or as who it speaks for."""
        return self._exchange.create(f"/v1/invitations/{secret}/accept", newcomer)

    def leave(self) -> None:
        self._exchange.send("POST", "/v1/programme/leave")

    def hand_over(self, to: str, role: str) -> wire.Member:
        return self._exchange.create("/v1/programme/hand-over", {"to": to, "role": role})

    def archive(self, *, undo: bool) -> wire.Programme:
        return self._exchange.create(f"/v1/programme/{'unarchive' if undo else 'archive'}")

    def assistant(self) -> wire.Assistant:
        return self._exchange.get("/v1/programme/assistant")

    def choose_assistant(self, fields: Fields) -> wire.Assistant:
        return self._exchange.send("PUT", "/v1/programme/assistant", json=fields).json()

    def forget_assistant(self) -> None:
        self._exchange.send("DELETE", "/v1/programme/assistant")

    def test_assistant(self) -> wire.ModelTest:
        return self._exchange.create("/v1/programme/assistant/test")

    def my_assistant(self) -> wire.MyAssistant:
        return self._exchange.get("/v1/me/assistant")

    def decide_on_assistant(self, server: str, *, allowed: bool) -> wire.MyAssistant:
        sent = {"server": server, "allowed": allowed}
        return self._exchange.send("PUT", "/v1/me/assistant", json=sent).json()

    def sign_in(self, email: str, password: str, code: str | None = None) -> wire.Me:
        """Keeps the session in this client, for as long as it lives. `code`: of the second factor."""
        more = {} if code is None else {"code": code}
        return self._exchange.create("/v1/sessions", {"email": email, "password": password, **more})

    def second_factor(self) -> wire.SecondFactor:
        return self._exchange.get("/v1/me/second-factor")

    def begin_second_factor(self, password: str) -> wire.SecondFactorBegun:
        return self._exchange.create("/v1/me/second-factor", {"password": password})

    def confirm_second_factor(self, code: str) -> list[str]:
        """The recovery codes."""
        return self._exchange.create("/v1/me/second-factor/confirm", {"code": code})["items"]

    def end_second_factor(self, password: str, code: str) -> None:
        self._exchange.send("DELETE", "/v1/me/second-factor", json={"password": password, "code": code})

    def sign_out(self) -> None:
        self._exchange.send("DELETE", "/v1/sessions/current")

    def _listen(self, reply_id: str, reader: ReplyReader) -> Iterator[Change]:
        resume = {} if reader.position is None else {"Last-Event-ID": reader.position}
        decoder = Decoder()
        with self._exchange.listen(f"/v1/replies/{reply_id}/events", resume) as response:
            for chunk in response.pieces():
                for event in decoder.feed(chunk):
                    yield from reader.take(event.id, json.loads(event.data))

    def _settled(self, reply_id: str, end: Ended) -> Iterator[Change]:
        if not end.complete:
            yield Replaced(self.reply(reply_id)["text"])
        yield end

    def _fetched(self, reply_id: str) -> Iterator[Change]:
        """The stored reply, waited for when it is not finished yet."""
        while (reply := self.reply(reply_id))["state"] in ("queued", "running"):
            time.sleep(1)
        yield Replaced(reply["text"])
        state = reply["state"]
        assert state not in ("queued", "running")
        yield Ended(state, tuple(reply["citations"]), reply["error"], complete=True)
