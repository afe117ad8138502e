"""Where this instance keeps people's files: read from the environment, by the gateway and by backups alike."""

from pathlib import Path

from pydantic import SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from weeklog.artifacts.blobs import S3, Blobs, in_folder, in_s3


class ArtifactSettings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="WEEKLOG_", frozen=True, extra="ignore")

    home: Path | None = None
    artifacts_dir: Path | None = None  # where files are kept; none = `artifacts` in WEEKLOG_HOME
    artifacts_url: str | None = None  # s3://bucket/prefix instead of a folder
    artifacts_endpoint: str | None = None  # of an S3-compatible store; none = Amazon's
    artifacts_region: str = "us-east-1"
    artifacts_key_id: str | None = None
    artifacts_secret: SecretStr | None = None

    @field_validator("artifacts_url")
    @classmethod
    def is_bucket(cls, url: str | None) -> str | None:
        if url and not (url.startswith("s3://") and url.removeprefix("s3://").strip("/")):
            raise ValueError(
                "must name a bucket, as in s3://bucket/prefix; unset it to keep files in a folder"
            )
        return url or None

    @property
    def artifacts_folder(self) -> Path | None:
        return self.artifacts_dir or (self.home / "artifacts" if self.home else None)


def open_blobs(settings: ArtifactSettings) -> Blobs | None:
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
