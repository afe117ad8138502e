"""Shows in metrics what the whole instance is doing, and sends the canaries that prove it.

Each scheduler shows the same numbers: a query takes their maximum.
"""

import time
from typing import Final

from prometheus_client import Gauge

from weeklog.db.engine import Database
from weeklog.jobs import canaries
from weeklog.jobs.catalogue import KINDS, QUEUES
from weeklog.jobs.overview import QueueRow, count_failed, list_queues

LATE_SECONDS: Final = 60.0  # without a look: this process does nothing

waiting_jobs = Gauge("weeklog_queue_waiting", "Jobs that are due and that nobody has claimed", ["queue"])
delayed_jobs = Gauge("weeklog_queue_delayed", "Jobs that are tried again later", ["queue"])
jobs_in_work = Gauge("weeklog_queue_running", "Jobs that workers have claimed", ["queue"])
oldest_wait = Gauge(
    "weeklog_queue_oldest_wait_seconds", "For how long the longest waiting job was due", ["queue"]
)
failed_jobs = Gauge("weeklog_jobs_failed_in_a_day", "Jobs that failed for good within 24 hours", ["kind"])
canary_age = Gauge(
    "weeklog_canary_age_seconds", "Since the last canary of a queue that was done was sent", ["queue"]
)


class Watch:
    def __init__(self, database: Database, canary_every: float) -> None:
        self._database, self._canary_every = database, canary_every
        self._looked = self._begun = time.monotonic()

    async def look(self) -> int:
        """Nobody wants to know what was found: it is in the metrics."""
        await canaries.send(self._database, self._canary_every)
        held = {row.queue: row for row in await self._database.all(list_queues)}
        failed = {row.kind: row.failed for row in await self._database.all(count_failed)}
        ages = await canaries.ages(self._database)
        for queue in QUEUES:
            _show(held.get(queue, QueueRow(queue, 0, 0, 0, 0.0)))
            canary_age.labels(queue).set(ages.get(queue, time.monotonic() - self._begun))
        for kind in KINDS:
            failed_jobs.labels(kind).set(failed.get(kind, 0))
        self._looked = time.monotonic()
        return 0

    def is_healthy(self) -> bool:
        return time.monotonic() - self._looked < LATE_SECONDS


def _show(row: QueueRow) -> None:
    waiting_jobs.labels(row.queue).set(row.waiting)
    delayed_jobs.labels(row.queue).set(row.delayed)
    jobs_in_work.labels(row.queue).set(row.running)
    oldest_wait.labels(row.queue).set(row.oldest_wait)
