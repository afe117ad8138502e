from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, Field

from weeklog.vocabulary import Role
from weeklog_api.schemas import Input, Items, Output


class MemberState(Output):
    person_id: UUID
    name: str
    email: str | None  # of others for mentors and the lead alone
    role: Role
    founder: bool  # no other lead changes their role or removes them: they hand the programme over
    joined_at: datetime
    left_at: datetime | None  # what they wrote stays
    mentors: list[UUID]


class MemberChanged(MemberState):
    unmentored: list[UUID]  # whom they mentored until now: nobody else took them over


MemberList = Items[MemberState]


class MemberPatch(Input):
    role: Role


class MentorsNew(Input):
    mentors: Annotated[
        tuple[UUID, ...], Field(max_length=20), AfterValidator(lambda ids: tuple(dict.fromkeys(ids)))
    ]


class HandOver(Input):
    to: UUID
    role: Literal["member", "mentor"] = Field("member", description="what you are from then on")
