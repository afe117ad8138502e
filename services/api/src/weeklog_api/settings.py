from datetime import timedelta
from pathlib import Path

from pydantic import Field, field_validator

from weeklog.settings import Settings


class ApiSettings(Settings):
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=0, le=65535)
    web_root: Path | None = None  # the built page; none = no page is served
    session_days: int = Field(default=14, ge=1, le=90)
    identity_seconds: float = Field(default=30.0, ge=0, le=300)  # how long a credential is trusted unread
    sign_in_attempts: int = Field(
        default=10, ge=1
    )  # that fail, per e-mail address and sender, in five minutes

    @field_validator("web_root")
    @classmethod
    def is_folder(cls, root: Path | None) -> Path | None:
        if root is not None and not root.is_dir():
            raise ValueError(
                "must be the folder of the built page, with its index.html; unset it to serve no page"
            )
        return root

    @property
    def session_lifetime(self) -> timedelta:
        return timedelta(days=self.session_days)
