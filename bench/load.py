"""A load client that costs little: fixed requests over kept-alive connections. Run as a process of its own.

`python -m bench.load URL TOKEN SECONDS CONNECTIONS` prints `{"requests", "seconds", "p50_ms", "p99_ms", "errors"}`.
"""

import asyncio
import json
import sys
import time
from urllib.parse import urlsplit

import uvloop

from bench.figures import percentile

BODY = json.dumps(
    {"text": "Reviewed the **VPC** peering notes and drew the routes", "start_on": "2026-10-06"}
).encode()


async def drive(
    at: tuple[str, int], token: str, until: float, times: list[float], errors: list[bytes]
) -> None:
    host, port = at
    reader, writer = await asyncio.open_connection(host, port)
    request = (
        f"POST /v1/entries HTTP/1.1\r\nHost: {host}:{port}\r\nAuthorization: Bearer {token}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(BODY)}\r\n\r\n"
    ).encode() + BODY
    while (began := time.perf_counter()) < until:
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().split(b"content-length:", 1)[1].split(b"\r\n", 1)[0])
        body = await reader.readexactly(length)
        times.append(time.perf_counter() - began)
        if not head.startswith(b"HTTP/1.1 201"):
            errors.append(head[:80] + body[:200])
    writer.close()


async def main(url: str, token: str, seconds: float, connections: int) -> None:
    at = urlsplit(url)
    assert at.hostname
    assert at.port
    times: list[float] = []
    errors: list[bytes] = []
    began = time.perf_counter()
    until = began + seconds
    await asyncio.gather(
        *(drive((at.hostname, at.port), token, until, times, errors) for _ in range(connections))
    )
    took = time.perf_counter() - began
    if errors:
        print(errors[0].decode(), file=sys.stderr)
    p50, p99 = percentile(times, 0.5) * 1000, percentile(times, 0.99) * 1000
    print(
        json.dumps(
            {"requests": len(times), "seconds": took, "p50_ms": p50, "p99_ms": p99, "errors": len(errors)}
        )
    )


if __name__ == "__main__":
    uvloop.run(main(sys.argv[1], sys.argv[2], float(sys.argv[3]), int(sys.argv[4])))
