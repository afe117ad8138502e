"""An approval is signed: kept as a file that this instance, and anybody with its key, can check."""

import json
from collections.abc import AsyncIterator
from io import BytesIO
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pypdf import PdfReader
from typer.testing import CliRunner

from tests.integration.conftest import Gateway
from tests.support.feedback import Scene, open_scene
from tests.support.moments import shown
from weeklog.reviews.signed_file import canonical, check_signed, write_signed
from weeklog.signing.keys import Signer, SigningKey
from weeklog_cli.main import build_app

FRIDAY = "2026-10-09T11:00:00+00:00"


@pytest.fixture
async def scene(gateway: Gateway) -> AsyncIterator[Scene]:
    async with open_scene(gateway) as scene:
        scene.at(FRIDAY)
        yield scene


async def approve(scene: Scene, week: int = 1) -> str:
    review = await scene.review(scene.team.an, week)
    assert (await scene.an.post(f"/v1/reviews/{review}/submit")).status_code == 200
    await scene.comment(scene.chi, {"kind": "review", "id": review, "line": 0}, "Which region?")
    answer = await scene.chi.post(f"/v1/reviews/{review}/approve")
    assert answer.status_code == 200, answer.text
    return review


async def signed(scene: Scene, review: str) -> bytes:
    answer = await scene.an.get(f"/v1/reviews/{review}/snapshot")
    assert answer.status_code == 200, answer.text
    return answer.content


async def verify(scene: Scene, data: bytes, lang: str = "en") -> dict[str, Any]:
    answer = await scene.gateway.client().post("/v1/verify", params={"lang": lang}, content=data)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_an_approval_keeps_what_was_approved(scene: Scene) -> None:
    review = await approve(scene)
    file = json.loads(await signed(scene, review))
    said = file["snapshot"]
    assert [one["text"] for one in said["lines"]] == ["Built it", "Tested it"]
    assert [(one["text"], one["by"]["name"]) for one in said["comments"]] == [("Which region?", "Chi Le")]
    assert [one["move"] for one in said["round"]] == ["submit", "approve"]
    assert said["approved"] == {
        "at": shown("2026-10-09T11:00:00Z"),
        "by": {"id": str(scene.team.chi), "name": "Chi Le"},
    }
    assert (said["person"]["name"], said["week"]["number"]) == ("An Nguyen", 1)
    found = await verify(scene, await signed(scene, review))
    assert (found["valid"], found["signed"]["approved_by"], found["differing"]) == (True, "Chi Le", [])
    state = (await scene.chi.get(f"/v1/reviews/{review}")).json()["signature"]
    assert (state["current"], state["sha256"]) == (True, file["sha256"])


async def test_a_changed_week_asks_for_a_new_signature(scene: Scene) -> None:
    entry = await scene.entry("Build the VPC")
    review = await approve(scene)
    before = await signed(scene, review)
    await scene.an.patch(f"/v1/entries/{entry}", json={"text": "Drop it"}, headers={"If-Match": "*"})
    assert (await scene.an.get(f"/v1/reviews/{review}")).json()["signature"]["current"] is False
    scene.at("2026-10-12T09:00:00+00:00")
    assert (await scene.chi.post(f"/v1/reviews/{review}/approve")).status_code == 200
    after = await signed(scene, review)
    assert before != after
    assert [(await verify(scene, one))["valid"] for one in (before, after)] == [True, True]


async def test_only_readers_get_the_file_and_only_an_approval_makes_one(scene: Scene) -> None:
    review = await scene.review(scene.team.an)
    refused = await scene.an.get(f"/v1/reviews/{review}/snapshot")
    assert (refused.status_code, "not signed" in refused.json()["detail"]) == (409, True)
    review = await approve(scene, 2)
    path = f"/v1/reviews/{review}/snapshot"
    clients = (scene.an, scene.chi, scene.dung, scene.binh, scene.stranger)
    assert [(await one.get(path)).status_code for one in clients] == [200, 200, 200, 404, 404]


async def test_postgres_lets_nobody_change_or_forge_what_was_signed(scene: Scene) -> None:
    review = await approve(scene)
    store = scene.gateway.app.state.parts.store
    forged = (
        "insert into review_snapshots select gen_random_uuid(), review_id, person_id, programme_id, version, $2, "
        "key_id, "
        "sha256, file, at from review_snapshots where review_id = $1"
    )
    for person, statement, *values in (
        (scene.team.an, forged, review, scene.team.an),
        (scene.team.an, forged, review, scene.team.chi),
        (scene.team.chi, forged, review, scene.team.dung),
        (scene.team.chi, "update review_snapshots set file = '' where review_id = $1", review),
        (scene.team.chi, "delete from review_snapshots where review_id = $1", review),
        (scene.team.chi, "select private_box from signing_keys where id <> $1", ""),
    ):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            async with store.begin(person) as work:
                await work.all(statement, *values)


async def test_what_was_changed_is_named_in_the_readers_language(scene: Scene) -> None:
    file = json.loads(await signed(scene, await approve(scene)))
    file["snapshot"]["lines"][1]["text"] = "Tested <b>nothing</b>"
    english, vietnamese = [await verify(scene, canonical(file), lang) for lang in ("en", "vi")]
    assert (
        english["differing"][0]["message"] == "Changed since it was signed: line 2 (“Tested <b>nothing</b>”)."
    )
    assert vietnamese["differing"][0]["message"].startswith("Đã bị thay đổi sau khi ký: dòng 2")
    assert (english["valid"], english["signed"]) == (False, None)


