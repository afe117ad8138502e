"""An OpenID Connect provider: its description, its keys, and the exchange of a code for who somebody is.

Authorization code with PKCE (RFC 7636), as OpenID Connect Core 1.0 and the OAuth security practice (RFC 9700) want it.
"""

import time
from typing import Any, Final

import httpx2
from joserfc import errors, jwt
from joserfc.jwk import KeySet
from pydantic import BaseModel, ConfigDict, SecretStr, ValidationError

from weeklog.errors import Unavailable
from weeklog_api.oidc.refusals import SignInRefused

_SECONDS: Final = 10.0  # for one answer of the provider
_DESCRIBED_SECONDS: Final = 3600.0
_KEYS_SECONDS: Final = 30.0  # an unknown key is looked for this often at most
_LEEWAY: Final = 60  # seconds that two clocks may differ
_MOST_BYTES: Final = 1024 * 1024
# Keys that only the provider has. `none` and those that are signed with our own secret are no proof of anything.
_ALGORITHMS: Final = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA",
    "Ed25519")  # fmt: skip


class Description(BaseModel):
    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    userinfo_endpoint: str | None = None
    token_endpoint_auth_methods_supported: list[str] = ["client_secret_basic"]


class UserInfo(BaseModel):
    model_config = ConfigDict(extra="allow")
    sub: str


class Tokens(BaseModel):
    id_token: str
    access_token: str | None = None


class Provider:
    def __init__(self, issuer: str, client_id: str, secret: SecretStr, client: httpx2.AsyncClient) -> None:
        self._issuer, self.client_id, self._secret, self._client = issuer, client_id, secret, client
        self._description: Description | None = None
        self._described_at = self._keys_at = 0.0
        self._keys: KeySet | None = None

    async def describe(self) -> Description:
        """Raises Unavailable where the provider does not answer, SignInRefused where it calls itself otherwise."""
        now = time.monotonic()
        if (known := self._description) is not None and now - self._described_at < _DESCRIBED_SECONDS:
            return known
        url = f"{self._issuer.rstrip('/')}/.well-known/openid-configuration"
        found: Description = _read(Description, await self._get(url))
        if found.issuer != self._issuer:
            raise SignInRefused(
                "provider",
                f"the provider calls itself {found.issuer!r}: WEEKLOG_OIDC_ISSUER must say the same",
            )
        self._description, self._described_at = found, now
        return found

    async def claims(self, code: str, verifier: str, nonce: str, redirect_uri: str) -> dict[str, Any]:
        """What the provider says about whoever signed in. Raises SignInRefused and Unavailable."""
        tokens = await self._exchange(code, verifier, redirect_uri)
        said = await self._verified(tokens.id_token, nonce)
        described = await self.describe()
        if "email" in said or described.userinfo_endpoint is None or tokens.access_token is None:
            return said
        about = await self._get(described.userinfo_endpoint, bearer=tokens.access_token)
        more: UserInfo = _read(UserInfo, about)
        if more.sub != said["sub"]:
            raise SignInRefused("provider", "the provider's userinfo is about somebody else")
        return {**more.model_dump(), **said}

    async def _exchange(self, code: str, verifier: str, redirect_uri: str) -> Tokens:
        described, secret = await self.describe(), self._secret.get_secret_value()
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": redirect_uri,
            "code_verifier": verifier,
        }
        if "client_secret_basic" in described.token_endpoint_auth_methods_supported:
            answer = await self._ask(
                "POST", described.token_endpoint, data=form, auth=httpx2.BasicAuth(self.client_id, secret)
            )
        else:
            form |= {"client_id": self.client_id, "client_secret": secret}
            answer = await self._ask("POST", described.token_endpoint, data=form)
        return _read(Tokens, answer)

    async def _verified(self, id_token: str, nonce: str) -> dict[str, Any]:
        wanted = jwt.JWTClaimsRegistry(
            leeway=_LEEWAY,
            iss={"essential": True, "value": self._issuer},
            aud={"essential": True, "value": self.client_id},
            sub={"essential": True},
            exp={"essential": True},
            iat={"essential": True},
            nonce={"essential": True, "value": nonce},
        )
        try:
            claims = (await self._decoded(id_token)).claims
            wanted.validate(claims)
        except (errors.JoseError, ValueError, TypeError) as error:
            raise SignInRefused("provider", f"the provider's ID token is not good: {error}") from None
        alone = claims["aud"] in (self.client_id, [self.client_id])
        if (
            not isinstance(claims["sub"], str)
            or claims.get("azp", self.client_id if alone else None) != self.client_id
        ):
            raise SignInRefused("provider", "the provider's ID token is meant for another application")
        return claims

    async def _decoded(self, id_token: str) -> jwt.Token:
        """A provider may have changed its keys: then they are read once more."""
        keys = self._keys or await self._read_keys()
        try:
            return jwt.decode(id_token, keys, algorithms=_ALGORITHMS)
        except (errors.InvalidKeyIdError, errors.BadSignatureError):
            if time.monotonic() - self._keys_at < _KEYS_SECONDS:
                raise
            return jwt.decode(id_token, await self._read_keys(), algorithms=_ALGORITHMS)

    async def _read_keys(self) -> KeySet:
        said = await self._get((await self.describe()).jwks_uri)
        self._keys_at = time.monotonic()
        try:
            self._keys = KeySet.import_key_set(said)
        except (errors.JoseError, ValueError, TypeError, KeyError) as error:
            raise SignInRefused("provider", f"the provider's keys cannot be read: {error}") from None
        return self._keys

    async def _get(self, url: str, bearer: str | None = None) -> Any:
        return await self._ask("GET", url, headers={"Authorization": f"Bearer {bearer}"} if bearer else {})

    async def _ask(self, method: str, url: str, **more: Any) -> Any:
        try:
            answer = await self._client.request(method, url, timeout=_SECONDS, **more)
        except httpx2.HTTPError as error:
            raise Unavailable(
                f"the sign-in provider does not answer ({type(error).__name__}): try again in a moment"
            ) from error
        if answer.is_server_error:
            raise Unavailable(f"the sign-in provider fails ({answer.status_code}): try again in a moment")
        if not answer.is_success or len(answer.content) > _MOST_BYTES:
            raise SignInRefused("provider", f"the provider refused with status {answer.status_code}")
        try:
            return answer.json()
        except ValueError:
            raise SignInRefused("provider", "the provider answered something that is no JSON") from None


def _read(model: type[Any], said: Any) -> Any:
    try:
        return model.model_validate(said)
    except ValidationError as error:
        missing = ", ".join(str(one["loc"][0]) for one in error.errors() if one["loc"])
        raise SignInRefused("provider", f"the provider's answer lacks {missing or 'everything'}") from None
