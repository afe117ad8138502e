"""Who is in a programme and how: members, who mentors whom, invitations. All of it runs as the system."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Uuid, all_, and_, bindparam, delete, or_, select, text, update
from sqlalchemy.dialects.postgresql import insert

from weeklog.db.base import Query, now
from weeklog.db.rows import row_class
from weeklog.ids import PersonId
from weeklog.people.tables import PersonNameRow, people
from weeklog.programmes.tables import ProgrammeRow, invitations, members, mentorships, programmes
from weeklog.substitutes.tables import mentors_at
from weeklog.vocabulary import DeliveryState, Language, Role

_in_programme = members.c.programme_id == bindparam("programme_id")
_member = and_(_in_programme, members.c.person_id == bindparam("member_id"))
_here = members.c.left_at.is_(None)


@row_class
class MemberRow:
    person_id: PersonId
    name: str
    email: str
    role: Role
    founder: bool
    joined_at: datetime
    left_at: datetime | None


@row_class
class MentorshipRow:
    mentor_id: UUID
    member_id: UUID


@row_class
class MentoredRow:
    member_id: UUID


@row_class
class MyProgrammeRow(ProgrammeRow):
    role: Role
    joined_at: datetime
    left_at: datetime | None


@row_class
class InvitationRow:
    id: UUID
    programme_id: UUID
    secret_hash: bytes
    role: Role
    email: str | None
    mentor_id: UUID | None
    uses_left: int
    created_by: UUID
    mail_language: Language | None
    mail_state: DeliveryState | None
    mail_reason: str
    mails: int
    expires_at: datetime
    created_at: datetime


@row_class
class MailedInvitationRow:
    id: UUID
    secret_hash: bytes
    role: Role
    expires_at: datetime
    address: str
    language: Language
    programme: str
    inviter: str


@row_class
class SeenInvitationRow(InvitationRow):
    programme: str
    inviter: str


# Also those who have left: what they wrote is still there.
_listed = select(
    members.c.person_id,
    people.c.name,
    people.c.email,
    members.c.role,
    members.c.founder,
    members.c.joined_at,
    members.c.left_at,
).join_from(members, people, people.c.id == members.c.person_id)
list_members = Query(
    _listed.where(_in_programme).order_by(members.c.left_at.is_not(None), people.c.name, people.c.id),
    MemberRow,
)
find_member = Query(_listed.where(_member, _here), MemberRow)
list_mentorships = Query(
    select(mentorships.c.mentor_id, mentorships.c.member_id)
    .where(mentorships.c.programme_id == bindparam("programme_id"))
    .order_by(mentorships.c.created_at, mentorships.c.mentor_id),
    MentorshipRow,
)
find_other_lead = Query(
    select(members.c.person_id)
    .where(_in_programme, _here, members.c.role == "lead", members.c.person_id != bindparam("member_id"))
    .limit(1)
)

_joining = insert(members).values(
    {name: bindparam(name) for name in ("programme_id", "person_id", "role", "joined_at")}
)
# Also who has left may join again: not by a link from before (`invited_at`), or who was removed would be back at
# once. None then, and when they are a member already.
_invited_at = bindparam("invited_at", None, type_=members.c.left_at.type)
join_programme = Query(
    _joining.on_conflict_do_update(
        constraint="pk_members",
        set_={
            "role": _joining.excluded.role,
            "joined_at": _joining.excluded.joined_at,
            "active_at": now(),
            "left_at": None,
        },
        where=members.c.left_at.is_not(None) & (_invited_at.is_(None) | (members.c.left_at < _invited_at)),
    ).returning(members.c.person_id)
)
# Who is new here, in the programmes that somebody leads.
count_newcomers = Query(
    text("""
