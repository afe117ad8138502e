"""What a week, a search and a bulk cost in an instance of ten thousand, a hundred thousand and a million entries.

The rows come by COPY into databases of this bench's own, dropped after it: programmes of 250 people with a thousand
entries each, and one person who asks and whose own worklog stays as long as it was.
"""

import asyncio
import http.client
import json
import random
import statistics
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import quote, urlsplit
from uuid import UUID

import asyncpg
import orjson

from bench.figures import Figure, percentile
from tests.support import servers
from tests.support.stack import Stack, running_stack
from weeklog.ids import new_id

SIZES = (10_000, 100_000, 1_000_000)
OWN, EACH, IN_PROGRAMME = 500, 1000, 250
READS, TURNS, SEARCHES = 400, 20, 15
BULKS, IN_BULK, ROUNDS = 8, 500, 3
WEEKS, FIRST = 12, date(2026, 10, 5)
BATCH = 20_000

EVERYDAY = """
deployed reviewed fixed wrote configured measured kubernetes terraform pipeline bucket subnet routes thumbnail
dashboard query index cluster certificate backup login cấu hình triển khai máy chủ kiểm thử giao diện dữ liệu báo cáo
"""
WORK = EVERYDAY.split()
SEARCHED = (
    "kubernetes", "terraform pipeline", "deploying certificates", "cấu hình máy chủ", "cau hinh may chu", "bao cao",
    "kuberntes", "terrafrom backup", "query index login", "{rare}", "{rare} backup", "{misspelt}", "nothing like it",
    "thumb", "kiem thu giao dien", "deployed the dashboard with a certificate",
)  # fmt: skip


@dataclass
class Instance:
    stack: Stack
    words: list[str]
    rng: random.Random
    programmes: list[UUID] = field(default_factory=list[UUID])
    people: int = 0
    entries: int = 0


def run() -> list[Figure]:
    """The sizes stand beside each other and are asked in turn: a machine that slows down slows all of them."""
    with ExitStack() as ending:
        instances = {size: _instance(ending, size) for size in SIZES}
        largest = instances[SIZES[-1]]
        weeks = _weeks(instances)
        return [*weeks, *_searches(largest, weeks[0].value), *_bulk(largest), _bytes(largest)]


def _instance(ending: ExitStack, size: int) -> Instance:
    env = {"WEEKLOG_LOG_LEVEL": "warning", "WEEKLOG_SEMANTIC": "off"}
    stack = ending.enter_context(running_stack(processes=("api",), env=env, weeks=WEEKS))
    rng = random.Random(7)
    instance = Instance(stack, _vocabulary(rng), rng, [UUID(stack.programme_id)])
    _owner(stack, lambda connection: _begin(connection, instance))
    _owner(stack, lambda connection: _grow(connection, instance, size))
    return instance


