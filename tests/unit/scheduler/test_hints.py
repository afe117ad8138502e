from weeklog.ids import new_id
from weeklog.jobs.queue import DueJob
from weeklog_scheduler.dispatch import JOBS_A_HINT, hints


def due(count: int, kind: str = "chat.generate_reply", queue: str = "chat") -> list[DueJob]:
    return [DueJob(new_id(), kind, queue) for _ in range(count)]


def test_a_job_that_comes_alone_is_sent_alone() -> None:
    (job,) = due(1)
    assert list(hints([job])) == [(job.kind, job.queue, [job.id])]


def test_a_crowd_shares_hints_and_none_is_left_out_or_sent_twice() -> None:
    crowd = due(2 * JOBS_A_HINT + 1)
    sent = list(hints(crowd))
    assert [len(ids) for _, _, ids in sent] == [JOBS_A_HINT, JOBS_A_HINT, 1]
    assert [job_id for _, _, ids in sent for job_id in ids] == [job.id for job in crowd]


def test_kinds_and_queues_are_not_mixed() -> None:
    replies, reviews = due(3), due(2, "reviews.draft_review", "reviews")
    mixed = [replies[0], reviews[0], replies[1], reviews[1], replies[2]]
    assert {(kind, queue): ids for kind, queue, ids in hints(mixed)} == {
        ("chat.generate_reply", "chat"): [job.id for job in replies],
        ("reviews.draft_review", "reviews"): [job.id for job in reviews],
    }


def test_nothing_due_is_nothing_sent() -> None:
    assert list(hints([])) == []
