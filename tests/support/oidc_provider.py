"""An OpenID Connect provider on this machine. It holds clients to PKCE and to one use of a code, and
misbehaves when told to."""

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

CLIENT_ID, CLIENT_SECRET = "weeklog", "a secret of the client"


@dataclass
class OidcProvider:
    """Who signs in next, and what is wrong with it. `claims` are laid over a good ID token."""

    url: str = ""
    person: dict[str, Any] = field(default_factory=dict[str, Any])
    claims: dict[str, Any] = field(default_factory=dict[str, Any])
    header: dict[str, str] = field(default_factory=lambda: {"alg": "RS256"})
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "first", "use": "sig"}))
    signing: RSAKey | None = None  # another one than it names in its keys
    description: dict[str, Any] = field(default_factory=dict[str, Any])
    email_in_userinfo: bool = False
    userinfo: dict[str, Any] = field(default_factory=dict[str, Any])
    codes: dict[str, dict[str, str]] = field(default_factory=dict[str, dict[str, str]])
    status: int = 200  # of its token endpoint

    def describe(self) -> dict[str, Any]:
        ends = {
            "authorization_endpoint": "authorize",
            "token_endpoint": "token",
            "jwks_uri": "keys",
            "userinfo_endpoint": "userinfo",
        }
        return (
            {"issuer": self.url}
            | {name: f"{self.url}/{path}" for name, path in ends.items()}
            | self.description
        )

    def authorize(self, query: dict[str, str]) -> str:
        """Where the browser is sent back to."""
        assert (query["response_type"], query["code_challenge_method"]) == ("code", "S256")
        code = secrets.token_urlsafe(8)
        self.codes[code] = query
        return f"{query['redirect_uri']}?{urlencode({'code': code, 'state': query['state']})}"

    def exchange(self, form: dict[str, str], authorization: str) -> dict[str, Any] | None:
        """None where the client does not prove that the code is its own."""
        asked = self.codes.pop(form["code"], None)
        wanted = base64.b64encode(f"{CLIENT_ID}:{CLIENT_SECRET}".encode()).decode()
        challenge = base64.urlsafe_b64encode(hashlib.sha256(form["code_verifier"].encode()).digest()).rstrip(
            b"="
        )
        if (
            asked is None
            or authorization != f"Basic {wanted}"
            or asked["code_challenge"] != challenge.decode()
        ):
            return None
        if asked["redirect_uri"] != form["redirect_uri"]:
            return None
        return {"id_token": self._id_token(asked["nonce"]), "access_token": "of the userinfo"}

    def _id_token(self, nonce: str) -> str:
        about = {"sub": self.person["sub"]} if self.email_in_userinfo else self.person
        now = int(time.time())
        claims = (
            {"iss": self.url, "aud": CLIENT_ID, "iat": now, "exp": now + 300, "nonce": nonce}
            | about
            | self.claims
        )
        if self.header["alg"] == "none":
            return f"{_encoded({'alg': 'none'})}.{_encoded(claims)}."
        if self.header["alg"] == "HS256":
            return jwt.encode(self.header, claims, OctKey.import_key(CLIENT_SECRET))
        key = self.signing or self.key
        return jwt.encode({**self.header, "kid": self.key.kid or ""}, claims, key)


@contextmanager
def running_oidc_provider() -> Generator[OidcProvider]:
    provider = OidcProvider()

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:  # the name is the library's
            path, query = urlsplit(self.path).path, _first(urlsplit(self.path).query)
            if path == "/authorize":
                self._send(302, {}, location=provider.authorize(query))
            elif path == "/keys":
                self._send(200, {"keys": [provider.key.as_dict(private=False)]})
            elif path == "/userinfo":
                self._send(200, provider.person | provider.userinfo)
            else:
                self._send(200, provider.describe())

        def do_POST(self) -> None:  # the name is the library's
            form = _first(self.rfile.read(int(self.headers["content-length"])).decode())
            told = provider.exchange(form, self.headers.get("authorization", ""))
            self._send(provider.status if told else 400, told or {"error": "invalid_grant"})

        def _send(self, status: int, body: dict[str, Any], location: str = "") -> None:
            data = json.dumps(body).encode()
            self.send_response(status)
            if location:
                self.send_header("location", location)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
            """Nothing: a test says what it saw."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    provider.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _first(query: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(query).items()}


def _encoded(value: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()
