"""The bodies that `/openapi.json` shows as examples are taken by the real gateway."""

from collections import defaultdict
from uuid import uuid4

from tests.integration.api.test_strangers import PLAIN
from tests.integration.conftest import Gateway
from tests.support.team import make_team
from weeklog.db.engine import Database

# The password of the example is not hers, and nobody is here to write an answer.
NOT_ASKED = {"change_password", "delete_account", "complete"}


async def test_each_example_is_a_body_that_is_taken(gateway: Gateway, system: Database) -> None:
    """What it names may not be there; nothing in it is wrong."""
    team = await make_team(system)
    refused: list[str] = []
    ids = defaultdict[str, str](lambda: str(uuid4()), PLAIN)
    async with await gateway.client_of(team.dung) as lead:
        for path, methods in gateway.app.openapi()["paths"].items():
            for method, operation in methods.items():
                body = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
                if "example" not in body or operation["operationId"] in NOT_ASKED:
                    continue
                answer = await lead.request(
                    method, path.format_map(ids), json=body["example"], headers={"If-Match": "*"}
                )
                if answer.status_code in (400, 422) or answer.status_code >= 500:
                    refused.append(f"{operation['operationId']}: {answer.status_code} {answer.text[:300]}")
    assert refused == []
