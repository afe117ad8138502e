"""The page's own modules, run by Node where there is one. Nothing else of the project needs Node."""

import shutil
import subprocess
from pathlib import Path

import pytest

TESTS = (Path(__file__).parents[3] / "services/web/tests", Path(__file__).parent)
NODE = shutil.which("node")


@pytest.mark.skipif(NODE is None, reason="there is no Node on this machine")
@pytest.mark.parametrize(
    "script",
    sorted(path for folder in TESTS for path in folder.glob("*.test.mjs")),
    ids=lambda path: path.name,
)
def test_the_page_keeps_its_rules(script: Path) -> None:
    assert NODE
    ran = subprocess.run([NODE, "--test", script], capture_output=True, text=True, timeout=120, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