def _weeks(instances: Mapping[int, Instance]) -> list[Figure]:
    found: dict[int, list[float]] = {size: [] for size in instances}
    for _ in range(TURNS):
        for size, instance in instances.items():
            found[size] += _asked(instance.stack, ["/v1/weeks/2"], READS // TURNS)
    p50 = {size: statistics.median(times) * 1000 for size, times in found.items()}
    ratio = p50[SIZES[-1]] / p50[SIZES[0]]
    return [
        *(Figure(f"scale.week_p50_{size}", value, "ms") for size, value in p50.items()),
        Figure("scale.week_growth", ratio, "times", ratio, "10,000 entries", "<= 1.3", ratio <= 1.3),
    ]


def _searches(instance: Instance, week_ms: float) -> list[Figure]:
    """`week_ms`: what reading a week costs in the smallest instance of the same run."""
    rare = instance.words[-500]
    words = [text.format(rare=rare, misspelt=rare[:-3] + rare[-2] + rare[-3] + rare[-1]) for text in SEARCHED]
    figures: list[Figure] = []
    for name, more in (("own", ""), ("everyone", "&everyone=true")):
        paths = [f"/v1/search?q={quote(text)}{more}" for text in words]
        slowest = {path: statistics.median(_asked(instance.stack, [path], 3)) * 1000 for path in paths}
        worst = max(slowest, key=lambda path: slowest[path])
        print(f"# slowest of {name}: {worst} {slowest[worst]:.1f} ms", flush=True)
        times = _asked(instance.stack, paths, SEARCHES)
        p95 = percentile(times, 0.95) * 1000
        figures += [
            Figure(f"scale.search_{name}_p50", statistics.median(times) * 1000, "ms"),
            Figure.at_most(
                f"scale.search_{name}_p95", p95, "ms", p95 / week_ms, "a week at 10,000 entries", 25
            ),
        ]
    return figures


def _bulk(instance: Instance) -> list[Figure]:
    """Requests and COPYs of the same rows, in turn, each batch a transaction."""
    ours: list[float] = []
    bare: list[float] = []
    for _ in range(ROUNDS):
        batches = [[_item(instance) for _ in range(IN_BULK)] for _ in range(BULKS)]
        bodies = [orjson.dumps({"items": batch}) for batch in batches]
        begun = time.perf_counter()
        _posted(instance.stack, "/v1/entries/bulk", bodies)
        ours.append(BULKS * IN_BULK / (time.perf_counter() - begun))
        bare.append(BULKS * IN_BULK / _owner(instance.stack, lambda c, b=batches: _copied(c, instance, b)))
    ratio = statistics.median(one / other for one, other in zip(ours, bare, strict=True))
    return [
        Figure("scale.bulk_rate", statistics.median(ours), "entries/s", ratio, "asyncpg COPY", "ratio >= 0.5",
            ratio >= 0.5),
        Figure("scale.copy_rate", statistics.median(bare), "entries/s"),
    ]  # fmt: skip


def _bytes(instance: Instance) -> Figure:
    """What an entry takes on the disk, with its history, its indexes and what search keeps of it."""
    batches = [[_item(instance) for _ in range(IN_BULK)] for _ in range(BULKS)]
    before = _owner(instance.stack, _size)
    _posted(instance.stack, "/v1/entries/bulk", [orjson.dumps({"items": batch}) for batch in batches])
    grown = _owner(instance.stack, _size) - before
    return Figure("scale.bytes_per_entry", grown / (BULKS * IN_BULK), "bytes")


async def _size(connection: "asyncpg.Connection[Any]") -> int:
    return await connection.fetchval("select pg_database_size(current_database())")


async def _copied(
    connection: "asyncpg.Connection[Any]", instance: Instance, batches: Sequence[Sequence[dict[str, Any]]]
) -> float:
    person, programme = UUID(instance.stack.person_id), instance.programmes[0]
    columns = ("id", "person_id", "programme_id", "week", "position", "text", "start_on", "end_on", "tags")
    took = 0.0
    for batch in batches:
        rows = [
            (new_id(), person, programme, 1, place, one["text"], FIRST, FIRST, one["tags"])
            for place, one in enumerate(batch)
        ]
        begun = time.perf_counter()
        await connection.copy_records_to_table("entries", records=rows, columns=columns)
        took += time.perf_counter() - begun
    return took


def _item(instance: Instance) -> dict[str, Any]:
    return {"text": _said(instance), "start_on": FIRST.isoformat(), "tags": ["bulk"]}


async def _begin(connection: "asyncpg.Connection[Any]", instance: Instance) -> None:
    person, programme = UUID(instance.stack.person_id), instance.programmes[0]
    await _copy(connection, _rows(instance, person, programme, OWN))
    await _learn(connection, instance, programme)


async def _grow(connection: "asyncpg.Connection[Any]", instance: Instance, size: int) -> None:
    """The asker leads the first programme; the others are strangers' ones."""
    waiting: list[tuple[Any, ...]] = []
    while instance.entries < size:
        if instance.people % IN_PROGRAMME == 0 and instance.people:
            instance.programmes.append(await _programme(connection, instance))
        person, programme = await _person(connection, instance), instance.programmes[-1]
        instance.people += 1
        waiting += _rows(instance, person, programme, min(EACH, size - instance.entries))
        if len(waiting) >= BATCH:
            await _copy(connection, waiting)
            waiting = []
    await _copy(connection, waiting)
    await connection.execute("vacuum analyze entries")


async def _programme(connection: "asyncpg.Connection[Any]", instance: Instance) -> UUID:
    programme = new_id()
    await connection.execute(
        "insert into programmes (id, name, zone, starts_on, review_weekday, review_at) "
        "select $1, 'Another', zone, starts_on, review_weekday, review_at from programmes where id = $2",
        programme, instance.programmes[0],
    )  # fmt: skip
    await connection.execute(
        "insert into weeks (programme_id, number, first_day, last_day) "
        "select $1, number, first_day, last_day from weeks where programme_id = $2",
        programme, instance.programmes[0],
    )  # fmt: skip
    return programme


async def _person(connection: "asyncpg.Connection[Any]", instance: Instance) -> UUID:
    person = new_id()
    await connection.execute(
        "insert into people (id, email, name, language) values ($1, $2, 'Somebody', 'en')", person,
        f"{person}@example.com"
    )  # fmt: skip
    await connection.execute(
        "insert into members (programme_id, person_id, role) values ($1, $2, 'member')",
        instance.programmes[-1], person,
    )  # fmt: skip
    return person


def _rows(instance: Instance, person: UUID, programme: UUID, count: int) -> Iterator[tuple[Any, ...]]:
    now = datetime.now(UTC)
    for place in range(count):
        week = place % WEEKS + 1
        day = FIRST + timedelta(days=7 * (week - 1) + place % 5)
        yield (new_id(), person, programme, week, place // WEEKS, _said(instance), day, day, now, now)
    instance.entries += count


async def _copy(connection: "asyncpg.Connection[Any]", rows: Any) -> None:
    columns = ("id", "person_id", "programme_id", "week", "position", "text", "start_on", "end_on", "created_at",
        "updated_at")  # fmt: skip
    await connection.copy_records_to_table("entries", records=rows, columns=columns)


async def _learn(connection: "asyncpg.Connection[Any]", instance: Instance, programme: UUID) -> None:
    """As the job of search does, without reading a million rows for it."""
    await connection.execute(
        "insert into search_vocabulary (programme_id, word, seen) "
        "select distinct $1::uuid, lower(unaccent(w)), 3 from unnest($2::text[]) w on conflict do nothing",
        programme, [*WORK, *instance.words],
    )  # fmt: skip


def _vocabulary(rng: random.Random, count: int = 30_000) -> list[str]:
    """Words that do not exist, from common to rare."""
    parts = [a + b for a in "bcdghklmnprstv" for b in ("a", "e", "i", "o", "u", "an", "er")]
    return list(dict.fromkeys("".join(rng.choices(parts, k=rng.randint(2, 4))) for _ in range(count)))


def _said(instance: Instance) -> str:
    """Twelve words: a few of everyday work, the others the rarer the further back they stand."""
    rng, words = instance.rng, instance.words
    everyday = rng.choices(WORK, k=3)
    others = [words[int(len(words) * rng.random() ** 3)] for _ in range(9)]
    return " ".join([*everyday, *others])


def _asked(stack: Stack, paths: Sequence[str], times: int) -> list[float]:
    at = urlsplit(stack.url)
    connection = http.client.HTTPConnection(at.hostname or "", at.port, timeout=60)
    headers = {"Authorization": f"Bearer {stack.token}"}
    took: list[float] = []
    for turn in range(times + 2):
        for path in paths:
            begun = time.perf_counter()
            connection.request("GET", path, headers=headers)
            answer = connection.getresponse()
            body = answer.read()
            if answer.status != 200:
                raise RuntimeError(f"{path}: {answer.status} {body[:300]!r}")
            if turn > 1:
                took.append(time.perf_counter() - begun)
    connection.close()
    return took


def _posted(stack: Stack, path: str, bodies: Sequence[bytes]) -> None:
    at = urlsplit(stack.url)
    connection = http.client.HTTPConnection(at.hostname or "", at.port, timeout=60)
    headers = {"Authorization": f"Bearer {stack.token}", "Content-Type": "application/json"}
    for body in bodies:
        connection.request("POST", path, body, headers)
        answer = connection.getresponse()
        said = answer.read()
        if answer.status != 201 or len(json.loads(said)["items"]) != IN_BULK:
            raise RuntimeError(f"{path}: {answer.status} {said[:300]!r}")
    connection.close()


def _owner(stack: Stack, work: "Callable[[asyncpg.Connection[Any]], Awaitable[Any]]") -> Any:
    async def connected() -> Any:
        connection = await asyncpg.connect(servers.postgres().owner_url(stack.database))
        try:
            return await work(connection)
        finally:
            await connection.close()

    return asyncio.run(connected())
