"""The clocks of machines are wrong, by an hour and by eight days, each in another direction. Leases live on the
database's clock, and each week is reviewed once."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.support import servers
from tests.support.follow import Client
from tests.support.load import SCRIPT
from tests.support.provider import Provider
from tests.support.stack import MODULES, Stack, running_stack
from tests.support.waiting import eventually
from weeklog_local import Process

LIBRARY = next(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"), None)
CLOCKS = {
    "scheduler": "+8d",
    "scheduler 2": "-1h",
    "chat-worker": "-8d",
    "chat-worker 2": "+1h",
    "reporting": "+0",
}
REVIEWED = """
select count(*), count(distinct (person_id, programme_id, week)) from review_runs"""

pytestmark = pytest.mark.skipif(LIBRARY is None, reason="libfaketime is not here (Debian: faketime)")


@pytest.fixture
def stack() -> Iterator[Stack]:
    began = datetime.now(UTC).date() - timedelta(days=20)
    with (
        Provider() as provider,
        running_stack(
            processes=("api",),
            starts_on=str(began - timedelta(days=began.weekday())),
            env={
                "WEEKLOG_LLM_MODEL": "openai:fake",
                "WEEKLOG_LLM_BASE_URL": provider.base_url,
                "WEEKLOG_LLM_API_KEY": "none",
            },
        ) as stack,
    ):
        for name, clock in CLOCKS.items():
            stack.processes[name] = started(stack, name, clock)
        yield stack


def started(stack: Stack, name: str, clock: str) -> Process:
    """By an interpreter of its own: a library that shifts its clock has to be there before it."""
    shifted = {"LD_PRELOAD": str(LIBRARY), "FAKETIME": clock, "DONT_FAKE_MONOTONIC": "1"}
    log = stack.logs / f"{name}.log"
    return Process(MODULES[name.removesuffix(" 2")], env=stack.env | shifted, log=log, name=name).start()


@pytest.mark.timeout(300)
async def test_no_lease_is_lost_and_each_week_is_reviewed_once(stack: Stack) -> None:
    client = Client(stack.url, stack.token)
    made = (await client.post("/v1/conversations", {}, key="clocks")).json()["id"]
    for number in range(4):
        path = f"/v1/conversations/{made}/messages"
        asked = await client.post(path, {"text": f"Clock {number}? {SCRIPT}"}, key=f"clock-{number}")
        assert (await client.follow(asked.json()["reply"]["id"])).state == "done"
    await client.close()
    again = "select kind, attempt, state, error from jobs where attempt > 1"
    assert not servers.postgres().execute(again, database=stack.database)

    def reviewed() -> tuple[str, str] | None:
        runs, weeks = servers.postgres().execute(REVIEWED, database=stack.database).split("|")
        return (runs, weeks) if int(weeks) >= 2 else None

    runs, weeks = eventually(reviewed, 120)
    assert runs == weeks
