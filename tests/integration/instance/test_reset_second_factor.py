"""Who lost the second factor is let in again by whoever operates the instance."""

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing

import httpx
import pytest

from tests.support import preloaded
from tests.support.servers import postgres
from tests.support.stack import Stack, running_stack
from weeklog.people.totp import STEP_SECONDS, code_at

PASSWORD = "correct horse battery"
ME = "/v1/me/second-factor"


@pytest.fixture(scope="module")
def stack() -> Iterator[Stack]:
    with running_stack(processes=("api",)) as stack:
        yield stack


@pytest.fixture
def email(stack: Stack) -> str:
    with stack.client() as client:
        return client.get("/v1/me").json()["person"]["email"]


def reset(stack: Stack, email: str) -> "subprocess.CompletedProcess[str]":
    owner = {"WEEKLOG_DATABASE_OWNER_URL": postgres().owner_url(stack.database)}
    env = os.environ | stack.env | owner
    return preloaded.run_text("weeklog.instance", ("reset-second-factor", email), env=env)


def sign_in(stack: Stack, email: str) -> httpx.Client:
    client = httpx.Client(base_url=stack.url, headers={"Origin": stack.url})
    client.post("/v1/sessions", json={"email": email, "password": PASSWORD}).raise_for_status()
    return client


def turn_on(client: httpx.Client) -> None:
    secret = client.post(ME, json={"password": PASSWORD}).raise_for_status().json()["secret"]
    code = code_at(secret, int(time.time()) // STEP_SECONDS)
    client.post(f"{ME}/confirm", json={"code": code}).raise_for_status()


def test_the_password_lets_them_in_again_and_who_was_signed_in_is_not(stack: Stack, email: str) -> None:
    with closing(sign_in(stack, email)) as before:
        turn_on(before)
        with pytest.raises(httpx.HTTPStatusError, match="401"):
            sign_in(stack, email)
        done = reset(stack, f" {email.upper()} ")
        assert (done.returncode, "signs in with the password alone" in done.stdout) == (0, True), done.stderr
        until = time.monotonic() + 10
        while before.get("/v1/me").status_code != 401:
            assert time.monotonic() < until
    with closing(sign_in(stack, email)) as after:
        assert after.get(ME).json() == {"on": False, "since": None, "recovery_codes": 0}
        line = after.get("/v1/audit").json()["items"][0]
    assert (line["action"], line["actor"], line["details"]) == ("second_factor.off", None, {"by": "operator"})
    assert line["text"].startswith("Whoever operates this weeklog turned the second factor of ")
    with stack.client() as program:
        assert program.get("/v1/me").status_code == 200


def test_who_has_none_and_who_is_nobody_are_told_apart(stack: Stack, email: str) -> None:
    assert "has no second factor" in reset(stack, email).stderr
    nobody = reset(stack, "nobody@example.com")
    assert (nobody.returncode, "Nobody signs in with nobody@example.com" in nobody.stderr) == (1, True)
