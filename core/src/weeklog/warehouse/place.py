"""Where the warehouse lies: a folder, or an S3-compatible store."""

from pathlib import Path

from weeklog.artifacts.blobs import S3, Blobs, in_folder, in_s3
from weeklog.settings import Settings


def open_warehouse(settings: Settings) -> Blobs | None:
    """None where no place is set: then nothing is exported."""
    if not (url := settings.warehouse_url):
        return None
    if not url.startswith("s3://"):
        return in_folder(Path(url))
    return in_s3(
        S3(
            url,
            endpoint=settings.warehouse_endpoint,
            region=settings.warehouse_region,
            key_id=settings.warehouse_key_id,
            secret=settings.warehouse_secret,
        )
    )
