from datetime import timedelta
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, field_validator, model_validator

from weeklog.artifacts.storage import ArtifactSettings
from weeklog.mail_address import is_mail_address
from weeklog.oidc.groups import GroupRole, read_group_roles
from weeklog.quotas.rules import Quota
from weeklog.settings import Settings
from weeklog_api.proxies import networks

MEBIBYTE = 1024 * 1024
_THIS_MACHINE = ("localhost", "127.0.0.1", "::1")


class ApiSettings(Settings, ArtifactSettings):
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=0, le=65535)
    leave_seconds: float = Field(
        default=0.0, ge=0, le=60
    )  # told to end, it serves on as not ready for so long: a proxy sends nobody here any more
    web_root: Path | None = None  # the built page; none = no page is served
    forwarded_allow_ips: str = Field(
        default="", validation_alias="FORWARDED_ALLOW_IPS"
    )  # of proxies that are believed
    session_days: int = Field(default=14, ge=1, le=90)
    identity_seconds: float = Field(default=30.0, ge=0, le=300)  # how long a credential is trusted unread
    sign_in_attempts: int = Field(
        default=10, ge=1
    )  # that fail, per e-mail address and sender, in five minutes
    requests_per_person: int = Field(
        default=0, ge=0
    )  # in a minute, at each gateway; 0 = as many as they like
    requests_per_token: int = Field(default=0, ge=0)
    cors_origins: str = ""  # whose pages may use the API with a token, with commas between
    operators: str = ""  # addresses of accounts that see what the instance is doing, with commas between
    checks_per_minute: int = Field(default=20, ge=1)  # of signed files, that one sender may ask for
    streams_per_person: int = Field(
        default=5000, ge=1
    )  # sockets and event streams open at once, at each gateway: a program may act for a whole class with one token

    # A socket is asked so often whether its other side is there, and has as long to answer. Below the time after which
    # proxies between end what is idle.
    ping_seconds: float = Field(default=20.0, ge=0.5, le=300)

    # Signing in with an OpenID Connect provider; without an issuer there are passwords alone.
    oidc_issuer: str | None = None
    oidc_client_id: str | None = None
    oidc_client_secret: SecretStr | None = None
    oidc_name: str = "single sign-on"  # of the provider, as the button says it
    oidc_scopes: str = "openid email profile"
    oidc_groups_claim: str = "groups"
    oidc_groups: str = ""  # GROUP=PROGRAMME:ROLE, with commas between

    artifact_mb: int = Field(default=25, ge=1, le=1024)  # the largest file that is taken
    account_mb: int = Field(default=256, ge=1, le=8192)  # the largest archive of an account
    storage_mb: int = Field(
        default=2048, ge=1, le=1024 * 1024
    )  # of one person's files, all revisions together
    imports_per_person: int = Field(default=3, ge=1, le=50)  # at the same moment, at all gateways together

    @field_validator("forwarded_allow_ips")
    @classmethod
    def are_networks(cls, given: str) -> str:
        if given.strip() != "*":
            networks(given)
        return given

    @field_validator("web_root")
    @classmethod
    def is_folder(cls, root: Path | None) -> Path | None:
        if root is not None and not root.is_dir():
            raise ValueError(
                "must be the folder of the built page, with its index.html; unset it to serve no page"
            )
        return root

    @field_validator("cors_origins")
    @classmethod
    def are_origins(cls, given: str) -> str:
        for one in _listed(given):
            address = urlsplit(one)
            if one != "*" and (not address.hostname or one != f"{address.scheme}://{address.netloc}"):
                raise ValueError(f"{one!r} must be an origin, such as https://tools.example.org")
        return given

    @field_validator("operators")
    @classmethod
    def are_addresses(cls, given: str) -> str:
        for one in _listed(given):
            if not is_mail_address(one):
                raise ValueError(f"{one!r} must be an e-mail address, such as ops@example.org")
        return given

    @field_validator("oidc_issuer")
    @classmethod
    def is_issuer(cls, given: str | None) -> str | None:
        address = urlsplit(given or "")
        if given and address.scheme != "https" and address.hostname not in _THIS_MACHINE:
            raise ValueError("must be the provider's issuer, such as https://login.example.org")
        return given or None

    @field_validator("oidc_groups")
    @classmethod
    def are_group_roles(cls, given: str) -> str:
        read_group_roles(given)
        return given

    @model_validator(mode="after")
    def provider_is_complete(self) -> Self:
        if self.oidc_issuer and not (self.oidc_client_id and self.oidc_client_secret):
            raise ValueError(
                "WEEKLOG_OIDC_ISSUER needs WEEKLOG_OIDC_CLIENT_ID and WEEKLOG_OIDC_CLIENT_SECRET: what the provider "
                "calls this weeklog, and how it knows it"
            )
        return self

    def is_operator(self, email: str) -> bool:
        return email.lower() in {one.lower() for one in _listed(self.operators)}

    @property
    def cors_origin_list(self) -> list[str]:
        return _listed(self.cors_origins)

    @property
    def oidc_group_roles(self) -> list[GroupRole]:
        return read_group_roles(self.oidc_groups)

    @property
    def artifact_bytes(self) -> int:
        return self.artifact_mb * MEBIBYTE

    @property
    def account_bytes(self) -> int:
        return self.account_mb * MEBIBYTE

    @property
    def quota(self) -> Quota:
        return Quota(self.storage_mb * MEBIBYTE, self.imports_per_person)

    @property
    def session_lifetime(self) -> timedelta:
        return timedelta(days=self.session_days)


def _listed(given: str) -> list[str]:
    return [one.strip() for one in given.split(",") if one.strip()]