select count(distinct m.person_id) from members m join people p on p.id = m.person_id
 where p.created_at > now() - interval '1 day' and m.programme_id in
       (select programme_id from members where person_id = :lead_id and role = 'lead' and left_at is null)""")
)
leave_programme = Query(update(members).where(_member, _here).values(left_at=now()))
change_role = Query(update(members).where(_member, _here).values(role=bindparam("new_role")))
set_founder = Query(
    update(members)
    .where(_in_programme, _here, members.c.founder | (members.c.person_id == bindparam("member_id")))
    .values(founder=members.c.person_id == bindparam("member_id"))
)
switch_programme = Query(
    update(members).where(_member).values(active_at=now()).returning(members.c.programme_id)
)
_joined = (
    select(programmes, members.c.role, members.c.joined_at, members.c.left_at)
    .join_from(members, programmes, members.c.programme_id == programmes.c.id)
    .where(members.c.person_id == bindparam("person_id"))
    .order_by(members.c.left_at.is_not(None), members.c.active_at.desc(), members.c.joined_at.desc())
)
list_programmes = Query(_joined.where(_here), MyProgrammeRow)
list_programmes_also_left = Query(_joined, MyProgrammeRow)

_mentorship: dict[str, Any] = {name: bindparam(name) for name in ("programme_id", "mentor_id", "member_id")}
insert_mentorship = Query(insert(mentorships).values(_mentorship).on_conflict_do_nothing())
delete_other_mentors = Query(
    delete(mentorships).where(
        mentorships.c.programme_id == bindparam("programme_id"),
        mentorships.c.member_id == bindparam("member_id"),
        mentorships.c.mentor_id != all_(bindparam("mentors", type_=ARRAY(Uuid))),
    )
)
# Who has left, or mentors no more, reads nobody's worklog.
stop_mentoring = Query(
    delete(mentorships)
    .where(
        mentorships.c.programme_id == bindparam("programme_id"),
        mentorships.c.mentor_id == bindparam("member_id"),
    )
    .returning(mentorships.c.member_id),
    MentoredRow,
)

_archived = programmes.alias("archived")
_invitation = ("id", "programme_id", "secret_hash", "role", "email", "mentor_id", "uses_left", "created_by",
    "expires_at")  # fmt: skip
_good = (
    invitations.c.secret_hash == bindparam("secret_hash"),
    invitations.c.uses_left > 0,
    invitations.c.expires_at > now(),
    invitations.c.programme_id.not_in(select(_archived.c.id).where(_archived.c.archived_at.is_not(None))),
)
insert_invitation = Query(
    invitations.insert().values({name: bindparam(name) for name in _invitation}).returning(invitations),
    InvitationRow,
)
list_invitations = Query(
    select(invitations)
    .where(
        invitations.c.programme_id == bindparam("programme_id"),
        invitations.c.uses_left > 0,
        invitations.c.expires_at > now(),
    )
    .order_by(invitations.c.id),
    InvitationRow,
)
delete_invitation = Query(
    delete(invitations)
    .where(invitations.c.programme_id == bindparam("programme_id"), invitations.c.id == bindparam("id"))
    .returning(invitations.c.id)
)
# A link made by somebody who no longer leads the programme must not bring anybody in, nor bring them back.
drop_invitations_of = Query(
    delete(invitations).where(
        invitations.c.programme_id == bindparam("programme_id"),
        invitations.c.created_by == bindparam("member_id"),
    )
)
find_invitation = Query(
    select(invitations, programmes.c.name.label("programme"), people.c.name.label("inviter"))
    .join_from(invitations, programmes, programmes.c.id == invitations.c.programme_id)
    .join(people, people.c.id == invitations.c.created_by)
    .where(*_good),
    SeenInvitationRow,
)
# Holds the row: of two who take the last use at once, the second finds none.
use_invitation = Query(
    update(invitations).where(*_good).values(uses_left=invitations.c.uses_left - 1).returning(invitations),
    InvitationRow,
)
_mailed = (*_invitation, "mail_language", "mail_state", "mails")
insert_mailed_invitation = Query(
    invitations.insert().values({name: bindparam(name) for name in _mailed}).returning(invitations),
    InvitationRow,
)
find_open_invitation = Query(
    select(invitations)
    .where(
        invitations.c.programme_id == bindparam("programme_id"),
        invitations.c.id == bindparam("id"),
        invitations.c.uses_left > 0,
        invitations.c.expires_at > now(),
    )
    .with_for_update(),
    InvitationRow,
)
mail_again = Query(
    update(invitations)
    .where(invitations.c.id == bindparam("invitation_id"))
    .values(mail_state="queued", mail_reason="", mails=invitations.c.mails + 1)
    .returning(invitations),
    InvitationRow,
)
# For the worker: what is still to be mailed.
find_mailed_invitation = Query(
    select(
        *(invitations.c[name] for name in ("id", "secret_hash", "role", "expires_at")),
        invitations.c.email.label("address"),
        invitations.c.mail_language.label("language"),
        programmes.c.name.label("programme"),
        people.c.name.label("inviter"),
    )
    .join_from(invitations, programmes, programmes.c.id == invitations.c.programme_id)
    .join(people, people.c.id == invitations.c.created_by)
    .where(
        invitations.c.id == bindparam("invitation_id"),
        invitations.c.mail_state == "queued",
        invitations.c.uses_left > 0,
        invitations.c.expires_at > now(),
        programmes.c.archived_at.is_(None),
    ),
    MailedInvitationRow,
)
note_invitation_mail = Query(
    update(invitations)
    .where(invitations.c.id == bindparam("invitation_id"), invitations.c.mail_state == "queued")
    .values(mail_state=bindparam("new_state"), mail_reason=bindparam("why"))
)
# Also those that were taken back: whoever invites and takes back sends mails all the same.
count_invitation_mails = Query(
    text(
        "select count(*) from jobs where person_id = :person_id and kind = 'invitations.send_mail' "
        "and created_at > now() - interval '1 day'"
    )
)
_answering = mentors_at(now())
# For the system role: who reads somebody's worklog beside its owner, and what people are called.
list_readers = Query(
    select(people.c.id, people.c.name)
    .join_from(members, people, people.c.id == members.c.person_id)
    .where(
        members.c.programme_id == bindparam("programme_id"),
        members.c.left_at.is_(None),
        or_(
            members.c.person_id == bindparam("person_id"),
            members.c.role == "lead",
            select(_answering.c.mentor_id)
            .where(
                _answering.c.programme_id == members.c.programme_id,
                _answering.c.mentor_id == members.c.person_id,
                _answering.c.member_id == bindparam("person_id"),
            )
            .exists(),
        ),
    ),
    PersonNameRow,
)
