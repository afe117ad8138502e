"""The baseline of writes: FastAPI and asyncpg, one INSERT, nothing else. Served exactly as the gateway is."""

import os
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import date
from uuid import uuid4

import asyncpg
import uvicorn
from fastapi import FastAPI
from pydantic import BaseModel


class Entry(BaseModel):
    text: str
    start_on: date


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncGenerator[None]:
    app.state.pool = await asyncpg.create_pool(os.environ["BARE_DATABASE_URL"], min_size=16, max_size=16)
    yield
    await app.state.pool.close()


app = FastAPI(lifespan=lifespan)


@app.get("/readyz")
async def ready() -> dict[str, str]:
    return {"status": "ready"}


@app.post("/v1/entries", status_code=201)
async def log_entry(entry: Entry) -> dict[str, str]:
    async with app.state.pool.acquire() as connection:
        made = await connection.fetchval(
            "insert into bare (id, text, start_on) values ($1, $2, $3) returning id",
            uuid4(),
            entry.text,
            entry.start_on,
        )
    return {"id": str(made), "text": entry.text, "start_on": entry.start_on.isoformat()}


if __name__ == "__main__":
    uvicorn.run(
        app, host="127.0.0.1", port=int(os.environ["WEEKLOG_PORT"]), log_level="warning", access_log=False,
        loop="uvloop",
        http="httptools",
    )  # fmt: skip
