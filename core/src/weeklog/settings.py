"""Settings that every process shares; each process adds its own and reads them once, in its `app.py`."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from weeklog.database_address import is_address
from weeklog.mail_address import is_mail_address, read_mail_server

Clock = Callable[[], datetime]

SECRET_CHARACTERS = 32  # at least
PLACEHOLDERS = {"", "changeme", "change-me", "secret", "password"}


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="WEEKLOG_", frozen=True, extra="ignore")

    database_url: str
    redis_url: str
    env: Literal["development", "production"] = "production"
    secret_key: SecretStr
    old_secret_keys: SecretStr | None = None  # former ones, with commas between: what they sealed still opens
    allow_private_models: bool | None = None  # a lead's own model in a private network; None = in development
    allow_private_webhooks: bool | None = None  # to a private network or this machine; None = in development
    allow_private_calendars: bool | None = None  # anybody's, likewise
    now: datetime | None = None
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    log_format: Literal["json", "text"] = "json"
    metrics_port: int = Field(default=0, ge=0, le=65535)  # 0 = no metrics listener
    metrics_host: str = "127.0.0.1"  # the address that it listens on
    database_pooler: Literal["none", "transaction"] = (
        "none"  # a PgBouncer in transaction mode stands before Postgres
    )
    database_listen_url: str | None = None  # past the pooler, for LISTEN; none = `database_url`
    # Connections of a process. More than a few for each of the database's cores only wait for each other, and each
    # has its plans to make: a crowd of questions began a third later with 16.
    database_pool: int = Field(default=8, ge=1, le=200)
    lease_seconds: float = Field(default=20.0, ge=1, le=300)
    redispatch_seconds: float = Field(default=10.0, ge=0.2, le=60)
    # Weeks and figures are kept in Valkey for so long; 0 = not at all. Of every process: whoever writes moves
    # versions.
    cache_seconds: int = Field(default=0, ge=0, le=86_400)
    home: Path | None = None
    # The address that people see, when a proxy stands before: links and Origin go by it.
    public_url: str | None = None
    smtp_url: SecretStr | None = None  # of the mail server; none = no mail is sent
    mail_from: str | None = None
    warehouse_url: str | None = None  # a folder, or s3://bucket/prefix; none = there is no warehouse
    warehouse_endpoint: str | None = None  # none = Amazon's own
    warehouse_region: str = "us-east-1"
    warehouse_key_id: str | None = None
    warehouse_secret: SecretStr | None = None
    semantic: Literal["auto", "off"] = "auto"  # search by meaning, wherever its model is installed

    @classmethod
    def from_environment(cls) -> Self:
        """Raises pydantic's ValidationError, which names each variable that is missing or wrong."""
        read: Any = cls  # the required ones come from the environment, which the type checker does not see
        return read()

    @field_validator("database_url")
    @classmethod
    def is_postgres(cls, url: str) -> str:
        if not is_address(url):
            raise ValueError("must be a Postgres address: postgresql://user:password@host:port/database")
        return url

    @field_validator("redis_url")
    @classmethod
    def is_redis(cls, url: str) -> str:
        if not url.startswith(("redis://", "rediss://", "unix://")):
            raise ValueError("must be a Redis or Valkey address: redis://:password@host:port/0")
        return url

    @field_validator("public_url")
    @classmethod
    def is_public_address(cls, url: str | None) -> str | None:
        if url and not url.startswith(("http://", "https://")):
            raise ValueError("must be the address that people see, such as https://weeklog.example.org")
        return url or None

    @field_validator("smtp_url")
    @classmethod
    def is_mail_server(cls, url: SecretStr | None) -> SecretStr | None:
        if url is None or not url.get_secret_value():
            return None
        read_mail_server(url.get_secret_value())
        return url

    @field_validator("mail_from")
    @classmethod
    def is_sender(cls, sender: str | None) -> str | None:
        if sender and not is_mail_address(sender):
            raise ValueError("must be one e-mail address, as in weeklog@example.org")
        return sender or None

    @field_validator("secret_key")
    @classmethod
    def is_secret(cls, key: SecretStr) -> SecretStr:
        if key.get_secret_value().lower() in PLACEHOLDERS or len(key.get_secret_value()) < SECRET_CHARACTERS:
            raise ValueError("must be at least 32 random characters, not a placeholder")
        return key

    @field_validator("now")
    @classmethod
    def has_zone(cls, now: datetime | None) -> datetime | None:
        if now is not None and now.tzinfo is None:
            raise ValueError("must name its offset, as in 2026-10-09T17:30:00+07:00")
        return now

    @model_validator(mode="after")
    def notices_pass_the_pooler(self) -> Self:
        if self.database_pooler == "transaction" and not self.database_listen_url:
            raise ValueError(
                "a pooler in transaction mode passes no notices on: set WEEKLOG_DATABASE_LISTEN_URL to Postgres itself"
            )
        return self

    @model_validator(mode="after")
    def mail_is_complete(self) -> Self:
        if self.smtp_url is not None and not (self.mail_from and self.public_url):
            raise ValueError(
                "WEEKLOG_SMTP_URL needs WEEKLOG_MAIL_FROM and WEEKLOG_PUBLIC_URL: who sends, and where links lead"
            )
        return self

    @model_validator(mode="after")
    def no_fixed_clock_in_production(self) -> Self:
        if self.now is not None and self.env != "development":
            raise ValueError(
                "WEEKLOG_NOW is for demonstrations and tests: unset it, or set WEEKLOG_ENV=development"
            )
        return self

    @property
    def secret_keys(self) -> tuple[str, ...]:
        """The present one, which seals, and former ones, which only open."""
        old = "" if self.old_secret_keys is None else self.old_secret_keys.get_secret_value()
        return (
            self.secret_key.get_secret_value(),
            *(key for one in old.split(",") if (key := one.strip())),
        )

    @property
    def private_models_allowed(self) -> bool:
        return self.env == "development" if self.allow_private_models is None else self.allow_private_models

    @property
    def private_webhooks_allowed(self) -> bool:
        return (
            self.env == "development" if self.allow_private_webhooks is None else self.allow_private_webhooks
        )

    @property
    def private_calendars_allowed(self) -> bool:
        return (
            self.env == "development"
            if self.allow_private_calendars is None
            else self.allow_private_calendars
        )

    @property
    def clock(self) -> Clock:
        """The product's "now" (days, due Fridays). Leases never use it: they live on the database's clock."""
        if (fixed := self.now) is not None:
            return lambda: fixed
        return lambda: datetime.now(UTC)
