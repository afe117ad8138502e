"""From a stored post to what it says: an event of a program's, or a message of a chat room's. Pure."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from weeklog.deliveries.posts import PostRow
from weeklog.webhooks.envelope import STATES, CloudEvent, Named, ReviewData, TestData
from weeklog.webhooks.rooms import RoomMessage, room_test, week_message
from weeklog.webhooks.tables import WebhookNewsRow


def about_event(news: WebhookNewsRow) -> dict[str, Any]:
    """What a delivery keeps of an event until it is sent."""
    return {
        "programme": news.programme_name,
        "person": _named(news.person_id, news.person_name),
        "by": None if news.by_id is None else _named(news.by_id, news.by_name or ""),
        "occasion": str(news.occasion),
        "version": news.version,
        "at": news.at.isoformat(),
    }


def about_test(programme: str, at: datetime) -> dict[str, Any]:
    return {"programme": programme, "at": at.isoformat()}


def event_of(row: PostRow, public_url: str | None) -> CloudEvent:
    base = (public_url or "").rstrip("/")
    about, programme = row.about, Named(id=row.programme_id, name=row.about["programme"])
    source, at = f"{base}/programmes/{row.programme_id}", datetime.fromisoformat(about["at"])
    if row.kind == "webhook.test":
        data = TestData(programme=programme, url=base or None)
        subject = f"webhooks/{row.webhook_id}"
        return CloudEvent(id=str(row.id), source=source, type=row.kind, subject=subject, time=at, data=data)
    assert row.kind != "week.summary", "a summary is for a chat room"
    assert row.review_id is not None, "a program is told of reviews"
    review = ReviewData(
        programme=programme,
        person=_read(about["person"]),
        by=None if about["by"] is None else _read(about["by"]),
        week=row.week,
        review_id=row.review_id,
        version=about["version"],
        state=STATES[row.kind],
        url=f"{base}/#/week/{row.week}?person={about['person']['id']}" if base else None,
    )
    return CloudEvent(
        id=about["occasion"],
        source=source,
        type=row.kind,
        subject=f"reviews/{row.review_id}",
        time=at,
        data=review,
    )


def message_of(row: PostRow, public_url: str | None) -> RoomMessage:
    link = f"{public_url.rstrip('/')}/#/programme" if public_url else None
    if row.kind == "webhook.test":
        return room_test(row.language, row.about["programme"], link)
    return week_message(row.language, row.week, row.about["programme"], row.about["members"], link)


def _named(person_id: UUID, name: str) -> dict[str, str]:
    return {"id": str(person_id), "name": name}


def _read(stored: Mapping[str, str]) -> Named:
    return Named(id=UUID(stored["id"]), name=stored["name"])
