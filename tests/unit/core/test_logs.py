"""What a line of the log holds, whoever wrote it."""

import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from weeklog.logs import configure_logs, logger


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()
    structlog.contextvars.clear_contextvars()


@pytest.mark.parametrize("ours", [True, False])
def test_an_exception_is_told_without_its_text(capsys: pytest.CaptureFixture[str], *, ours: bool) -> None:
    configure_logs("tests")
    try:
        int("what somebody wrote")
    except ValueError:
        if ours:
            logger("ours").exception("it broke")
        else:
            logging.getLogger("theirs").exception("it broke")
    said = capsys.readouterr().out
    line = json.loads(said)
    assert (line["event"], line["error"], line["process"]) == ("it broke", "ValueError", "tests")
    assert line["where"][0].startswith("test_logs.py:")
    assert "what somebody wrote" not in said
