"""A person's pages over the API: in, understood, settled, and out again."""

import time
from collections.abc import Callable, Iterable, Mapping
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from weeklog_cli.errors import CommandError
from weeklog_cli.exchange import Exchange
from weeklog_cli.multipart import Form, Part
from weeklog_cli.wire import Programme
from weeklog_cli.wire_pages import (
    Drift,
    Finding,
    ImportJob,
    ImportReport,
    Question,
    Scope,
    Settled,
    StoredPage,
    WeekSpan,
)

MOST_LOOSE_FILES = 60  # in one request; more travel as one archive
LONGEST_PAUSE = 1.0  # seconds between two looks at a running import

OnProgress = Callable[[int, int], None]


class Site:
    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange

    def import_pages(
        self, files: Mapping[str, bytes], *, dry_run: bool, progress: OnProgress | None = None
    ) -> ImportReport:
        """Waits for the report; `progress` hears how many pages of how many are read.

        Names are paths in the site."""
        form = Form.of({"dry_run": "true" if dry_run else "false"}, _parts(files))
        answer: Any = self._exchange.upload("/v1/pages/import", form)
        return answer if "pages" in answer else self._finished(answer, progress)

    def pages(self) -> list[StoredPage]:
        return list(self._exchange.listed("/v1/pages", {}))

    def inbox(self, path: str | None = None) -> list[Question]:
        return list(self._exchange.listed("/v1/pages/inbox", {"path": path} if path else {}))

    def settle(self, path: str, key: str, value: str, scope: Scope) -> Settled:
        return self._exchange.create(
            "/v1/pages/inbox/settle", {"path": path, "key": key, "value": value, "scope": scope}
        )

    def unsettle(self, path: str, key: str, scope: Scope) -> Settled:
        asked = {"path": path, "key": key, "scope": scope}
        return self._exchange.send("DELETE", "/v1/pages/inbox/settle", params=asked).json()

    def lint(self, path: str | None = None) -> list[Finding]:
        return self._exchange.get("/v1/pages/lint", {"path": path} if path else {})["items"]

    def unsaid(self, week: int | None = None) -> list[Finding]:
        """What entries say and their page does not; of one week, or of all."""
        asked = {"kind": "not_on_page"} | ({"week": str(week)} if week else {})
        return self._exchange.get("/v1/pages/lint", asked)["items"]

    def twins(self, week: int) -> list[Drift]:
        return self._exchange.get(f"/v1/weeks/{week}/twins")["items"]

    def files(self, *, reviews: bool = False) -> dict[str, bytes]:
        """Every stored page as it is now, by its path; with the approved reviews as pages of their own."""
        asked = {"form": "zip", "reviews": reviews}
        content = self._exchange.send("GET", "/v1/pages/export", params=asked).content
        try:
            with ZipFile(BytesIO(content)) as archive:
                return {name: archive.read(name) for name in archive.namelist()}
        except BadZipFile as error:
            raise CommandError("the server sent no archive of pages: try again in a moment") from error

    def patch(self) -> bytes:
        return self._exchange.send("GET", "/v1/pages/export", params={"form": "patch"}).content

    def programme(self) -> Programme:
        return self._exchange.get("/v1/programme")

    def set_weeks(self, weeks: Iterable[WeekSpan]) -> Programme:
        return self._exchange.send("PUT", "/v1/programme/weeks", json={"weeks": list(weeks)}).json()

    def _finished(self, job: ImportJob, progress: OnProgress | None) -> ImportReport:
        pause = 0.1
        while job["state"] in ("queued", "running"):
            if progress:
                progress(job["done"], job["total"])
            time.sleep(pause)
            pause = min(pause * 1.3, LONGEST_PAUSE)
            job = self._exchange.get(f"/v1/pages/imports/{job['id']}")
        report = job.get("report")
        if report is None:
            raise CommandError(
                job.get("error") or "the import failed and nothing was saved: run the same command again"
            )
        return report


def _parts(files: Mapping[str, bytes]) -> list[Part]:
    if len(files) <= MOST_LOOSE_FILES:
        return [Part(name, content, "text/markdown") for name, content in files.items()]
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return [Part("site.zip", packed.getvalue(), "application/zip")]
