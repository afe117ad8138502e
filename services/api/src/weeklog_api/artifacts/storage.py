from weeklog.artifacts.blobs import S3, Blobs, in_folder, in_s3
from weeklog_api.settings import ApiSettings


def open_blobs(settings: ApiSettings) -> Blobs | None:
    """None when nobody said where files go: then everything else works."""
    if settings.artifacts_url:
        place = S3(
            settings.artifacts_url,
            settings.artifacts_endpoint,
            settings.artifacts_region,
            settings.artifacts_key_id,
            settings.artifacts_secret,
        )
        return in_s3(place)
    return in_folder(settings.artifacts_folder) if settings.artifacts_folder else None
