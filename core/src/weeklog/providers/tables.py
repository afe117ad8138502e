"""The language model that a programme's lead has chosen. Only the system role may read of it: people's own role has no
right on the table, so that no request and no tool of the assistant can come near the key."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Column,
    ForeignKey,
    LargeBinary,
    Table,
    Text,
    Uuid,
    bindparam,
    delete,
    func,
    null,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import JSONB, insert

from weeklog.db.base import Query, metadata, moment_column
from weeklog.db.rows import columns, row_class
from weeklog.jobs.tables import jobs
from weeklog.people.tables import people
from weeklog.vocabulary import JobState

programme_models = Table(
    "programme_models",
    metadata,
    Column("programme_id", Uuid, ForeignKey("programmes.id", ondelete="CASCADE"), primary_key=True),
    Column("version", Uuid, nullable=False),  # another one whenever anything of the choice changes
    Column("model", Text, nullable=False),  # `openai:NAME`, `anthropic:NAME`
    Column("base_url", Text),  # none = the provider's own
    Column("key_box", LargeBinary),  # sealed (`weeklog.secrets_box`), in the programme's place
    Column("key_ends", Text),  # its last characters, to tell keys apart
    Column("changed_by", Uuid, ForeignKey("people.id", ondelete="SET NULL")),
    moment_column("changed_at", default=True),
    Column("test_job_id", Uuid, ForeignKey("jobs.id", ondelete="SET NULL")),
    Column("test", JSONB),  # what the last test of this version found
)


@row_class
class ChosenModelRow:
    """What the worker needs, and nobody else asks for."""

    version: UUID
    model: str
    base_url: str | None
    key_box: bytes | None
    key_ends: str | None


@row_class
class DescribedModelRow:
    model: str
    base_url: str | None
    key_ends: str | None
    changed_at: datetime
    test: dict[str, Any] | None
    changed_by: str | None
    test_state: JobState | None


_of_programme = programme_models.c.programme_id == bindparam("programme_id")

find_programme_model = Query(
    select(*columns(ChosenModelRow, programme_models)).where(_of_programme), ChosenModelRow
)
describe_programme_model = Query(
    select(
        *(programme_models.c[name] for name in ("model", "base_url", "key_ends", "changed_at", "test")),
        people.c.name.label("changed_by"),
        jobs.c.state.label("test_state"),
    )
    .select_from(
        programme_models.outerjoin(people, people.c.id == programme_models.c.changed_by).outerjoin(
            jobs, jobs.c.id == programme_models.c.test_job_id
        )
    )
    .where(_of_programme),
    DescribedModelRow,
)
_CHOSEN = ("programme_id", "version", "model", "base_url", "key_box", "key_ends", "changed_by")
_new = insert(programme_models).values({name: bindparam(name) for name in _CHOSEN})
put_programme_model = Query(
    _new.on_conflict_do_update(
        constraint="pk_programme_models",
        set_={name: _new.excluded[name] for name in _CHOSEN[1:]}
        | {"changed_at": func.now(), "test": null(), "test_job_id": null()},
    )
)
delete_programme_model = Query(delete(programme_models).where(_of_programme))
begin_model_test = Query(
    update(programme_models)
    .where(_of_programme)
    .values(test_job_id=bindparam("job_id", type_=Uuid), test=null())
)
# Nothing, when the choice was changed while it was tested.
save_model_test = Query(
    update(programme_models)
    .where(_of_programme, programme_models.c.version == bindparam("of_version", type_=Uuid))
    .values(test=bindparam("found", type_=JSONB))
)
