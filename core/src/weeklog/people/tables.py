from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ARRAY, Column, LargeBinary, Table, Text, Uuid, any_, bindparam, not_, select, update

from weeklog.db.base import Query, id_column, metadata, moment_column, now, person_column
from weeklog.db.rows import columns, row_class
from weeklog.ids import PersonId
from weeklog.vocabulary import Language, Scope

IDLE = timedelta(days=7)

people = Table(
    "people",
    metadata,
    id_column(),
    Column("email", Text, nullable=False, unique=True),  # lower case
    Column("name", Text, nullable=False),
    Column("password_hash", Text),
    Column("zone", Text),  # IANA name; none = the programme's
    Column("language", Text, nullable=False, server_default="en"),
    moment_column("created_at", default=True),
)


@row_class
class PersonRow:
    id: UUID
    email: str
    name: str
    password_hash: str | None
    zone: str | None
    language: Language
    created_at: datetime


@row_class
class SessionRow:
    secret_hash: bytes
    person_id: PersonId
    expires_at: datetime
    created_at: datetime
    last_used_at: datetime


@row_class
class SignedInRow:
    person_id: PersonId
    expires_at: datetime


@row_class
class SessionHashRow:
    secret_hash: bytes


@row_class
class TokenRow:
    id: str
    person_id: PersonId
    name: str
    secret_hash: bytes
    scopes: list[Scope]
    expires_at: datetime | None
    last_used_at: datetime | None
    created_at: datetime


@row_class
class TokenIdRow:
    id: str


@row_class
class PersonNameRow:
    id: UUID
    name: str


sessions = Table(
    "sessions",
    metadata,
    Column("secret_hash", LargeBinary, primary_key=True),  # SHA-256 of the cookie
    person_column(),
    moment_column("expires_at"),
    moment_column("created_at", default=True),
    moment_column("last_used_at", default=True),
)

tokens = Table(
    "tokens",
    metadata,
    Column("id", Text, primary_key=True),  # the public half of wl_pat_<id>_<secret>
    person_column(),
    Column("name", Text, nullable=False),
    Column("secret_hash", LargeBinary, nullable=False),
    Column("scopes", ARRAY(Text), nullable=False),  # "read", "write"
    moment_column("expires_at", nullable=True),
    moment_column("last_used_at", nullable=True),
    moment_column("created_at", default=True),
)

find_by_email = Query(select(people).where(people.c.email == bindparam("email")), PersonRow)
find_person = Query(select(people).where(people.c.id == bindparam("id")), PersonRow)
insert_person = Query(
    people.insert().values(
        {name: bindparam(name) for name in ("id", "email", "name", "password_hash", "zone", "language")}
    )
)

# A session that nobody has used for that long is over, whatever it was good for.
_is_good = (sessions.c.expires_at > now()) & (sessions.c.last_used_at > now() - IDLE)
find_session = Query(
    update(sessions)
    .where(sessions.c.secret_hash == bindparam("session_hash", type_=LargeBinary), _is_good)
    .values(last_used_at=now())
    .returning(*columns(SignedInRow, sessions)),
    SignedInRow,
)
list_sessions = Query(
    select(sessions)
    .where(sessions.c.person_id == bindparam("person_id"), _is_good)
    .order_by(sessions.c.last_used_at.desc()),
    SessionRow,
)
list_good_sessions = Query(
    select(sessions.c.secret_hash).where(
        sessions.c.secret_hash == any_(bindparam("hashes", type_=ARRAY(LargeBinary))),
        _is_good,
    ),
    SessionHashRow,
)
insert_session = Query(
    sessions.insert().values({name: bindparam(name) for name in ("secret_hash", "person_id", "expires_at")})
)
delete_session = Query(sessions.delete().where(sessions.c.secret_hash == bindparam("secret_hash")))
delete_expired_sessions = Query(sessions.delete().where(not_(_is_good)))

find_token = Query(
    select(tokens).where(
        tokens.c.id == bindparam("id"), (tokens.c.expires_at.is_(None)) | (tokens.c.expires_at > now())
    ),
    TokenRow,
)
list_good_tokens = Query(
    select(tokens.c.id).where(
        tokens.c.id == any_(bindparam("ids", type_=ARRAY(Text))),
        (tokens.c.expires_at.is_(None)) | (tokens.c.expires_at > now()),
    ),
    TokenIdRow,
)
list_tokens = Query(
    select(tokens).where(tokens.c.person_id == bindparam("person_id")).order_by(tokens.c.created_at), TokenRow
)
insert_token = Query(
    tokens.insert()
    .values(
        {name: bindparam(name) for name in ("id", "person_id", "name", "secret_hash", "scopes", "expires_at")}
    )
    .returning(tokens),
    TokenRow,
)
delete_token = Query(
    tokens.delete()
    .where(tokens.c.id == bindparam("id"), tokens.c.person_id == bindparam("person_id"))
    .returning(tokens.c.id)
)
touch_token = Query(update(tokens).where(tokens.c.id == bindparam("token_id")).values(last_used_at=now()))
list_names = Query(
    select(people.c.id, people.c.name).where(people.c.id == any_(bindparam("ids", type_=ARRAY(Uuid)))),
    PersonNameRow,
)
