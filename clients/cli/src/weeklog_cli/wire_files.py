"""The JSON of files: artifacts and their revisions, and the report of an account that came in."""

from typing import TypedDict


class Artifact(TypedDict):
    id: str
    person_id: str
    week: int | None
    name: str
    title: str
    revision: int
    kind: str
    size: int
    sha256: str
    version: int
    created_at: str
    updated_at: str


class Revision(TypedDict):
    id: str
    number: int
    name: str
    kind: str
    size: int
    note: str
    created_at: str


class ArtifactWithRevisions(Artifact):
    revisions: list[Revision]


class Brought(TypedDict):
    added: int
    kept: int
    left_out: int


class ProgrammeReached(TypedDict):
    id: str
    name: str
    made: bool


class Quotas(TypedDict):
    storage_bytes: int
    storage_bytes_limit: int
    imports_running: int
    imports_running_limit: int


class AccountReport(TypedDict):
    programme: ProgrammeReached
    renamed: bool
    kinds: dict[str, Brought]
