"""The GitHub and GitLab repositories or groups that post to a programme, for its lead.

Only the system role may read of them: whoever has a secret may suggest entries to everybody in the programme. It is
sealed (`weeklog.secrets_box`).
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    CheckConstraint,
    Column,
    ForeignKey,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    any_,
    bindparam,
    delete,
    func,
    select,
    text,
    update,
)
from sqlalchemy.dialects.postgresql import insert

from weeklog.db.base import Query, id_column, metadata, moment_column, now, person_column
from weeklog.db.rows import columns, row_class
from weeklog.ids import PersonId
from weeklog.people.tables import people
from weeklog.programmes.tables import members, programmes
from weeklog.vocabulary import CodeHostKind, one_of

code_hosts = Table(
    "code_hosts",
    metadata,
    id_column(),
    Column("programme_id", Uuid, ForeignKey("programmes.id", ondelete="CASCADE"), nullable=False),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("secret_box", LargeBinary, nullable=False),
    Column("deliveries", Integer, nullable=False, server_default="0"),
    Column("suggested", Integer, nullable=False, server_default="0"),  # commits and requests of members
    Column("unknown", Integer, nullable=False, server_default="0"),  # those of nobody here
    moment_column("last_at", nullable=True),  # when it last posted
    moment_column("created_at", default=True),
    UniqueConstraint("programme_id", "name", name="uq_code_hosts_name"),
    CheckConstraint(one_of("kind", CodeHostKind), name="kind"),
)

# What was posted, by the hash of its body: an id in a header is signed by nobody.
code_host_deliveries = Table(
    "code_host_deliveries",
    metadata,
    Column("code_host_id", Uuid, ForeignKey("code_hosts.id", ondelete="CASCADE"), nullable=False),
    Column("body_hash", LargeBinary, nullable=False),
    moment_column("received_at", default=True),
    PrimaryKeyConstraint("code_host_id", "body_hash"),
)

# Whose name at GitHub it is: told by a commit under an address that GitHub knows to be theirs.
code_host_logins = Table(
    "code_host_logins",
    metadata,
    Column("code_host_id", Uuid, ForeignKey("code_hosts.id", ondelete="CASCADE"), nullable=False),
    Column("login", Text, nullable=False),
    person_column(),
    PrimaryKeyConstraint("code_host_id", "login"),
)


@row_class
class CodeHostRow:
    """What its programme's lead is shown."""

    id: UUID
    name: str
    kind: CodeHostKind
    deliveries: int
    suggested: int
    unknown: int
    last_at: datetime | None
    created_at: datetime


@row_class
class ReceivingRow:
    programme_id: UUID
    zone: str
    kind: CodeHostKind
    secret_box: bytes


@row_class
class AuthorRow:
    person_id: PersonId
    email: str


@row_class
class LoginRow:
    login: str
    person_id: PersonId


_shown = columns(CodeHostRow, code_hosts)
_of_programme = code_hosts.c.programme_id == bindparam("programme_id")
_this = code_hosts.c.id == bindparam("code_host_id")

list_code_hosts = Query(
    select(*_shown).where(_of_programme).order_by(func.lower(code_hosts.c.name), code_hosts.c.id), CodeHostRow
)
# None where the programme has one of that name.
insert_code_host = Query(
    insert(code_hosts)
    .values({name: bindparam(name) for name in ("id", "programme_id", "name", "kind", "secret_box")})
    .on_conflict_do_nothing(constraint="uq_code_hosts_name")
    .returning(*_shown),
    CodeHostRow,
)
delete_code_host = Query(delete(code_hosts).where(_of_programme, _this).returning(code_hosts.c.id))

# None where its programme is archived.
find_receiving = Query(
    select(code_hosts.c.programme_id, programmes.c.zone, code_hosts.c.kind, code_hosts.c.secret_box)
    .join(programmes, programmes.c.id == code_hosts.c.programme_id)
    .where(_this, programmes.c.archived_at.is_(None)),
    ReceivingRow,
)
_here = members.c.programme_id == bindparam("programme_id"), members.c.left_at.is_(None)
list_authors = Query(
    select(people.c.id.label("person_id"), func.lower(people.c.email).label("email"))
    .join(members, members.c.person_id == people.c.id)
    .where(*_here, func.lower(people.c.email) == any_(bindparam("emails", type_=ARRAY(Text)))),
    AuthorRow,
)
list_logins = Query(
    select(code_host_logins.c.login, code_host_logins.c.person_id)
    .join(members, members.c.person_id == code_host_logins.c.person_id)
    .where(
        *_here,
        code_host_logins.c.code_host_id == bindparam("code_host_id"),
        code_host_logins.c.login == any_(bindparam("logins", type_=ARRAY(Text))),
    ),
    LoginRow,
)
_login = insert(code_host_logins).values(
    {name: bindparam(name) for name in ("code_host_id", "login", "person_id")}
)
put_login = Query(
    _login.on_conflict_do_update(
        constraint="pk_code_host_logins", set_={"person_id": _login.excluded.person_id}
    )
)
was_received = Query(
    select(code_host_deliveries.c.received_at).where(
        code_host_deliveries.c.code_host_id == bindparam("code_host_id"),
        code_host_deliveries.c.body_hash == bindparam("body_hash"),
    )
)
# Nothing where another gateway has noted it meanwhile.
insert_delivery = Query(
    insert(code_host_deliveries)
    .values({name: bindparam(name) for name in ("code_host_id", "body_hash")})
    .on_conflict_do_nothing()
    .returning(code_host_deliveries.c.code_host_id)
)
count_delivery = Query(
    update(code_hosts)
    .where(_this)
    .values(
        deliveries=code_hosts.c.deliveries + 1,
        suggested=code_hosts.c.suggested + bindparam("more_suggested", type_=Integer),
        unknown=code_hosts.c.unknown + bindparam("more_unknown", type_=Integer),
        last_at=now(),
    )
)
delete_old_deliveries = Query(
    delete(code_host_deliveries).where(
        code_host_deliveries.c.received_at < text("now() - interval '30 days'")
    )
)

SEALED_AS = "code host"  # the purpose of its boxes


def secret_place(code_host_id: UUID) -> bytes:
    """Where a code host's secret is sealed."""
    return code_host_id.bytes
