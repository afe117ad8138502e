"""The pages of the fake API: imports at once or in the background, the inbox, lint, twins, export, the calendar.

Script it by `api.site`: what an import finds (`guesses`, `lint`, `calendar`), what is open (`questions`), what differs
(`drifts`), what `git apply` would get (`patch`).
"""

import io
import zipfile
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

Json = dict[str, Any]
MOST_AT_ONCE = 60  # pages; more are imported in the background


@dataclass
class FakeSite:
    pages: dict[str, bytes] = field(default_factory=dict[str, bytes])
    guesses: list[Json] = field(default_factory=list[Json])
    lint: list[Json] = field(default_factory=list[Json])
    calendar: Json | None = None
    questions: list[Json] = field(default_factory=list[Json])
    drifts: dict[int, list[Json]] = field(default_factory=dict[int, list[Json]])
    patch: bytes = b""
    imports: dict[str, Json] = field(default_factory=dict[str, Json])
    import_error: str | None = None
    programme: Json = field(
        default_factory=lambda: {"name": "Internship", "starts_on": "2026-10-05", "weeks": []}
    )


def question(
    key: str = "day_month", path: str = "content/1-Worklog/1.1-Week1/_index.md", **more: Any
) -> Json:
    asked = {
        "path": path, "week": 1, "language": "en", "key": key, "kind": "day_month",
        "place": {"line": 14, "row": None, "column": 1},
        "question": "Do the dates of this page put the day or the month first?",
        "evidence": ["nothing on the page tells day from month"],
        "choices": [{"value": "DM", "label": "day first"}, {"value": "MD", "label": "month first"}],
        "chosen": None, "confidence": 0.5, "scopes": ["page", "site"],
    }  # fmt: skip
    return asked | more


def finding(
    level: str, message: str, path: str = "content/1-Worklog/1.1-Week1/_index.md", line: int = 3
) -> Json:
    return {"path": path, "level": level, "kind": "made_up", "line": line, "message": message}


async def import_pages(site: FakeSite, request: Request) -> Response:
    async with request.form() as form:
        dry_run = form["dry_run"] == "true"
        files = [
            (file.filename or "", await file.read())
            for file in form.getlist("files")
            if not isinstance(file, str)
        ]
    if files[0][0].endswith(".zip"):
        with zipfile.ZipFile(io.BytesIO(files[0][1])) as archive:
            files = [(name, archive.read(name)) for name in archive.namelist()]
    pages = [_imported(site, path, content, dry_run=dry_run) for path, content in files]
    report = {"dry_run": dry_run, "pages": pages, "calendar": site.calendar}
    if len(files) <= MOST_AT_ONCE:
        return JSONResponse(report)
    job: Json = {"id": str(uuid4()), "state": "queued", "done": 0, "total": len(files)}
    site.imports[job["id"]] = {**job, "report": report}
    return JSONResponse(job, 202, headers={"Location": f"/v1/pages/imports/{job['id']}"})


def _imported(site: FakeSite, path: str, content: bytes, *, dry_run: bool) -> Json:
    errors = [] if content.startswith(b"---") else [{"field": "front matter", "message": "there is none"}]
    outcome = "refused" if errors else "unchanged" if site.pages.get(path) == content else "created"
    if not dry_run and not errors:
        site.pages[path] = content
    return {
        "path": path, "week": 1, "language": "en", "outcome": outcome, "entries": 5, "objectives": 3,
        "achievements": 3,
        "warnings": [{"line": 9, "kind": "short_row", "message": "a cell is missing"}],
        "ambiguities": site.guesses, "errors": errors, "lint": site.lint, "twin": None,
    }  # fmt: skip


async def running_import(site: FakeSite, request: Request) -> Response:
    """Half of it is done at the first look, all of it at the second."""
    job = site.imports[request.path_params["id"]]
    if site.import_error:
        job |= {"state": "failed", "report": None, "error": site.import_error}
    elif job["state"] == "queued":
        job |= {"state": "running", "done": job["total"] // 2}
        return JSONResponse({**job, "report": None})
    else:
        job |= {"state": "done", "done": job["total"]}
    return JSONResponse(job)


async def pages(site: FakeSite, request: Request) -> Response:
    items = [
        {"path": path, "week": _week(path), "language": "vi" if ".vi." in path else "en",
         "updated_at": "2026-10-09T17:00:00Z", "ambiguities": 0, "findings": 0}
        for path in site.pages
    ]  # fmt: skip
    start = int(request.query_params.get("cursor", 0))
    more = str(start + 2) if start + 2 < len(items) else None  # small, so that cursors are followed
    return JSONResponse({"items": items[start : start + 2], "next_cursor": more})


def _week(path: str) -> int:
    return int(path.partition("Week")[2].partition("/")[0] or 1)


async def inbox(site: FakeSite, request: Request) -> Response:
    wanted = request.query_params.get("path")
    found = [one for one in site.questions if wanted in (None, one["path"])]
    return JSONResponse({"items": found, "next_cursor": None, "open": len(found)})


async def settle(site: FakeSite, request: Request) -> Response:
    given = await request.json()
    asked = [
        one
        for one in site.questions
        if one["key"] == given["key"] and (given["scope"] == "site" or one["path"] == given["path"])
    ]
    if any(given["value"] not in {choice["value"] for choice in one["choices"]} for one in asked):
        problem = {
            "title": "Not valid",
            "status": 422,
            "errors": [{"field": "value", "message": "send DM or MD"}],
        }
        return JSONResponse(problem, 422, media_type="application/problem+json")
    site.questions = [one for one in site.questions if one not in asked]
    changed = [_imported(site, one["path"], b"---", dry_run=True) | {"outcome": "changed"} for one in asked]
    return JSONResponse({"settled": len(asked), "pages": changed, "open": len(site.questions)})


async def unsettle(site: FakeSite, request: Request) -> Response:
    site.questions.append(question(request.query_params["key"], request.query_params["path"]))
    return JSONResponse({"settled": 1, "pages": [], "open": len(site.questions)})


async def lint(site: FakeSite, request: Request) -> Response:
    wanted = request.query_params.get("path")
    kind = request.query_params.get("kind")
    found = [one for one in site.lint if wanted in (None, one["path"]) and kind in (None, one["kind"])]
    return JSONResponse({"items": found, "next_cursor": None})


async def twins(site: FakeSite, request: Request) -> Response:
    return JSONResponse({"items": site.drifts.get(request.path_params["number"], [])})


async def export(site: FakeSite, request: Request) -> Response:
    if request.query_params["form"] == "patch":
        return Response(site.patch, media_type="text/x-diff")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for path, content in site.pages.items():
            archive.writestr(path, content)
    return Response(packed.getvalue(), media_type="application/zip")


async def programme(site: FakeSite, request: Request) -> Response:
    return JSONResponse(site.programme)


async def set_weeks(site: FakeSite, request: Request) -> Response:
    site.programme = site.programme | await request.json()
    return JSONResponse(site.programme)


PAGE_ENDPOINTS = (
    ("POST", "/v1/pages/import", import_pages),
    ("GET", "/v1/pages/imports/{id}", running_import),
    ("GET", "/v1/pages", pages),
    ("GET", "/v1/pages/inbox", inbox),
    ("POST", "/v1/pages/inbox/settle", settle),
    ("DELETE", "/v1/pages/inbox/settle", unsettle),
    ("GET", "/v1/pages/lint", lint),
    ("GET", "/v1/weeks/{number:int}/twins", twins),
    ("GET", "/v1/pages/export", export),
    ("GET", "/v1/programme", programme),
    ("PUT", "/v1/programme/weeks", set_weeks),
)
