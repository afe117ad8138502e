import secrets
from collections.abc import AsyncIterator, Iterator

import pytest
from hypothesis import settings

from tests.support import servers
from weeklog.db.base import APP_ROLE, SYSTEM_ROLE
from weeklog.db.engine import Database

# Time is judged by how it grows, never by a clock: machines and their loads differ.
settings.register_profile("weeklog", deadline=None)
settings.load_profile("weeklog")

# Files whose tests take long. With files side by side the last one decides, so these begin first.
_LONG = (
    "acceptance/test_corpus.py",
    "acceptance/test_questions_models.py",
    "faults/test_chat_under_faults.py",
    "acceptance/test_questions.py",
    "acceptance/injection/test_injection.py",
    "integration/local/test_supervisor.py",
    "unit/web/test_page_modules.py",
    "integration/gateway/test_rights.py",
)


@pytest.hookimpl(trylast=True)  # after the order was shuffled
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(
        key=lambda item: next((n for n, name in enumerate(_LONG) if item.path.match(name)), len(_LONG))
    )


@pytest.fixture
def database_url() -> Iterator[str]:
    """A migrated, empty database of one's own."""
    name = f"test_{secrets.token_hex(4)}"
    yield servers.clone_database(name)
    servers.drop_database(name)


@pytest.fixture
async def system(database_url: str) -> AsyncIterator[Database]:
    database = Database(database_url, SYSTEM_ROLE, 4, "tests")
    await database.open()
    yield database
    await database.close()


@pytest.fixture
async def app_database(database_url: str) -> AsyncIterator[Database]:
    database = Database(database_url, APP_ROLE, 4, "tests")
    await database.open()
    yield database
    await database.close()


@pytest.fixture
def redis_url() -> str:
    """The Valkey of the run: tests share it, so they use keys of their own and flush nothing."""
    return servers.valkey().url
