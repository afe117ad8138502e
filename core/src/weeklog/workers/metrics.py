from typing import Final

from prometheus_client import Counter, Gauge, Histogram

_SECONDS: Final = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 180, 600)

running_jobs = Gauge("weeklog_jobs_running", "Jobs that this process runs now")
ended_attempts = Counter("weeklog_job_attempts", "Attempts by how they ended", ["kind", "end"])
attempt_seconds = Histogram("weeklog_job_seconds", "How long an attempt took", ["kind"], buckets=_SECONDS)
waited_seconds = Histogram(
    "weeklog_job_wait_seconds", "From when a job was due until it was claimed", ["kind"], buckets=_SECONDS
)
