"""Models of Amazon Bedrock: pydantic-ai's model on boto3. Imported only where it is used.

The credentials and the region are the machine's own (environment, profile or role), which is why only the operator may
choose it. boto3 reads in threads: it is for tens of answers at once, not hundreds.
"""

from typing import Any

import boto3  # pyright: ignore[reportMissingTypeStubs] - it has none
from botocore.config import Config  # pyright: ignore[reportMissingTypeStubs] - it has none
from pydantic_ai.models import Model
from pydantic_ai.models.bedrock import BedrockConverseModel
from pydantic_ai.providers.bedrock import BedrockProvider

from weeklog_chat_worker.models.clients import CONNECT_SECONDS


def open_bedrock(name: str, base_url: str | None, patience: float) -> Model[Any]:
    """`patience` (seconds) also ends a read that was given up: its thread is not held for ever."""
    once = Config(
        connect_timeout=CONNECT_SECONDS,
        read_timeout=patience,
        retries={"total_max_attempts": 1, "mode": "standard"},
    )
    session: Any = boto3.Session()  # whose types are made while it runs
    client = session.client("bedrock-runtime", endpoint_url=base_url, config=once)
    return BedrockConverseModel(name, provider=BedrockProvider(bedrock_client=client))
