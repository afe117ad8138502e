from datetime import timedelta
from pathlib import Path

from pydantic import Field, SecretStr, field_validator

from weeklog.settings import Settings
from weeklog_api.proxies import networks

MEBIBYTE = 1024 * 1024


class ApiSettings(Settings):
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=0, le=65535)
    web_root: Path | None = None  # the built page; none = no page is served
    forwarded_allow_ips: str = Field(
        default="", validation_alias="FORWARDED_ALLOW_IPS"
    )  # of proxies that are believed
    session_days: int = Field(default=14, ge=1, le=90)
    identity_seconds: float = Field(default=30.0, ge=0, le=300)  # how long a credential is trusted unread
    sign_in_attempts: int = Field(
        default=10, ge=1
    )  # that fail, per e-mail address and sender, in five minutes
    checks_per_minute: int = Field(default=20, ge=1)  # of signed files, that one sender may ask for
    streams_per_person: int = Field(
        default=5000, ge=1
    )  # sockets and event streams open at once, at each gateway: a program may act for a whole class with one token

    artifact_mb: int = Field(default=25, ge=1, le=1024)  # the largest file that is taken
    account_mb: int = Field(default=256, ge=1, le=8192)  # the largest archive of an account
    artifacts_dir: Path | None = None  # where files are kept; none = `artifacts` in WEEKLOG_HOME
    artifacts_url: str | None = None  # s3://bucket/prefix instead of a folder
    artifacts_endpoint: str | None = None  # of an S3-compatible store; none = Amazon's
    artifacts_region: str = "us-east-1"
    artifacts_key_id: str | None = None
    artifacts_secret: SecretStr | None = None

    @field_validator("forwarded_allow_ips")
    @classmethod
    def are_networks(cls, given: str) -> str:
        if given.strip() != "*":
            networks(given)
        return given

    @field_validator("artifacts_url")
    @classmethod
    def is_bucket(cls, url: str | None) -> str | None:
        if url and not (url.startswith("s3://") and url.removeprefix("s3://").strip("/")):
            raise ValueError(
                "must name a bucket, as in s3://bucket/prefix; unset it to keep files in a folder"
            )
        return url or None

    @field_validator("web_root")
    @classmethod
    def is_folder(cls, root: Path | None) -> Path | None:
        if root is not None and not root.is_dir():
            raise ValueError(
                "must be the folder of the built page, with its index.html; unset it to serve no page"
            )
        return root

    @property
    def artifact_bytes(self) -> int:
        return self.artifact_mb * MEBIBYTE

    @property
    def account_bytes(self) -> int:
        return self.account_mb * MEBIBYTE

    @property
    def artifacts_folder(self) -> Path | None:
        return self.artifacts_dir or (self.home / "artifacts" if self.home else None)

    @property
    def session_lifetime(self) -> timedelta:
        return timedelta(days=self.session_days)
