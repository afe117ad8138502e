"""Figures as JSON. Where answers are kept, the version of the rows is asked for first, in a unit of work of
its own: no connection is held while somebody else computes."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from weeklog import access
from weeklog.events.catalogue import Author
from weeklog.figures.build import person_figures, week_figures
from weeklog.figures.programme import programme_figures
from weeklog.figures.tables import FiguresRow, find_version, read_figures
from weeklog.ids import PersonId
from weeklog.programmes.memberships import MemberRow, list_members
from weeklog_api.identity import Identity
from weeklog_api.parts import Parts


async def of_week(parts: Parts, identity: Identity, person_id: PersonId, number: int, today: date) -> bytes:
    week, asked = identity.week(number), _Asked(parts, identity, [person_id], today, week=number)

    async def compute() -> bytes:
        return week_figures(person_id, week, await asked.row()).model_dump_json().encode()

    return await asked.answer("figures_week", compute)


async def of_person(parts: Parts, identity: Identity, person_id: PersonId, today: date) -> bytes:
    asked = _Asked(parts, identity, [person_id], today, giver=person_id)

    async def compute() -> bytes:
        row = await asked.row()
        return person_figures(person_id, identity.own_programme.weeks, row).model_dump_json().encode()

    return await asked.answer("figures_person", compute)


async def of_programme(parts: Parts, identity: Identity, today: date) -> bytes:
    access.require(identity.standing, "run programme")
    async with parts.system_store.begin(identity.person_id) as work:
        members = await work.all(list_members, programme_id=identity.own_programme.id)
    asked = _Asked(parts, identity, [member.person_id for member in members], today)

    async def compute() -> bytes:
        row = await asked.row()

        def build() -> bytes:
            figures = programme_figures(_counted(members, row), identity.own_programme.weeks, row)
            return figures.model_dump_json().encode()

        return await asyncio.to_thread(build)  # of 200 people half a second of computing

    return await asked.answer("figures_programme", compute, *members)


@dataclass(frozen=True)
class _Asked:
    """Whose figures somebody asks for."""

    parts: Parts
    identity: Identity
    people: Sequence[PersonId]
    today: date
    giver: PersonId | None = None
    week: int | None = None

    async def answer(self, kind: str, compute: Callable[[], Awaitable[bytes]], *more: object) -> bytes:
        """`more`: what it is made from besides the rows of worklogs."""
        cache, identity = self.parts.answers, self.identity
        if not cache.is_on:
            return await compute()
        programme = identity.own_programme
        who = (identity.person_id, programme.id, programme.role, *programme.weeks)
        what = (*self.people, self.giver, self.week, self.today, *more)
        return await cache.answer(kind, (*who, *what, await self._version()), compute)

    async def row(self) -> FiguresRow:
        async with self.parts.store.begin(self.identity.person_id) as work:
            row = await work.one(read_figures, **self._rows, week=self.week, today=self.today)
        assert row is not None  # it counts, also where there is nothing
        return row

    async def _version(self) -> str:
        async with self.parts.store.begin(self.identity.person_id) as work:
            row = await work.one(find_version, **self._rows)
        assert row is not None  # nothing has a version too
        return row.version

    @property
    def _rows(self) -> dict[str, Any]:
        programme_id = self.identity.own_programme.id
        return {"programme_id": programme_id, "people": self.people, "giver": self.giver}


def _counted(members: Iterable[MemberRow], row: FiguresRow) -> list[Author]:
    """Members who have not left, and whoever wrote something; by name."""
    wrote = {UUID(cell["person_id"]) for cell in (*row.entries, *row.objectives)}
    people = [
        Author(id=one.person_id, name=one.name)
        for one in members
        if (one.role == "member" and one.left_at is None) or one.person_id in wrote
    ]
    return sorted(people, key=lambda person: (person.name.casefold(), person.id))
