from datetime import date, datetime, time
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    LargeBinary,
    SmallInteger,
    Table,
    Text,
    Time,
    Uuid,
    all_,
    bindparam,
    delete,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert

from weeklog.db.base import Query, id_column, metadata, moment_column, now
from weeklog.db.rows import row_class
from weeklog.ids import PersonId
from weeklog.substitutes.tables import mentors_at
from weeklog.vocabulary import DeliveryState, Language, ReviewPlacement, Role, one_of

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
    Column("days_off", ARRAY(SmallInteger), nullable=False, server_default="{5,6}"),  # weekdays, 0 = Monday
    Column(
        "quiet_from", Time, nullable=False, server_default="20:00"
    ),  # no reminders from here, in the person's zone
    Column("quiet_until", Time, nullable=False, server_default="08:00"),
    # Working days after which the next one hears of a review that does not go on; 0 = nobody does.
    Column("escalate_after_days", SmallInteger, nullable=False, server_default="2"),
    Column(
        "drafts_by_model", Boolean, nullable=False, server_default="false"
    ),  # a model words lines of reviews
    Column("review_placement", Text, nullable=False, server_default="file"),  # beside a week's page, or in it
    moment_column("archived_at", nullable=True),  # from then on it is only read
    Column("tokens_per_person_day", Integer),  # what the assistant may use; none = no limit
    Column("tokens_per_month", BigInteger),
    moment_column("created_at", default=True),
    CheckConstraint("review_weekday between 0 and 6", name="review_weekday"),
    CheckConstraint(one_of("review_placement", ReviewPlacement), name="review_placement"),
    CheckConstraint("escalate_after_days between 0 and 30", name="escalate_after_days"),
    CheckConstraint("tokens_per_person_day >= 0 and tokens_per_month >= 0", name="tokens"),
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
    Column(
        "founder", Boolean, nullable=False, server_default="false"
    ),  # who began the programme, or was handed it by who did: no other lead removes them
    moment_column("joined_at", default=True),
    moment_column("left_at", nullable=True),  # what was written stays; they may no longer write
    moment_column("active_at", default=True),  # of a person's programmes, the latest is the one they work in
    CheckConstraint(one_of("role", Role), name="role"),
)

# Who mentors whom.
mentorships = Table(
    "mentorships",
    metadata,
    Column("programme_id", Uuid, primary_key=True),
    Column("mentor_id", Uuid, primary_key=True, index=True),
    Column("member_id", Uuid, primary_key=True, index=True),
    moment_column("created_at", default=True),
    ForeignKeyConstraint(
        ["programme_id", "mentor_id"],
        ["members.programme_id", "members.person_id"],
        name="fk_mentorships_mentor",
        ondelete="CASCADE",
    ),
    ForeignKeyConstraint(
        ["programme_id", "member_id"],
        ["members.programme_id", "members.person_id"],
        name="fk_mentorships_member",
        ondelete="CASCADE",
    ),
    CheckConstraint("mentor_id <> member_id", name="two"),
)

