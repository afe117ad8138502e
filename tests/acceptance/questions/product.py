"""The real product with one person's worklog in it: started, filled over its public API, asked over its public API."""

import asyncio
import sys
import time
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import httpx

from tests.acceptance.questions.sets import Question, QuestionSet, many
from tests.support.stack import Stack, running_stack

AT_ONCE = 12  # conversations
PATIENCE = 90  # seconds for one reply
_ENDED = {"done", "failed", "cancelled"}


@dataclass(frozen=True)
class Worklog:
    """What is in the product before anything is asked, as its API tells."""

    now: datetime
    weeks: Sequence[Mapping[str, Any]]  # number, first_day, last_day, entries, objectives, achievements

    @property
    def entries(self) -> list[dict[str, Any]]:
        return [entry | {"week": week["number"]} for week in self.weeks for entry in week["entries"]]


@dataclass(frozen=True)
class Asked:
    question: Question
    reply: dict[str, Any]
    earlier: tuple[dict[str, Any], ...] = field(
        default_factory=tuple
    )  # the replies before it, in the same conversation


@contextmanager
def filled(asked: QuestionSet, env: Mapping[str, str] | None = None) -> Generator[tuple[Stack, Worklog]]:
    """The stack, with the worklog of the set in it and its clock at the set's moment."""
    starts = asked.starts_on or _earliest(asked) or date(2026, 1, 5)
    begun = running_stack(
        now=asked.now.isoformat() if asked.now else None,
        processes=("api",),
        env={"WEEKLOG_REDISPATCH_SECONDS": "1", **(env or {})},
        zone=asked.zone,
        starts_on=starts.isoformat(),
        weeks=asked.weeks or len(asked.calendar) or 12,
    )
    with begun as stack:
        with stack.client() as client:
            try:
                fill(client, asked)
            except RuntimeError:
                print(stack.said(), file=sys.stderr)
                raise
            weeks = [
                _ok(client.get(f"/v1/weeks/{week['number']}"))
                for week in _ok(client.get("/v1/weeks"))["items"]
            ]
        now = asked.now or _end_of(weeks, asked.zone)
        if not asked.now:
            stack.env["WEEKLOG_NOW"] = now.isoformat()
            stack.restart("api")
        stack.start("chat-worker")
        stack.start("scheduler")
        yield stack, Worklog(now, weeks)


def fill(client: httpx.Client, asked: QuestionSet) -> None:
    if asked.calendar:
        _ok(client.put("/v1/programme/weeks", json={"weeks": [dict(week) for week in asked.calendar]}))
    if asked.site:
        _import(client, asked.site, keep_calendar=asked.starts_on is not None)
    entries = [_entry(raw) for raw in asked.seed.get("entries") or ()]
    for start in range(0, len(entries), 200):
        made = _ok(client.post("/v1/entries/bulk", json={"items": entries[start : start + 200]}))
        assert len(made["items"]) == len(entries[start : start + 200])
    for name in ("objectives", "achievements"):
        for number, lines in _by_week(asked.seed.get(name)).items():
            _put_lines(client, f"/v1/weeks/{number}/{name}", lines)


def _import(client: httpx.Client, site: Path, *, keep_calendar: bool) -> None:
    pages = sorted(path for path in site.rglob("*.md"))
    if not pages:
        raise ValueError(f"{site}: no Markdown pages in it")
    files = [
        ("files", (path.relative_to(site).as_posix(), path.read_bytes(), "text/markdown")) for path in pages
    ]
    if not keep_calendar:
        calendar = _report(client, files, dry_run=True).get("calendar")
        if calendar and calendar.get("weeks") and not calendar.get("fits"):
            weeks = [
                {name: week[name] for name in ("number", "first_day", "last_day")}
                for week in calendar["weeks"]
            ]
            _ok(client.put("/v1/programme/weeks", json={"weeks": weeks}))
    for page in _report(client, files, dry_run=False)["pages"]:
        if page["outcome"] == "refused" and all(error["field"] != "week" for error in page["errors"]):
            print(f"not imported: {page['path']}: {page['errors']}", file=sys.stderr)


def _report(client: httpx.Client, files: Sequence[Any], *, dry_run: bool) -> dict[str, Any]:
    answer = client.post(
        "/v1/pages/import",
        files=files,
        data={"dry_run": str(dry_run).lower(), "background": "false"},
        timeout=300,
    )
    return _ok(answer)


_STATUSES = {
    "open": "planned", "todo": "planned", "in progress": "doing", "in_progress": "doing", "finished": "done",
    "cancelled": "dropped",
}  # fmt: skip


