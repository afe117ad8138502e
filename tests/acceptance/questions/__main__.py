"""Asks the assistant what strangers wrote down, and says how much of it was answered.

    python -m tests.acceptance.questions [FOLDER…] [--only KIND] [--lang en] [--model offline|scripted|server]

Without a folder: the sets beside this file. `server` is what WEEKLOG_LLM_MODEL and WEEKLOG_LLM_BASE_URL name.
Exit code 1 when a set is below 95 % or a statement has no row behind it.
"""

import argparse
import os
import sys
import time
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path

from tests.acceptance.questions.product import ask_all, filled
from tests.acceptance.questions.scores import Score, score
from tests.acceptance.questions.sets import find_sets, read_set
from tests.support.provider import Provider

HERE = Path(__file__).parent
_MODEL_SETTINGS = ("WEEKLOG_LLM_MODEL", "WEEKLOG_LLM_BASE_URL", "WEEKLOG_LLM_API_KEY")


def run(folder: Path, *, only: str = "", lang: str = "", env: Mapping[str, str] | None = None) -> Score:
    """One set, on a stack of its own."""
    asked = read_set(folder)
    questions = [one for one in asked.questions if only in one.kind and lang in ("", one.lang)]
    with filled(asked, env) as (stack, worklog):
        return score(asked.name, worklog, ask_all(stack, questions))


def main() -> int:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("folders", nargs="*", type=Path)
    options.add_argument("--only", default="", help="questions whose kind contains this")
    options.add_argument("--lang", default="", help="questions in this language")
    options.add_argument("--model", choices=("offline", "scripted", "server"), default="offline")
    given = options.parse_args()
    scores: list[Score] = []
    with ExitStack() as ending:
        env = model_settings(given.model, ending)
        for folder in find_sets(given.folders or [HERE]):
            began = time.monotonic()
            scores.append(run(folder, only=given.only, lang=given.lang, env=env))
            print(scores[-1].told(), f"in {time.monotonic() - began:.0f} s", flush=True)
    return 0 if all(score.passes for score in scores) else 1


def model_settings(model: str, ending: ExitStack) -> dict[str, str]:
    if model == "scripted":
        provider = ending.enter_context(Provider("@lookup"))
        return {"WEEKLOG_LLM_MODEL": "openai:scripted", "WEEKLOG_LLM_BASE_URL": provider.base_url}
    if model == "server":
        return {name: os.environ[name] for name in _MODEL_SETTINGS if name in os.environ}
    for name in _MODEL_SETTINGS:
        os.environ.pop(name, None)
    return {}


if __name__ == "__main__":
    sys.exit(main())
