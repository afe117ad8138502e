"""What lies in the warehouse: written last, so that what it names is there."""

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel

PATH = "manifest.json"


class Partition(BaseModel):
    fact: str
    programme_id: UUID
    week: int
    path: str
    rows: int
    bytes: int
    stamp: str  # of its rows: changes with each of their values

    @property
    def key(self) -> tuple[str, UUID, int]:
        return self.fact, self.programme_id, self.week


class Dimension(BaseModel):
    name: str
    path: str
    rows: int
    digest: str


class Manifest(BaseModel):
    schema_version: int
    pseudonyms: str  # the fingerprint of their key
    written_at: datetime
    partitions: list[Partition]
    dimensions: list[Dimension]


def partition_path(fact: str, programme_id: UUID, week: int) -> str:
    return f"facts/{fact}/programme={programme_id}/week={week}/rows.parquet"


def dimension_path(name: str) -> str:
    return f"dimensions/{name}/rows.parquet"
