"""Tells whom it concerns that a password was chosen anew by a link: the person, and the leads of their programmes.

Whoever held the link can have been somebody else. No setting switches this notice off.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Date, bindparam, func, select
from sqlalchemy.dialects.postgresql import distinct_on

from weeklog.db.base import Query
from weeklog.db.rows import row_class
from weeklog.events.catalogue import NoticeRaised, NoticeState
from weeklog.ids import PersonId, new_id
from weeklog.notices.tables import renew_notice
from weeklog.people.tables import people
from weeklog.programmes.tables import members, weeks
from weeklog.unit_of_work import UnitOfWork
from weeklog.vocabulary import Language


@row_class
class ToldRow:
    person_id: PersonId
    programme_id: UUID
    language: Language
    week: int


_of = members.alias("of")
# The week that it is then; before the first one, that one.
_week = (
    select(weeks.c.number)
    .where(weeks.c.programme_id == members.c.programme_id)
    .order_by((weeks.c.first_day <= bindparam("today", type_=Date)).desc(),
              func.abs(weeks.c.first_day - bindparam("today", type_=Date)))
    .limit(1)
    .scalar_subquery()
)  # fmt: skip
list_told = Query(
    select(members.c.person_id, members.c.programme_id, people.c.language, _week.label("week"))
    .ext(distinct_on(members.c.person_id))  # once, also who leads several of their programmes
    .select_from(
        members.join(_of, _of.c.programme_id == members.c.programme_id).join(
            people, people.c.id == members.c.person_id
        )
    )
    .where(
        _of.c.person_id == bindparam("person_id"),
        _of.c.left_at.is_(None),
        members.c.left_at.is_(None),
        (members.c.person_id == _of.c.person_id) | (members.c.role == "lead"),
        _week.is_not(None),
    )
    .order_by(members.c.person_id, members.c.active_at.desc()),
    ToldRow,
)


async def tell_of_password_link(
    work: UnitOfWork, person_id: PersonId, name: str, made_by: str, now: datetime
) -> None:
    """`made_by` = the name of the lead who made the link. Runs as the system."""
    for row in await work.all(list_told, person_id=person_id, today=now.date()):
        text = (
            _to_them(row.language, made_by)
            if row.person_id == person_id
            else _to_lead(row.language, name, made_by)
        )
        raised = await work.one(
            renew_notice,
            id=new_id(),
            person_id=row.person_id,
            programme_id=row.programme_id,
            week=row.week,
            kind="password_link",
            occasion="",
            text=text,
            missing={"person_id": str(person_id)},
            created_at=now,
        )
        notice = NoticeState.model_validate(raised, from_attributes=True)
        work.publish(NoticeRaised(notice=notice), to=[row.person_id])


def _to_them(language: Language, made_by: str) -> str:
    if language == "vi":
        return (
            f"Mật khẩu của bạn đã được đặt lại bằng liên kết do {made_by} tạo. Nếu không phải bạn làm, hãy báo ngay "
            f"cho "
            "người vận hành weeklog."
        )
    return (
        f"Your password was chosen anew by a link that {made_by} made. If that was not you, tell who runs this "
        f"weeklog "
        "at once."
    )


def _to_lead(language: Language, name: str, made_by: str) -> str:
    if language == "vi":
        return f"Mật khẩu của {name} đã được đặt lại bằng liên kết do {made_by} tạo."
    return f"The password of {name} was chosen anew by a link that {made_by} made."
