"""The page's own modules, tested by Vitest."""

import subprocess
import sys

import pytest

from tests.support.stack import ROOT

INSTALLED = ROOT / "services/web/node_modules/vitest"


@pytest.mark.skipif(not INSTALLED.is_dir(), reason="what tests the page is not installed: make setup-dev")
def test_the_modules_of_the_page_keep_their_rules() -> None:
    builder = [sys.executable, ROOT / "local/build_page.py", "test"]
    ran = subprocess.run(builder, capture_output=True, text=True, timeout=300, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
