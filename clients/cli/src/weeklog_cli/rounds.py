"""Reviews over the API: read, drafted, edited line by line, moved on in their round."""

from collections.abc import Iterator
from typing import Any

from weeklog_cli.exchange import Exchange
from weeklog_cli.wire import (
    Absence,
    CalendarFeed,
    CalendarFeedMade,
    Delivery,
    Difference,
    MailSettings,
    PublicKey,
    Review,
    ReviewRun,
    Substitute,
    Supervisor,
)


class Rounds:
    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange

    def read(self, review_id: str) -> Review:
        return self._exchange.get(f"/v1/reviews/{review_id}")

    def edit(self, review: Review, fields: dict[str, Any]) -> Review:
        """Refused when it was changed since it was read."""
        meant = {"If-Match": f'"{review["version"]}"'}
        return self._exchange.send("PATCH", f"/v1/reviews/{review['id']}", json=fields, headers=meant).json()

    def move(self, review_id: str, move: str, fields: dict[str, Any] | None = None) -> Review:
        return self._exchange.create(f"/v1/reviews/{review_id}/{move}", fields)

    def note_opened(self, review_id: str) -> None:
        self._exchange.send("POST", f"/v1/reviews/{review_id}/opened")

    def snapshot(self, review_id: str) -> bytes:
        return self._exchange.send("GET", f"/v1/reviews/{review_id}/snapshot").content

    def pdf(self, review_id: str) -> bytes:
        return self._exchange.send("GET", f"/v1/reviews/{review_id}.pdf").content

    def report(self, form: str, language: str | None, person_id: str | None) -> bytes:
        asked = {"format": form, **_of(person_id)} | ({"language": language} if language else {})
        return self._exchange.send("GET", "/v1/report", params=asked).content

    def signing_keys(self) -> list[PublicKey]:
        return self._exchange.get("/v1/verify/keys")["items"]

    def deliveries(self, most: int) -> Iterator[Delivery]:
        yield from self._exchange.listed("/v1/deliveries", {}, most)

    def mail_settings(self) -> MailSettings:
        return self._exchange.get("/v1/me/mail")

    def set_mail(self, fields: dict[str, bool]) -> MailSettings:
        return self._exchange.send("PATCH", "/v1/me/mail", json=fields).json()

    def calendar_feed(self) -> CalendarFeed:
        return self._exchange.get("/v1/me/calendar-feed")

    def make_calendar_feed(self) -> CalendarFeedMade:
        return self._exchange.create("/v1/me/calendar-feed")

    def drop_calendar_feed(self) -> None:
        self._exchange.send("DELETE", "/v1/me/calendar-feed")

    def runs(self, person_id: str | None) -> list[ReviewRun]:
        return self._exchange.get("/v1/reviews/runs", _of(person_id))["items"]

    def absences(self, person_id: str | None) -> list[Absence]:
        return self._exchange.get("/v1/absences", _of(person_id))["items"]

    def add_absence(self, fields: dict[str, Any]) -> Absence:
        return self._exchange.create("/v1/absences", fields)

    def remove_absence(self, absence_id: str) -> None:
        self._exchange.send("DELETE", f"/v1/absences/{absence_id}")

    def substitutes(self) -> list[Substitute]:
        return self._exchange.get("/v1/substitutes")["items"]

    def name_substitute(self, fields: dict[str, Any]) -> Substitute:
        return self._exchange.create("/v1/substitutes", fields)

    def remove_substitute(self, substitute_id: str) -> None:
        self._exchange.send("DELETE", f"/v1/substitutes/{substitute_id}")

    def supervisors(self, person_id: str) -> list[Supervisor]:
        return self._exchange.get("/v1/supervisors", {"person": person_id})["items"]

    def invite_supervisor(self, fields: dict[str, Any]) -> Supervisor:
        return self._exchange.create("/v1/supervisors", fields)

    def revoke_supervisor(self, supervisor_id: str) -> None:
        self._exchange.send("DELETE", f"/v1/supervisors/{supervisor_id}")

    def difference(self, review_id: str, **versions: int) -> Difference:
        return self._exchange.get(f"/v1/reviews/{review_id}/diff", versions)


def _of(person_id: str | None) -> dict[str, Any]:
    return {} if person_id is None else {"person": person_id}
