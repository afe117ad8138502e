"""An S3-compatible server on this machine."""

import subprocess
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

import boto3
import httpx

from weeklog_local.ports import free_port


@contextmanager
def s3_server(bucket: str) -> Generator[str]:
    """Its address. It has that one bucket, and takes any key."""
    port = free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "moto.server", "-p", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        endpoint = f"http://127.0.0.1:{port}"
        _wait_for(endpoint)
        s3_client(endpoint).create_bucket(Bucket=bucket)
        yield endpoint
    finally:
        server.kill()
        server.wait()


def s3_client(endpoint: str) -> Any:
    return boto3.client(
        "s3",
        endpoint_url=endpoint,
        aws_access_key_id="key",
        aws_secret_access_key="secret",
        region_name="us-east-1",
    )


def _wait_for(url: str) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            httpx.get(url, timeout=2)
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(url)
