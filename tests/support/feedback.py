"""A team at work, each of them with a client."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import httpx

from tests.integration.conftest import Gateway
from tests.support.moments import moment
from tests.support.people import make_person
from tests.support.team import Team, make_team
from weeklog.ids import PersonId, new_id


def line(text: str, section: str = "done") -> dict[str, Any]:
    """As a draft's line is stored."""
    at = "2026-10-09T10:00:00Z"
    return {
        "id": str(new_id()), "key": f"{section}:{text}", "section": section, "text": text, "evidence": [], "at": at,
    }  # fmt: skip


@dataclass
class Scene:
    team: Team
    gateway: Gateway
    an: httpx.AsyncClient
    binh: httpx.AsyncClient
    chi: httpx.AsyncClient  # An's mentor
    dung: httpx.AsyncClient  # the lead
    stranger: httpx.AsyncClient

    def at(self, written: str) -> None:
        """From here on it is so late."""
        state = self.gateway.app.state.parts
        state.settings = state.settings.model_copy(update={"now": moment(written)})

    async def entry(self, text: str = "Build the VPC", **fields: Any) -> str:
        answer = await self.an.post("/v1/entries", json={"text": text, **fields})
        return answer.json()["id"]

    async def comment(
        self, by: httpx.AsyncClient, anchor: dict[str, Any], text: str = "Which region?"
    ) -> dict[str, Any]:
        answer = await by.post("/v1/comments", json={"anchor": anchor, "text": text})
        assert answer.status_code == 201, answer.text
        return answer.json()

    async def review(self, of: PersonId, week: int = 1) -> str:
        """A draft of two sentences."""
        review_id, store = new_id(), self.gateway.app.state.parts.store
        async with store.begin(of) as work:
            await work.run(
                "insert into reviews (id, person_id, programme_id, week, state, lines, drafted_at) "
                "values ($1, $2, $3, $4, 'drafted', $5, now())",
                review_id,
                of,
                self.team.programme_id,
                week,
                [line("Built it"), line("Tested it")],
            )
        return str(review_id)


@asynccontextmanager
async def open_scene(gateway: Gateway) -> AsyncGenerator[Scene]:
    team = await make_team(gateway.system)
    stranger = await make_person(gateway.system, "eve@example.com")
    async with (
        await gateway.client_of(team.an) as an,
        await gateway.client_of(team.binh) as binh,
        await gateway.client_of(team.chi) as chi,
        await gateway.client_of(team.dung) as dung,
        await gateway.client_of(stranger) as eve,
    ):
        yield Scene(team, gateway, an, binh, chi, dung, eve)
