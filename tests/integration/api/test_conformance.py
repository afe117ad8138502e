"""The description of the API is true: nothing fails, every answer is one that it names, and none holds the
event loop."""

from tests.support.conformance import ask_everything
from tests.support.stack import running_stack

CASES = 2  # of each operation; more are asked by hand: `python -m tests.support.conformance 20000`


def test_every_answer_to_generated_requests_is_as_described() -> None:
    with running_stack(now="2026-10-16T10:00:00+07:00", processes=("api",), watched=True) as stack:
        asked = ask_everything(stack, CASES)
    assert asked.cases > 200
    assert dict(asked.findings) == {}