invitations = Table(
    "invitations",
    metadata,
    id_column(),
    Column("programme_id", Uuid, ForeignKey("programmes.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("secret_hash", LargeBinary, nullable=False, unique=True),  # SHA-256 of the link's secret
    Column("role", Text, nullable=False),
    Column("email", Text),  # none = whoever holds the link
    Column("mentor_id", Uuid),  # who will mentor the one who joins
    Column("uses_left", Integer, nullable=False),
    Column("created_by", Uuid, ForeignKey("people.id", ondelete="CASCADE"), nullable=False),
    Column("mail_language", Text),  # none = its link was shown, and is mailed to nobody
    Column("mail_state", Text),
    Column("mail_reason", Text, nullable=False, server_default=""),  # why it was not sent, or not yet
    Column("mails", Integer, nullable=False, server_default="0"),  # how often it was to be sent
    moment_column("expires_at"),
    moment_column("created_at", default=True),
    ForeignKeyConstraint(
        ["programme_id", "mentor_id"],
        ["members.programme_id", "members.person_id"],
        name="fk_invitations_mentor",
        ondelete="SET NULL (mentor_id)",
    ),
    CheckConstraint(one_of("role", Role), name="role"),
    CheckConstraint("uses_left >= 0", name="uses"),
    CheckConstraint(one_of("mail_language", Language), name="mail_language"),
    CheckConstraint(one_of("mail_state", DeliveryState), name="mail_state"),
)


@row_class
class LimitsRow:
    """How many tokens may be used; none = as many as they like."""

    tokens_per_person_day: int | None
    tokens_per_month: int | None


@row_class
class ProgrammeRow:
    id: UUID
    name: str
    zone: str
    starts_on: date
    holidays: list[date]
    review_weekday: int
    review_at: time
    days_off: list[int]
    quiet_from: time
    quiet_until: time
    escalate_after_days: int
    drafts_by_model: bool
    review_placement: ReviewPlacement
    archived_at: datetime | None
    tokens_per_person_day: int | None
    tokens_per_month: int | None
    created_at: datetime


@row_class
class MembershipRow(ProgrammeRow):
    """A programme as somebody's."""

    role: Role
    left_at: datetime | None


@row_class
class FollowedRow:
    person_id: PersonId


@row_class
class ProgrammeWeekRow:
    programme_id: UUID
    number: int
    first_day: date
    last_day: date


_asker = members.alias("asker")

insert_programme = Query(
    programmes.insert().values(
        {name: bindparam(name) for name in ("id", "name", "zone", "starts_on", "review_weekday", "review_at")}
    )
)
_FOUNDED = ("id", "name", "zone", "starts_on", "holidays", "days_off", "review_weekday", "review_at", "quiet_from",
            "quiet_until", "escalate_after_days", "drafts_by_model", "review_placement")  # fmt: skip
found_programme = Query(programmes.insert().values({name: bindparam(name) for name in _FOUNDED}))
insert_week = Query(weeks.insert().values({c.name: bindparam(c.name) for c in weeks.c}))
insert_member = Query(
    members.insert().values({name: bindparam(name) for name in ("programme_id", "person_id", "role")})
)

# The programme that a person works in now: the one joined or switched to last. One that they left is read when they
# switched to it since, and when there is no other.
_chosen = or_(members.c.left_at.is_(None), members.c.active_at > members.c.left_at)
find_membership = Query(
    select(programmes, members.c.role, members.c.left_at)
    .join_from(members, programmes, members.c.programme_id == programmes.c.id)
    .where(members.c.person_id == bindparam("person_id"))
    .order_by(
        _chosen.desc(),
        func.greatest(members.c.active_at, members.c.left_at).desc(),
        members.c.joined_at.desc(),
    )
    .limit(1),
    MembershipRow,
)
_answering = mentors_at(now())
# Whom a person may read beside themselves: a lead everybody, a mentor those they mentor, a substitute those of whom
# they
# stand in for now.
list_followed = Query(
    select(members.c.person_id).where(
        members.c.programme_id == bindparam("programme_id"),
        members.c.person_id != bindparam("person_id"),
        or_(
            select(_asker.c.person_id)
            .where(
                _asker.c.programme_id == bindparam("programme_id"),
                _asker.c.person_id == bindparam("person_id"),
                _asker.c.role == "lead",
            )
            .exists(),
            select(_answering.c.member_id)
            .where(
                _answering.c.programme_id == bindparam("programme_id"),
                _answering.c.mentor_id == bindparam("person_id"),
                _answering.c.member_id == members.c.person_id,
            )
            .exists(),
        ),
    ),
    FollowedRow,
)
list_weeks = Query(
    select(weeks).where(weeks.c.programme_id == bindparam("programme_id")).order_by(weeks.c.number),
    ProgrammeWeekRow,
)

_programme_weeks = weeks.c.programme_id == bindparam("programme_id")
find_review_placement = Query(
    select(programmes.c.review_placement).where(programmes.c.id == bindparam("programme_id"))
)
find_programme = Query(select(programmes).where(programmes.c.id == bindparam("programme_id")), ProgrammeRow)
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
find_limits = Query(
    select(programmes.c.tokens_per_person_day, programmes.c.tokens_per_month).where(
        programmes.c.id == bindparam("programme_id")
    ),
    LimitsRow,
)
limit_programme = Query(
    update(programmes)
    .where(programmes.c.id == bindparam("programme_id"))
    .values(
        {
            name: bindparam(name, type_=programmes.c[name].type)
            for name in ("tokens_per_person_day", "tokens_per_month")
        }
    )
)
move_programme = Query(
    update(programmes)
    .where(programmes.c.id == bindparam("programme_id"))
    .values(starts_on=bindparam("first", type_=Date))
)
# Everything that a lead may change but the calendar.
change_programme = Query(
    update(programmes)
    .where(programmes.c.id == bindparam("programme_id"))
    .values({name: bindparam(name) for name in _FOUNDED if name not in ("id", "starts_on")})
)
archive_programme = Query(
    update(programmes)
    .where(programmes.c.id == bindparam("programme_id"), programmes.c.archived_at.is_(None))
    .values(archived_at=now())
)
unarchive_programme = Query(
    update(programmes).where(programmes.c.id == bindparam("programme_id")).values(archived_at=None)
)
