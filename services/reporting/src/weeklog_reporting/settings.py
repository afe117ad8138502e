from pydantic import Field, field_validator

from weeklog.database_address import is_address
from weeklog.settings import Settings


class ReportingSettings(Settings):
    review_slots: int = Field(default=40, ge=1, le=200)  # jobs that one process has at the same time
    imports_at_once: int = Field(default=2, ge=1, le=16)  # whole sites; each takes a processor for seconds
    # How far it yields a busy processor to chat and pages, as `nice` counts; 0 = not at all.
    reporting_niceness: int = Field(default=10, ge=0, le=19)
    # A copy of the database that may be late: the warehouse is read from it. None = from the database itself.
    database_replica_url: str | None = None

    @field_validator("database_replica_url")
    @classmethod
    def is_postgres_too(cls, url: str | None) -> str | None:
        if url and not is_address(url):
            raise ValueError("must be a Postgres address: postgresql://user:password@host:port/database")
        return url or None
