import asyncio
from datetime import date
from uuid import UUID

from tests.integration.workers.conftest import Scene
from tests.support.team import told
from weeklog.absences.tables import insert_absence
from weeklog.db.engine import Record
from weeklog.ids import new_id
from weeklog.jobs.catalogue import DRAFT_REVIEW, DraftReview
from weeklog.reviews.tables import ask_for_review, find_review, hold_review, redraft_review

WEEK = 2


async def test_a_week_becomes_a_draft_and_its_owner_is_told(offline: Scene) -> None:
    entry = await offline.log("Build the image", date(2026, 10, 14), week=WEEK)
    review = await drafted(offline, await ask_to_draft(offline))
    assert (review["state"], review["version"]) == ("drafted", 1)
    first = review["lines"][0]
    assert {name: first[name] for name in ("section", "text", "evidence")} == {
        "section": "summary",
        "text": "1 of 5 working days logged. Finished: “Build the image” (Wednesday).",
        "evidence": [str(entry)],
    }
    assert review["facts"]["by_status"]["done"] == 1
    assert await told(offline.redis, offline.person_id, "review.drafted", week=WEEK) == [
        {"type": "review.drafted", "review_id": str(review["id"]), "week": WEEK, "version": 1}
    ]

    await offline.log("Push the image", date(2026, 10, 15), week=WEEK)
    again = await drafted(offline, await ask_to_draft(offline))
    assert (again["state"], again["version"], again["facts"]["by_status"]["done"]) == ("drafted", 2, 2)

    async with offline.store.begin(offline.person_id) as work:
        await work.run("update reviews set state = 'submitted' where id = $1", review["id"])
        job_id = await work.enqueue(DRAFT_REVIEW, DraftReview(review_id=review["id"]))
    await finished(offline, job_id)
    async with offline.store.begin(offline.person_id) as work:
        kept = await work.one(find_review, id=review["id"])
    assert kept is not None
    assert (kept.state, kept.version, kept.lines) == ("submitted", 2, again["lines"])


async def test_days_away_are_said_and_not_missing(somebody: Scene) -> None:
    await somebody.log("Build the image", date(2026, 10, 14), week=WEEK)
    before = await drafted(somebody, await ask_to_draft(somebody))
    assert before["stale_at"] is None
    async with somebody.store.begin(somebody.person_id) as work:
        await work.run(
            insert_absence, id=new_id(), **somebody.mine, first_day=date(2026, 10, 15), last_day=date(2026, 10, 20),
            part="day", reason="sick", created_by=somebody.person_id,
        )  # fmt: skip
        stale = await work.value("select stale_at is not null from reviews where id = $1", before["id"])
    assert stale
    review = await drafted(somebody, await ask_to_draft(somebody))
    said = " ".join(line["text"] for line in review["lines"])
    assert "1 of 3 working days logged" in said
    assert "sick leave" in said
    assert review["facts"]["missing_days"] == ["2026-10-12", "2026-10-13"]


async def ask_to_draft(scene: Scene) -> UUID:
    """The job, made as the gateway makes it."""
    this = scene.mine | {"week": WEEK}
    async with scene.store.begin(scene.person_id) as work:
        await work.run(ask_for_review, id=new_id(), **this)
        review = await work.one(hold_review, **this)
        assert review is not None
        job_id = await work.enqueue(DRAFT_REVIEW, DraftReview(review_id=review.id))
        await work.run(redraft_review, review_id=review.id, job_id=job_id)
    return job_id


async def drafted(scene: Scene, job_id: UUID) -> Record:
    await finished(scene, job_id)
    async with scene.store.begin(scene.person_id) as work:
        row = await work.one("select * from reviews where job_id = $1", job_id)
    assert row is not None
    return row


async def finished(scene: Scene, job_id: UUID) -> None:
    async with asyncio.timeout(30):
        while True:
            async with scene.store.begin(scene.person_id) as work:
                if await work.value("select state from jobs where id = $1", job_id) == "done":
                    return
            await asyncio.sleep(0.05)
