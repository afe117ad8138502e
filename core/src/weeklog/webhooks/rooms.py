"""What a chat room reads of a week, in the form of each service. Pure.

People's names are text: they call nobody (`@channel`), link nowhere and format nothing.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from weeklog.deliveries.message import one_line
from weeklog.deliveries.words import group_states
from weeklog.vocabulary import Language, WebhookFormat

MOST_NAMES = 20  # of one state
MOST_NAME = 40  # characters

Json = dict[str, Any]
_TITLE: Final[Mapping[Language, str]] = {
    "en": "Week {week} of {programme}: the reviews",
    "vi": "Tuần {week} của {programme}: các bản tổng kết",
}
_MORE: Final[Mapping[Language, str]] = {"en": "and {count} more", "vi": "và {count} người nữa"}
_OPEN: Final[Mapping[Language, str]] = {"en": "Open the overview", "vi": "Mở trang tổng quan"}
_TEST: Final[Mapping[Language, str]] = {
    "en": "This is a test: weeklog will post the weeks of {programme} here.",
    "vi": "Đây là tin thử: weeklog sẽ đăng các tuần của {programme} tại đây.",
}


@dataclass(frozen=True)
class RoomMessage:
    title: str
    groups: tuple[tuple[str, tuple[str, ...]], ...] = ()  # a state, and the names in it
    link: str | None = None
    link_text: str = ""


def week_message(
    language: Language, week: int, programme: str, members: Sequence[Mapping[str, str]], link: str | None
) -> RoomMessage:
    """`members` are `{name, state}`."""
    groups = group_states(members, language)
    shown = tuple((state, _names(names, language)) for state, names in groups)
    title = _TITLE[language].format(week=week, programme=one_line(programme, 100))
    return RoomMessage(title, shown, link, _OPEN[language])


def room_test(language: Language, programme: str, link: str | None) -> RoomMessage:
    return RoomMessage(_TEST[language].format(programme=one_line(programme, 100)), (), link, _OPEN[language])


def room_payload(format_: WebhookFormat, message: RoomMessage) -> Json:
    """Raises KeyError of a format that is no chat room's."""
    return _PAYLOADS[format_](message)


def _names(names: Sequence[str], language: Language) -> tuple[str, ...]:
    shown = tuple(one_line(name, MOST_NAME) for name in names[:MOST_NAMES])
    more = len(names) - len(shown)
    return (*shown, _MORE[language].format(count=more)) if more else shown


def _slack(message: RoomMessage) -> Json:
    """Rich text, whose runs are no markup; `text` is what a notification shows."""
    title = message.title.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    elements: list[Json] = [_section(_run(message.title, bold=True))]
    if message.groups:
        lines = [
            _section(_run(f"{state}: ", bold=True), _run(", ".join(names))) for state, names in message.groups
        ]
        elements.append({"type": "rich_text_list", "style": "bullet", "elements": lines})
    if message.link:
        elements.append(_section({"type": "link", "url": message.link, "text": message.link_text}))
    return {"text": title, "blocks": [{"type": "rich_text", "elements": elements}]}


def _section(*runs: Json) -> Json:
    return {"type": "rich_text_section", "elements": list(runs)}


def _run(text: str, *, bold: bool = False) -> Json:
    return {"type": "text", "text": text} | ({"style": {"bold": True}} if bold else {})


def _markdown(message: RoomMessage) -> str:
    lines = [f"**{_escaped(message.title)}**"]
    lines += [f"- {_escaped(state)}: {_escaped(', '.join(names))}" for state, names in message.groups]
    if message.link:
        lines.append(f"[{_escaped(message.link_text)}]({message.link})")
    return "\n".join(lines)


def _escaped(text: str) -> str:
    """Nothing of Markdown, and no mention."""
    return re.sub(r"([\\`*_{}\[\]()#+!|<>~])", r"\\\1", text).replace("@", "@\u200b")


def _mattermost(message: RoomMessage) -> Json:
    return {"text": _markdown(message), "username": "weeklog"}


def _discord(message: RoomMessage) -> Json:
    return {"content": _cut(_markdown(message), 2000), "allowed_mentions": {"parse": []}, "flags": 4}


def _cut(text: str, most: int) -> str:
    """At the end of a line, where it would be too long."""
    return text if len(text) <= most else text[: text.rfind("\n", 0, most - 1)] + "\n…"


def _teams(message: RoomMessage) -> Json:
    """An Adaptive Card, as a workflow's "when a webhook request is received" takes it. A run of text is not
    Markdown."""
    body: list[Json] = [_runs({"text": message.title, "weight": "Bolder", "size": "Medium"})]
    body += [
        _runs({"text": f"{state}: ", "weight": "Bolder"}, {"text": ", ".join(names)})
        for state, names in message.groups
    ]
    card: Json = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "body": body,
    }
    if message.link:
        card["actions"] = [{"type": "Action.OpenUrl", "title": message.link_text, "url": message.link}]
    attachment = {"contentType": "application/vnd.microsoft.card.adaptive", "content": card}
    return {"type": "message", "attachments": [attachment]}


def _runs(*runs: Json) -> Json:
    return {"type": "RichTextBlock", "inlines": [{"type": "TextRun", **run} for run in runs]}


_PAYLOADS: Final[Mapping[WebhookFormat, Callable[[RoomMessage], Json]]] = {
    "slack": _slack,
    "mattermost": _mattermost,
    "discord": _discord,
    "teams": _teams,
}
