from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    any_,
    bindparam,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import JSONB

from weeklog.db.base import Query, id_column, metadata, moment_column, now, person_column
from weeklog.db.rows import columns, row_class
from weeklog.vocabulary import ProposalKind, ProposalState, one_of

# A change that the assistant proposes: nothing is written before its person accepts it.
proposals = Table(
    "proposals",
    metadata,
    id_column(),
    person_column(),
    Column("programme_id", Uuid, nullable=False),
    Column("reply_id", Uuid, ForeignKey("replies.id", ondelete="CASCADE"), nullable=False),
    Column("position", Integer, nullable=False),  # within its reply
    Column("kind", Text, nullable=False),
    Column("content", JSONB, nullable=False),
    Column("state", Text, nullable=False, server_default="open"),
    Column("result_id", Uuid),  # what accepting it made or changed
    moment_column("created_at", default=True),
    moment_column("decided_at", nullable=True),
    UniqueConstraint("reply_id", "position", name="uq_proposals_position"),
    CheckConstraint(one_of("kind", ProposalKind), name="kind"),
    CheckConstraint(one_of("state", ProposalState), name="state"),
    Index("ix_proposals_person_id_state", "person_id", "state", "id"),
)


@row_class
class ProposalRow:
    id: UUID
    reply_id: UUID
    kind: ProposalKind
    content: dict[str, Any]
    state: ProposalState
    result_id: UUID | None
    created_at: datetime
    decided_at: datetime | None


_shown = columns(ProposalRow, proposals)

list_proposals = Query(
    select(*_shown)
    .where(
        proposals.c.person_id == bindparam("person_id"),
        proposals.c.programme_id == bindparam("programme_id"),
        proposals.c.state == bindparam("state"),
    )
    .order_by(proposals.c.id.desc())
    .limit(200),
    ProposalRow,
)
list_reply_proposals = Query(
    select(*_shown)
    .where(proposals.c.reply_id == any_(bindparam("reply_ids", type_=ARRAY(Uuid))))
    .order_by(proposals.c.reply_id, proposals.c.position),
    ProposalRow,
)
hold_proposal = Query(
    select(*_shown)
    .where(proposals.c.id == bindparam("id"), proposals.c.programme_id == bindparam("programme_id"))
    .with_for_update(),
    ProposalRow,
)
decide_proposal = Query(
    update(proposals)
    .where(proposals.c.id == bindparam("proposal_id"))
    .values(
        state=bindparam("new_state"),
        content=bindparam("new_content", type_=JSONB),
        result_id=bindparam("result", type_=Uuid),
        decided_at=now(),
    )
    .returning(*_shown),
    ProposalRow,
)
