"""What people say to each other about a worklog, over the API."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from weeklog_cli.errors import CommandError
from weeklog_cli.exchange import Exchange
from weeklog_cli.wire import Review
from weeklog_cli.wire_feedback import Comment, Notice, Overview, Somebody, Submissions, Waiting


class Feedback:
    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange

    def comment(self, fields: dict[str, Any]) -> Comment:
        return self._exchange.create("/v1/comments", fields)

    def comments(self, **filters: str | int) -> Iterator[Comment]:
        yield from self._exchange.listed("/v1/comments", filters)

    def resolve(self, thread_id: str, *, resolved: bool) -> Comment:
        path = f"/v1/comments/{thread_id}/{'resolve' if resolved else 'reopen'}"
        return self._exchange.create(path)

    def queue(self) -> list[Waiting]:
        return self._exchange.get("/v1/queue")["items"]

    def submissions(self, **span: str) -> Submissions:
        return self._exchange.get("/v1/programme/submissions", span)

    def overview(self, week: int | None) -> Overview:
        return self._exchange.get("/v1/programme/overview", None if week is None else {"week": week})

    def reviews_of(self, person_id: str) -> list[Review]:
        return self._exchange.get("/v1/reviews", {"person": person_id})["items"]

    def submit(self, review_id: str) -> Review:
        return self._exchange.create(f"/v1/reviews/{review_id}/submit")

    def take_back(self, review_id: str) -> Review:
        return self._exchange.create(f"/v1/reviews/{review_id}/take-back")

    def notices(self, *, unread: bool) -> Iterator[Notice]:
        yield from self._exchange.listed("/v1/notices", {"unread": "true"} if unread else {})

    def read_notice(self, notice_id: str) -> Notice:
        return self._exchange.create(f"/v1/notices/{notice_id}/read")

    def person_id(self, who: str) -> str:
        """Of somebody in the programme, by their id, their name or one word of it, or their e-mail address."""
        try:
            return str(UUID(who))
        except ValueError:
            pass
        found = self._called(who.casefold().strip())
        if len(found) != 1:
            names = ", ".join(one["name"] for one in found) or "nobody"
            raise CommandError(f"{who!r} is {names} in this programme: give a whole name, an e-mail or an id")
        return found[0]["id"]

    def _called(self, who: str) -> list[Somebody]:
        whole: list[Somebody] = []
        part: list[Somebody] = []
        for member in self._exchange.get("/v1/programme/members")["items"]:
            name: str = member["name"]
            somebody = Somebody(id=member["person_id"], name=name)
            if who in (name.casefold(), (member.get("email") or "").casefold()):
                whole.append(somebody)
            elif who in name.casefold().split():
                part.append(somebody)
        return whole or part