def _entry(raw: Mapping[str, Any]) -> dict[str, Any]:
    """Other names of the same are understood; a resource may be an address or a title alone."""
    start = next((raw[name] for name in ("start_on", "on", "date", "start", "day") if raw.get(name)), None)
    end = next((raw[name] for name in ("end_on", "until", "end") if raw.get(name)), start)
    status = str(raw.get("status") or "done").lower()
    return {
        "text": str(raw["text"]),
        **({"start_on": str(start), "end_on": str(end)} if start else {}),
        "status": _STATUSES.get(status, status),
        "tags": many(raw.get("tags")),
        **({"hours": raw["hours"]} if raw.get("hours") else {}),
        "resources": [_resource(one) for one in many(raw.get("resources"))],
    }


def _resource(raw: Any) -> Any:
    return raw if isinstance(raw, dict) else {"url" if str(raw).startswith("http") else "title": str(raw)}


def _by_week(raw: Any) -> dict[int, list[Any]]:
    """`{3: [line, …]}`, or `[{week: 3, text: …}, …]`, or `[{week: 3, items: […]}, …]`."""
    if isinstance(raw, dict):
        named: dict[Any, Any] = raw
        return {int(number): many(lines) for number, lines in named.items()}
    weeks: dict[int, list[Any]] = {}
    for line in many(raw):
        weeks.setdefault(int(line["week"]), []).extend(line.get("items") or [line])
    return weeks


_DONE = {"met": True, "open": False, "missed": False, "carried": False}
# As people who do not know the product's words name its states.
_STATES = {
    "not_met": "missed",
    "partly_met": "missed",
    "not met": "missed",
    "partly met": "missed",
    "failed": "missed",
}


def _put_lines(client: httpx.Client, path: str, lines: Sequence[Any]) -> None:
    """Objectives keep their states where the product knows states, else whether they are done."""
    known = [
        {"text": line}
        if isinstance(line, str)
        else _known_state({k: v for k, v in line.items() if k != "week"})
        for line in lines
    ]
    answer = client.put(path, json={"items": known})
    if answer.status_code == 422 and any("state" in line for line in known):
        known = [
            {"text": line["text"], "done": _DONE.get(line.get("state", ""), line.get("done"))}
            for line in known
        ]
        answer = client.put(path, json={"items": known})
    _ok(answer)


def _known_state(line: dict[str, Any]) -> dict[str, Any]:
    state = line.get("state")
    return line | {"state": _STATES.get(state, state)} if state else line


def ask_all(stack: Stack, questions: Sequence[Question]) -> list[Asked]:
    return asyncio.run(_ask_all(stack, questions))


async def _ask_all(stack: Stack, questions: Sequence[Question]) -> list[Asked]:
    gate = asyncio.Semaphore(AT_ONCE)
    headers = {"Authorization": f"Bearer {stack.token}"}
    async with httpx.AsyncClient(base_url=stack.url, headers=headers, timeout=30) as client:

        async def one(question: Question) -> Asked:
            async with gate:
                conversation = _ok(await client.post("/v1/conversations", json={}))["id"]
                replies = [
                    await ask(client, conversation, text) for text in (*question.history, question.ask)
                ]
            return Asked(question, replies[-1], tuple(replies[:-1]))

        return await asyncio.gather(*map(one, questions))


async def ask(client: httpx.AsyncClient, conversation: str, text: str) -> dict[str, Any]:
    """The reply, when it has come to an end."""
    asked = _ok(await client.post(f"/v1/conversations/{conversation}/messages", json={"text": text}))
    until, pause = time.monotonic() + PATIENCE, 0.05
    while time.monotonic() < until:
        await asyncio.sleep(pause)
        reply = _ok(await client.get(f"/v1/replies/{asked['reply']['id']}"))
        if reply["state"] in _ENDED:
            return reply
        pause = min(0.5, pause * 1.5)
    return {"state": "late", "text": "", "citations": [], "error": f"no answer within {PATIENCE} s"}


def _ok(answer: httpx.Response) -> Any:
    if answer.is_error:
        raise RuntimeError(
            f"{answer.request.method} {answer.request.url.path}: {answer.status_code} {answer.text[:2000]}"
        )
    return answer.json()


def _end_of(weeks: Sequence[Mapping[str, Any]], zone: str) -> datetime:
    """Six in the evening of the last day of the last week in which something is logged."""
    logged = [week for week in weeks if week["entries"]] or list(weeks)
    last = date.fromisoformat(logged[-1]["last_day"])
    return datetime(last.year, last.month, last.day, 18, tzinfo=ZoneInfo(zone))


def _earliest(asked: QuestionSet) -> date | None:
    days = [str(_entry(raw).get("start_on")) for raw in asked.seed.get("entries") or ()]
    known = sorted(date.fromisoformat(day) for day in days if day != "None")
    return known[0] - timedelta(days=known[0].weekday()) if known else None