async def test_a_file_of_another_instance_is_refused_and_says_why(scene: Scene) -> None:
    file = json.loads(await signed(scene, await approve(scene)))
    stranger = SigningKey(Ed25519PrivateKey.generate())
    found = await verify(scene, write_signed(file["snapshot"], stranger))
    assert (found["valid"], found["differing"][0]["kind"]) == (False, "foreign")
    assert "another instance" in found["differing"][0]["message"]


async def test_what_an_old_key_signed_stays_good(scene: Scene) -> None:
    parts = scene.gateway.app.state.parts
    first = await signed(scene, await approve(scene, 1))
    await verify(scene, first)
    await parts.signer.rotate()
    second = await signed(scene, await approve(scene, 2))
    parts.known_keys = type(parts.known_keys)(parts.system_database)  # no wait before it looks again
    assert [(await verify(scene, one))["valid"] for one in (first, second)] == [True, True]
    keys = (await scene.gateway.client().get("/v1/verify/keys")).json()["items"]
    assert [one["retired_at"] is None for one in keys] == [True, False]
    assert check_signed(second, {one["id"]: bytes.fromhex(one["public_key"]) for one in keys}).good


async def test_a_lost_secret_makes_another_key_and_a_listed_one_does_not(scene: Scene) -> None:
    system = scene.gateway.app.state.parts.system_database
    first = await Signer(system, ["a" * 32]).key()
    assert (await Signer(system, ["b" * 32, "a" * 32]).key()).id == first.id
    assert (await Signer(system, ["c" * 32]).key()).id != first.id


async def test_anybody_checks_a_file_on_the_page(scene: Scene) -> None:
    data = await signed(scene, await approve(scene))
    async with scene.gateway.client() as anybody:
        page = await anybody.get("/verify")
        assert (page.status_code, "<form method=post" in page.text) == (200, True)
        assert "default-src 'self'" in page.headers["content-security-policy"]
        assert "<script" not in page.text
        good = await anybody.post("/verify", files={"file": ("review.json", data)})
        pasted = await anybody.post("/verify", files={"text": (None, data + b"\r\n")})
        forged = data.replace(b"Built it", b"<script>x")
        refused = await anybody.post("/verify?lang=vi", files={"file": ("review.json", forged)})
        nothing = await anybody.post("/verify", data={"text": " "})
        assert "Chi Le on 2026-10-09 11:00 UTC" in good.text
        assert "signed by this instance" in pasted.text
        assert ("&lt;script&gt;x" in refused.text, "<script>x" in refused.text) == (True, False)
        assert "dòng 1" in refused.text
        assert nothing.status_code == 422


async def test_one_sender_checks_so_many_files_and_no_large_one(scene: Scene) -> None:
    async with scene.gateway.client() as anybody:
        large = await anybody.post("/v1/verify", content=b" " * (4 * 1024 * 1024 + 1))
        assert large.status_code == 413
        allowed = scene.gateway.app.state.parts.settings.checks_per_minute
        answers = [(await anybody.post("/v1/verify", content=b"x")).status_code for _ in range(allowed)]
        assert answers == [200] * (allowed - 1) + [429]


async def test_the_command_checks_a_file_alone(scene: Scene, tmp_path: Path) -> None:
    data = await signed(scene, await approve(scene))
    key = json.loads(data)["signature"]["key"]
    good, bad = tmp_path / "good.json", tmp_path / "bad.json"
    good.write_bytes(data)
    bad.write_bytes(data.replace(b"Built it", b"Built in"))
    command, run = build_app(), CliRunner().invoke
    assert "Unchanged since it was signed" in (told := run(command, ["review", "verify", str(good)])).output
    assert (told.exit_code, "the file alone cannot tell" in told.output) == (0, True)
    known = run(command, ["verify", str(good), "--key", key])
    assert (known.exit_code, "Unchanged since it was approved" in known.output) == (0, True)
    foreign = run(command, ["review", "verify", str(good), "--key", "0" * 16])
    assert (foreign.exit_code, "another instance" in foreign.output) == (1, True)
    refused = run(command, ["review", "verify", str(bad)])
    assert (refused.exit_code, "line 1 (“Built in”)" in refused.output) == (1, True)
    told = run(command, ["review", "verify", str(bad), "--json"])
    assert (told.exit_code, json.loads(told.stdout)["valid"]) == (1, False)
    assert run(command, ["review", "verify", str(tmp_path / "none")]).exit_code == 1


async def test_an_approved_review_is_a_pdf_that_carries_its_signed_file(scene: Scene) -> None:
    draft = await scene.review(scene.team.an, 2)
    refused = await scene.an.get(f"/v1/reviews/{draft}.pdf")
    assert (refused.status_code, "not signed" in refused.json()["detail"]) == (409, True)
    review = await approve(scene)
    answer = await scene.chi.get(f"/v1/reviews/{review}.pdf")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
    pdf = PdfReader(BytesIO(answer.content))
    ((attached,),) = pdf.attachments.values()
    assert attached == await signed(scene, review)
    assert (await verify(scene, attached))["valid"] is True
    said = " ".join("".join(page.extract_text() for page in pdf.pages).split())
    for part in ("Week 1: review", "An Nguyen", "Built it", "Which region?", "by Chi Le"):
        assert part in said
    assert (await scene.binh.get(f"/v1/reviews/{review}.pdf")).status_code == 404
