"""Roles in programmes that come from groups of an OpenID Connect provider. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from weeklog.vocabulary import Role

_ORDER: Final[Mapping[str, Role]] = {
    "member": "member",
    "mentor": "mentor",
    "lead": "lead",
}  # who may do more


@dataclass(frozen=True)
class GroupRole:
    group: str
    programme_id: UUID
    role: Role


def read_group_roles(text: str) -> list[GroupRole]:
    """`GROUP=PROGRAMME:ROLE`, with commas between. Raises ValueError with the remedy."""
    return [_read(one.strip()) for one in text.split(",") if one.strip()]


def _read(text: str) -> GroupRole:
    group, _, place = text.rpartition("=")
    programme, _, role = place.partition(":")
    try:
        programme_id = UUID(programme)
    except ValueError:
        raise ValueError(
            f"{text!r} must be GROUP=PROGRAMME:ROLE, with the id of the programme: see `weeklog programme show --json`"
        ) from None
    found = _ORDER.get(role)
    if not group or found is None:
        raise ValueError(f"{text!r} must name a group, and one of the roles {', '.join(_ORDER)}")
    return GroupRole(group, programme_id, found)


def roles_of(groups: Iterable[str], mapped: Sequence[GroupRole]) -> Mapping[UUID, Role]:
    """By programme: the role that may do most, of those that the groups give."""
    held = set(groups)
    roles: dict[UUID, Role] = {}
    for one in sorted(mapped, key=lambda one: list(_ORDER).index(one.role)):
        if one.group in held:
            roles[one.programme_id] = one.role
    return roles
