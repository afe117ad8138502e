"""What a chat room reads: people's names are text, whatever they hold."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from weeklog.vocabulary import WebhookFormat
from weeklog.webhooks.rooms import RoomMessage, room_payload, room_test, week_message

ROOMS: tuple[WebhookFormat, ...] = ("slack", "mattermost", "teams", "discord")
HOSTILE = [
    "@channel",
    "<!here>",
    "**An**",
    "[a](https://evil.example)",
    "`x`",
    "a\nb",
    "# An",
    "> An",
    "<b>An</b>",
    "~~An~~",
]


def message(names: list[str], state: str = "submitted") -> RoomMessage:
    members = [{"name": name, "state": state} for name in names]
    return week_message("en", 3, "Cloud internship", members, "https://w.example/#/programme")


@pytest.mark.parametrize("room", ROOMS)
def test_every_room_reads_the_week_the_state_and_the_names(room: WebhookFormat) -> None:
    said = json.dumps(room_payload(room, message(["An", "Bình"])), ensure_ascii=False)
    for part in (
        "Week 3 of Cloud internship",
        "Submitted, waiting for an answer",
        "An, Bình",
        "https://w.example",
    ):
        assert part in said


@given(st.text(max_size=60).filter(str.strip) | st.sampled_from(HOSTILE))
def test_a_name_is_text_in_markdown(name: str) -> None:
    content = str(room_payload("mattermost", message([name]))["text"])
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(content)
    inline = [one for token in tokens for one in token.children or ()]
    assert sum(one.type == "link_open" for one in inline) == 1  # ours
    assert sum(one.type == "strong_open" for one in inline) == 1  # the title
    assert not any(one.type in ("code_inline", "html_inline", "s_open", "em_open", "image") for one in inline)
    assert sum(token.type == "list_item_open" for token in tokens) == 1
    assert "@channel" not in content


@pytest.mark.parametrize("name", HOSTILE)
def test_slack_teams_and_discord_take_a_name_as_it_is(name: str) -> None:
    line = " ".join(name.split())
    slack = room_payload("slack", message([name]))
    runs = slack["blocks"][0]["elements"][1]["elements"][0]["elements"]
    assert runs[1] == {"type": "text", "text": line}
    card = room_payload("teams", message([name]))["attachments"][0]["content"]
    assert card["body"][1]["inlines"][1] == {"type": "TextRun", "text": line}
    assert room_payload("discord", message([name]))["allowed_mentions"] == {"parse": []}


def test_a_crowd_is_counted_and_fits() -> None:
    many = message([f"Somebody with a name of some length {number}" for number in range(500)])
    assert many.groups[0][1][-1] == "and 480 more"
    crowd = [
        {"name": "n" * 200, "state": state}
        for state in ("none", "drafted", "submitted", "approved")
        for _ in range(30)
    ]
    content = room_payload("discord", week_message("vi", 1, "P", crowd, None))["content"]
    assert len(content) <= 2000


@pytest.mark.parametrize("room", ROOMS)
def test_a_test_says_what_it_is(room: WebhookFormat) -> None:
    assert "Cloud" in json.dumps(room_payload(room, room_test("vi", "Cloud", None)), ensure_ascii=False)
