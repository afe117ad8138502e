"""Asking, on a real gateway: what is accepted is saved once."""

from concurrent.futures import ThreadPoolExecutor

from tests.support import servers
from tests.support.stack import running_stack


def test_fifty_repeats_of_one_question_at_once_are_one_question() -> None:
    with running_stack(processes=("api",)) as stack, stack.client() as client:
        conversation = client.post("/v1/conversations", json={}).raise_for_status().json()["id"]

        def ask(_: int) -> tuple[int, str]:
            answer = client.post(
                f"/v1/conversations/{conversation}/messages",
                json={"text": "what is open?"},
                headers={"Idempotency-Key": "the-same"},
            )
            return answer.status_code, answer.text

        with ThreadPoolExecutor(50) as threads:
            answers = set(threads.map(ask, range(50)))
        assert len(answers) == 1
        assert next(iter(answers))[0] == 202, answers
        counted = servers.postgres().execute(
            "select (select count(*) from messages), (select count(*) from jobs)", database=stack.database
        )
        assert counted.strip() == "1|1"
