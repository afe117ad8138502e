"""Second factors: the sealed secret of somebody's authenticator, and codes for when it is lost. Runs as the system."""

from datetime import datetime

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    LargeBinary,
    Table,
    Uuid,
    bindparam,
    func,
    literal,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert

from weeklog.audit.tables import audit
from weeklog.db.base import Query, metadata, moment_column, now, person_column
from weeklog.db.rows import columns, row_class
from weeklog.programmes.tables import members

second_factors = Table(
    "second_factors",
    metadata,
    Column("person_id", Uuid, ForeignKey("people.id", ondelete="CASCADE"), primary_key=True),
    Column(
        "secret_box", LargeBinary, nullable=False
    ),  # sealed (`weeklog.secrets_box`), in the person's place
    Column(
        "last_step", BigInteger, nullable=False, server_default="0"
    ),  # no code of it or before is taken again
    moment_column("confirmed_at", nullable=True),  # none: it was begun, and is not asked for
)
recovery_codes = Table(
    "recovery_codes",
    metadata,
    Column("code_hash", LargeBinary, primary_key=True),  # SHA-256, of the person's id and the code
    person_column(),
)


@row_class
class SecondFactorRow:
    secret_box: bytes
    confirmed_at: datetime | None


_mine = second_factors.c.person_id == bindparam("person_id")
find_second_factor = Query(select(*columns(SecondFactorRow, second_factors)).where(_mine), SecondFactorRow)
_begun = insert(second_factors).values({name: bindparam(name) for name in ("person_id", "secret_box")})
# None when one is on already.
begin_second_factor = Query(
    _begun.on_conflict_do_update(
        index_elements=["person_id"],
        set_={"secret_box": _begun.excluded.secret_box, "last_step": 0},
        where=second_factors.c.confirmed_at.is_(None),
    ).returning(second_factors.c.person_id)
)
# None when a code of this step, or of a later one, was taken before.
use_step = Query(
    update(second_factors)
    .where(_mine, second_factors.c.last_step < bindparam("step", type_=BigInteger))
    .values(
        last_step=bindparam("step", type_=BigInteger),
        confirmed_at=func.coalesce(second_factors.c.confirmed_at, now()),
    )
    .returning(second_factors.c.person_id)
)
delete_second_factor = Query(second_factors.delete().where(_mine))
insert_recovery_code = Query(
    insert(recovery_codes).values({name: bindparam(name) for name in ("code_hash", "person_id")})
)
use_recovery_code = Query(
    recovery_codes.delete()
    .where(
        recovery_codes.c.code_hash == bindparam("code_hash"),
        recovery_codes.c.person_id == bindparam("person_id"),
    )
    .returning(recovery_codes.c.person_id)
)
delete_recovery_codes = Query(
    recovery_codes.delete().where(recovery_codes.c.person_id == bindparam("person_id"))
)
count_recovery_codes = Query(
    select(func.count())
    .select_from(recovery_codes)
    .where(recovery_codes.c.person_id == bindparam("person_id"))
)
# By whoever operates the instance, who is nobody in it.
audit_reset = Query(
    insert(audit).from_select(
        ["programme_id", "about_id", "action", "details"],
        select(
            members.c.programme_id,
            members.c.person_id,
            literal("second_factor.off"),
            literal({"by": "operator"}, type_=audit.c.details.type),
        ).where(members.c.person_id == bindparam("person_id"), members.c.left_at.is_(None)),
    )
)
# In every programme that they are in: it guards all of them.
audit_second_factor = Query(
    insert(audit).from_select(
        ["programme_id", "actor_id", "about_id", "action"],
        select(
            members.c.programme_id,
            members.c.person_id,
            members.c.person_id,
            bindparam("action", type_=audit.c.action.type),
        ).where(members.c.person_id == bindparam("person_id"), members.c.left_at.is_(None)),
    )
)
