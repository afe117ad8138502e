from sqlalchemy import (
    ARRAY,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Integer,
    SmallInteger,
    Table,
    Text,
    Time,
    Uuid,
    all_,
    bindparam,
    delete,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert

from weeklog.db.base import Query, id_column, metadata, moment_column

programmes = Table(
    "programmes",
    metadata,
    id_column(),
    Column("name", Text, nullable=False),
    Column("zone", Text, nullable=False),  # IANA name
    Column("starts_on", Date, nullable=False),
    Column("holidays", ARRAY(Date), nullable=False, server_default="{}"),
    Column("review_weekday", SmallInteger, nullable=False, server_default="4"),  # 0 = Monday, 4 = Friday
    Column("review_at", Time, nullable=False, server_default="17:00"),  # on the clocks of the person's zone
    moment_column("created_at", default=True),
    CheckConstraint("review_weekday between 0 and 6", name="review_weekday"),
)

weeks = Table(
    "weeks",
    metadata,
    Column("programme_id", Uuid, ForeignKey("programmes.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("first_day", Date, nullable=False),
    Column("last_day", Date, nullable=False),
    CheckConstraint("number >= 0 and first_day <= last_day", name="span"),
)

members = Table(
    "members",
    metadata,
    Column("programme_id", Uuid, ForeignKey("programmes.id", ondelete="CASCADE"), primary_key=True),
    Column("person_id", Uuid, ForeignKey("people.id", ondelete="CASCADE"), primary_key=True, index=True),
    Column("role", Text, nullable=False, server_default="member"),
    moment_column("joined_at", default=True),
    CheckConstraint("role in ('member', 'mentor', 'lead')", name="role"),
)

insert_programme = Query(
    programmes.insert().values(
        {name: bindparam(name) for name in ("id", "name", "zone", "starts_on", "review_weekday", "review_at")}
    )
)
insert_week = Query(weeks.insert().values({c.name: bindparam(c.name) for c in weeks.c}))
insert_member = Query(
    members.insert().values({name: bindparam(name) for name in ("programme_id", "person_id", "role")})
)

# The programme that a person works in now: the one joined last.
find_membership = Query(
    select(programmes, members.c.role)
    .join_from(members, programmes, members.c.programme_id == programmes.c.id)
    .where(members.c.person_id == bindparam("person_id"))
    .order_by(members.c.joined_at.desc())
    .limit(1)
)
list_weeks = Query(
    select(weeks).where(weeks.c.programme_id == bindparam("programme_id")).order_by(weeks.c.number)
)

_programme_weeks = weeks.c.programme_id == bindparam("programme_id")
find_programme = Query(select(programmes).where(programmes.c.id == bindparam("programme_id")))
hold_programme = Query(
    select(programmes.c.id).where(programmes.c.id == bindparam("programme_id")).with_for_update()
)
_week = insert(weeks).values({c.name: bindparam(c.name) for c in weeks.c})
put_week = Query(
    _week.on_conflict_do_update(
        constraint="pk_weeks",
        set_={"first_day": _week.excluded.first_day, "last_day": _week.excluded.last_day},
    )
)
delete_other_weeks = Query(
    delete(weeks).where(_programme_weeks, weeks.c.number != all_(bindparam("numbers", type_=ARRAY(Integer))))
)
move_programme = Query(
    update(programmes)
    .where(programmes.c.id == bindparam("programme_id"))
    .values(starts_on=bindparam("first", type_=Date))
)
