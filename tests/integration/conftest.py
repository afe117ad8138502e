import secrets
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from pydantic import SecretStr

from tests.support.people import make_person
from weeklog.db.engine import Database
from weeklog.ids import PersonId
from weeklog.people.credentials import new_token
from weeklog.people.tables import insert_token
from weeklog_api.app import create_app
from weeklog_api.settings import ApiSettings

TUESDAY = datetime(2026, 10, 6, 3, tzinfo=UTC)  # of the first week, also in Vietnam


@dataclass
class Gateway:
    app: FastAPI
    system: Database

    async def client_of(
        self, person: PersonId, scopes: tuple[str, ...] = ("read", "write")
    ) -> httpx.AsyncClient:
        token = new_token()
        await self.system.all(
            insert_token,
            id=token.id,
            person_id=person,
            name="tests",
            secret_hash=token.secret_hash,
            scopes=list(scopes),
            expires_at=None,
        )
        return self.client(token.text)

    def client(self, token: str | None = None) -> httpx.AsyncClient:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        transport = httpx.ASGITransport(self.app)
        return httpx.AsyncClient(transport=transport, base_url="http://weeklog.test", headers=headers)


def api_settings(database_url: str, redis_url: str, **more: Any) -> ApiSettings:
    return ApiSettings(
        database_url=database_url,
        redis_url=redis_url,
        secret_key=SecretStr(secrets.token_hex(32)),
        env="development",
        now=TUESDAY,
        **more,
    )


@pytest.fixture
def settings(database_url: str, redis_url: str, tmp_path: Path) -> ApiSettings:
    return api_settings(database_url, redis_url, artifacts_dir=tmp_path / "artifacts")


@pytest.fixture
async def gateway(settings: ApiSettings, system: Database) -> AsyncIterator[Gateway]:
    app = create_app(settings)
    async with app.router.lifespan_context(app):
        yield Gateway(app, system)


@pytest.fixture
async def an(system: Database) -> PersonId:
    return await make_person(system)


@pytest.fixture
async def client(gateway: Gateway, an: PersonId) -> AsyncIterator[httpx.AsyncClient]:
    """Speaks for `an`."""
    async with await gateway.client_of(an) as client:
        yield client


@pytest.fixture
def example_site() -> Path:
    return Path(__file__).parents[2] / "examples" / "site"
