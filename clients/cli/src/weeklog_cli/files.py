"""Files over the API: artifacts, exports of entries, a whole account. Nothing of them is held whole in memory."""

from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from typing import Any, BinaryIO

from weeklog_cli.errors import CommandError
from weeklog_cli.exchange import Exchange
from weeklog_cli.wire_files import AccountReport, Artifact, ArtifactWithRevisions, Quotas

_PIECE = 256 * 1024
UPLOAD_SECONDS = 600.0


class Files:
    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange

    def artifacts(self, **filters: str | int) -> Iterator[Artifact]:
        yield from self._exchange.listed("/v1/artifacts", filters)

    def artifact(self, artifact_id: str, **owner: str) -> ArtifactWithRevisions:
        return self._exchange.get(f"/v1/artifacts/{artifact_id}", owner)

    def add(self, file: Path, fields: dict[str, Any]) -> tuple[Artifact, bool]:
        """And whether it is new: the same file sent before is found again."""
        return self._sent("/v1/artifacts", file, {"name": file.name, **fields})

    def revise(self, artifact_id: str, file: Path, fields: dict[str, Any]) -> tuple[Artifact, bool]:
        return self._sent(f"/v1/artifacts/{artifact_id}/revisions", file, {"name": file.name, **fields})

    def fetch(self, artifact_id: str, number: int, to: BinaryIO, **owner: str) -> None:
        self._exchange.download(f"/v1/artifacts/{artifact_id}/revisions/{number}", owner, to)

    def export_entries(self, asked: dict[str, Any], to: BinaryIO) -> None:
        self._exchange.download("/v1/export", asked, to)

    def export_account(self, to: BinaryIO) -> None:
        self._exchange.download("/v1/account/export", {}, to)

    def import_account(self, archive: Path, *, merge: bool) -> AccountReport:
        params = {"merge": "true"} if merge else {}
        return self._exchange.send(
            "POST", "/v1/account/import", params=params, **_body(archive, "application/zip")
        ).json()

    def quotas(self) -> Quotas:
        return self._exchange.get("/v1/account/quotas")

    def _sent(self, path: str, file: Path, params: dict[str, Any]) -> tuple[Artifact, bool]:
        response = self._exchange.send("POST", path, params=params, **_body(file, "application/octet-stream"))
        return response.json(), response.status_code == HTTPStatus.CREATED


def _body(file: Path, label: str) -> dict[str, Any]:
    try:
        size = file.stat().st_size
    except OSError as error:
        raise CommandError(f"{file} cannot be read: {error.strerror}") from error
    headers = {"Content-Type": label, "Content-Length": str(size)}
    return {"body": _Pieces(file), "headers": headers, "seconds": UPLOAD_SECONDS}


class _Pieces:
    """Read anew when the request is repeated."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def __iter__(self) -> Iterator[bytes]:
        with self._file.open("rb") as opened:
            while piece := opened.read(_PIECE):
                yield piece
