"""Files with revisions: their rows. The bytes are in the store (`weeklog.artifacts.blobs`), under `blob_key`."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    any_,
    bindparam,
    func,
    or_,
    select,
    tuple_,
    update,
)

from weeklog.db.base import Query, id_column, metadata, moment_column, now, person_column
from weeklog.db.rows import IdRow, columns, row_class
from weeklog.ids import PersonId

artifacts = Table(
    "artifacts",
    metadata,
    id_column(),
    person_column(),
    Column("programme_id", Uuid, nullable=False),
    Column("week", Integer),  # none = of the programme as a whole
    Column("name", Text, nullable=False),  # of the file, as it was named last
    Column("title", Text, nullable=False, server_default=""),
    Column("revision", Integer, nullable=False, server_default="1"),  # the current one
    Column("version", Integer, nullable=False, server_default="1"),
    moment_column("created_at", default=True),
    moment_column("updated_at", default=True),
    ForeignKeyConstraint(
        ["programme_id", "week"],
        ["weeks.programme_id", "weeks.number"],
        name="fk_artifacts_week",
        ondelete="SET NULL (week)",
    ),
    UniqueConstraint("id", "person_id", name="uq_artifacts_owner"),
    Index("ix_artifacts_person_id", "person_id", "programme_id", "created_at", "id"),
)

artifact_revisions = Table(
    "artifact_revisions",
    metadata,
    id_column(),
    person_column(),
    Column("programme_id", Uuid, nullable=False),
    Column("artifact_id", Uuid, nullable=False),
    Column("number", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("size", Integer, nullable=False),
    Column("sha256", LargeBinary, nullable=False),
    Column("note", Text, nullable=False, server_default=""),  # what changed
    moment_column("created_at", default=True),
    ForeignKeyConstraint(
        ["artifact_id", "person_id"],
        ["artifacts.id", "artifacts.person_id"],
        name="fk_artifact_revisions_artifact",
        ondelete="CASCADE",
    ),
    UniqueConstraint("artifact_id", "number", name="uq_artifact_revisions_number"),
    Index("ix_artifact_revisions_person_id", "person_id"),
)


def blob_key(person_id: PersonId, revision_id: UUID) -> str:
    return f"{person_id}/{revision_id}"


@row_class
class ArtifactRow:
    """With what is told of its current revision."""

    id: UUID
    person_id: PersonId
    week: int | None
    name: str
    title: str
    revision: int
    version: int
    created_at: datetime
    updated_at: datetime
    kind: str
    size: int
    sha256: bytes


@row_class
class RevisionRow:
    id: UUID
    number: int
    name: str
    kind: str
    size: int
    sha256: bytes
    note: str
    created_at: datetime


_current = artifact_revisions.alias("current")
_mine = (
    artifacts.c.person_id == bindparam("person_id"),
    artifacts.c.programme_id == bindparam("programme_id"),
)
_this = (*_mine, artifacts.c.id == bindparam("artifact_id"))
_state = select(
    *(
        artifacts.c[name]
        for name in ("id", "person_id", "week", "name", "title", "revision", "version", "created_at", "updated_at")
    ),
    *(_current.c[name] for name in ("kind", "size", "sha256")),
).join_from(
    artifacts,
    _current,
    (_current.c.artifact_id == artifacts.c.id) & (_current.c.number == artifacts.c.revision),
)  # fmt: skip

_of_week = bindparam("week", type_=Integer())  # none = of all
list_artifacts = Query(
    _state.where(
        *_mine,
        or_(_of_week.is_(None), artifacts.c.week == _of_week),
        tuple_(artifacts.c.created_at, artifacts.c.id)
        < tuple_(bindparam("before", type_=artifacts.c.created_at.type), bindparam("before_id", type_=Uuid)),
    )
    .order_by(artifacts.c.created_at.desc(), artifacts.c.id.desc())
    .limit(bindparam("limit", type_=Integer)),
    ArtifactRow,
)
find_artifact = Query(_state.where(*_this), ArtifactRow)
hold_artifact = Query(_state.where(*_this).with_for_update(of=artifacts), ArtifactRow)
# A file that was sent before: of the same name and week, and the same to the last byte.
find_same = Query(
    _state.where(
        *_mine,
        artifacts.c.week.is_not_distinct_from(bindparam("week", type_=Integer())),
        artifacts.c.name == bindparam("name"),
        _current.c.sha256 == bindparam("sha256"),
    ).limit(1),
    ArtifactRow,
)
insert_artifact = Query(
    artifacts.insert().values(
        {name: bindparam(name) for name in ("id", "person_id", "programme_id", "week", "name", "title")}
    )
)
insert_revision = Query(
    artifact_revisions.insert().values(
        {c.name: bindparam(c.name) for c in artifact_revisions.c if c.name != "created_at"}
    )
)
_own = (artifacts.c.person_id == bindparam("person_id"), artifacts.c.id == bindparam("artifact_id"))
point_at_revision = Query(
    update(artifacts)
    .where(*_own)
    .values(
        revision=bindparam("number"),
        name=bindparam("file_name"),
        version=artifacts.c.version + 1,
        updated_at=now(),
    )
)
change_artifact = Query(
    update(artifacts)
    .where(*_own)
    .values(
        week=bindparam("new_week", type_=Integer()),
        title=bindparam("new_title"),
        version=artifacts.c.version + 1,
        updated_at=now(),
    )
)
delete_artifact = Query(artifacts.delete().where(*_own))

_revisions = select(*columns(RevisionRow, artifact_revisions)).where(
    artifact_revisions.c.person_id == bindparam("person_id"),
    artifact_revisions.c.artifact_id == bindparam("artifact_id"),
)
list_revisions = Query(_revisions.order_by(artifact_revisions.c.number), RevisionRow)
find_revision = Query(_revisions.where(artifact_revisions.c.number == bindparam("number")), RevisionRow)
last_revision = Query(
    select(func.coalesce(func.max(artifact_revisions.c.number), 0)).where(
        artifact_revisions.c.person_id == bindparam("person_id"),
        artifact_revisions.c.artifact_id == bindparam("artifact_id"),
    )
)
# For the system role: which of these are rows.
known_revisions = Query(
    select(artifact_revisions.c.id).where(
        artifact_revisions.c.id == any_(bindparam("ids", type_=ARRAY(Uuid)))
    ),
    IdRow,
)
