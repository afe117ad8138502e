"""An approved review as a document, made from its signed snapshot alone. Pure.

Its lines stand as they were written; what weeklog adds around them is in the reader's language.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any, Final
from zoneinfo import ZoneInfo

from weeklog.documents.blocks import Block, Bullets, Document, Facts, Heading
from weeklog.reviews.sections import HEADINGS
from weeklog.reviews.signed_file import Json
from weeklog.vocabulary import Language

_WORDS: Final[Mapping[Language, Mapping[str, str]]] = {
    "en": {
        "title": "Week {week}: review",
        "person": "Person",
        "programme": "Programme",
        "week": "Week",
        "approved": "Approved",
        "by": "{at} by {name}",
        "comments": "Comments",
        "remarks": "Supervisors from outside",
        "agreed": "agrees with version {version} of this review",
        "of_version": "{name}, {at}, on version {version}",
        "round": "The round",
        "note": "{name}, {at}",
        "submit": "submitted",
        "take-back": "taken back",
        "send-back": "sent back",
        "approve": "approved",
        "reopen": "opened again",
        "publish": "published",
        "somebody": "somebody",
    },
    "vi": {
        "title": "Tuần {week}: tổng kết",
        "person": "Người viết",
        "programme": "Chương trình",
        "week": "Tuần",
        "approved": "Đã duyệt",
        "by": "{at}, người duyệt: {name}",
        "comments": "Nhận xét",
        "remarks": "Người hướng dẫn bên ngoài",
        "agreed": "đồng ý với phiên bản {version} của bản tổng kết này",
        "of_version": "{name}, {at}, về phiên bản {version}",
        "round": "Các bước",
        "note": "{name}, {at}",
        "submit": "đã nộp",
        "take-back": "đã rút lại",
        "send-back": "bị trả lại",
        "approve": "đã duyệt",
        "reopen": "mở lại",
        "publish": "đã công bố",
        "somebody": "ai đó",
    },
}


def printed_review(snapshot: Json, language: Language, zone: ZoneInfo) -> Document:
    """`snapshot` is of a signed file that is good; moments are told on the clock of `zone`."""
    words, week = _WORDS[language], snapshot["week"]
    person = _name(snapshot["person"], words)
    blocks: list[Block] = [
        Facts(
            (
                (words["person"], person),
                (words["programme"], snapshot["programme"]["name"]),
                (words["week"], f"{week['number']} ({week['first_day']} – {week['last_day']})"),
                (words["approved"], _approval(snapshot["approved"], words, zone)),
            )
        ),
        *sections(snapshot["lines"], language),
    ]
    if snapshot["comments"]:
        blocks += [Heading(words["comments"]), comment_bullets(snapshot["comments"], language, zone)]
    if remarks := snapshot.get("remarks"):  # files that were signed before supervisors had a part have none
        blocks += [Heading(words["remarks"]), remark_bullets(remarks, language, zone)]
    blocks += [Heading(words["round"]), _round(snapshot["round"], words, zone)]
    return Document(words["title"].format(week=week["number"]), person, language, tuple(blocks))


def sections(lines: Sequence[Json], language: Language, level: int = 1) -> Iterator[Block]:
    """A heading for each section, and its lines."""
    for section, group in groupby(lines, key=lambda line: line["section"]):
        yield Heading(HEADINGS[language].get(section, section.capitalize()), level)
        yield Bullets(tuple(line["text"] for line in group))


def comment_bullets(comments: Sequence[Json], language: Language, zone: ZoneInfo) -> Bullets:
    words = _WORDS[language]
    said = [one for one in comments if one["text"]]
    return Bullets(
        tuple(one["text"] for one in said),
        tuple(
            words["note"].format(name=_name(one["by"], words), at=moment_words(one["at"], zone))
            for one in said
        ),
    )


def remark_bullets(remarks: Sequence[Json], language: Language, zone: ZoneInfo) -> Bullets:
    """What supervisors from outside said, and that they agree."""
    words = _WORDS[language]
    return Bullets(
        tuple(_remark_text(one, words) for one in remarks),
        tuple(
            words["of_version"].format(
                name=one["name"], at=moment_words(one["at"], zone), version=one["version"]
            )
            for one in remarks
        ),
    )


def _remark_text(remark: Json, words: Mapping[str, str]) -> str:
    if remark["kind"] != "approval":
        return remark["text"]
    agreed = words["agreed"].format(version=remark["version"])
    return f"{agreed}: {remark['text']}" if remark["text"] else agreed


def moment_words(at: str, zone: ZoneInfo) -> str:
    return f"{datetime.fromisoformat(at).astimezone(zone):%Y-%m-%d %H:%M}"


def _approval(approved: Json, words: Mapping[str, str], zone: ZoneInfo) -> str:
    return words["by"].format(at=moment_words(approved["at"], zone), name=_name(approved["by"], words))


def _round(moves: Sequence[Json], words: Mapping[str, str], zone: ZoneInfo) -> Bullets:
    return Bullets(
        tuple(words[one["move"]] + (f": {one['text']}" if one["text"] else "") for one in moves),
        tuple(
            words["note"].format(name=_name(one["by"], words), at=moment_words(one["at"], zone))
            for one in moves
        ),
    )


def _name(person: Mapping[str, Any] | None, words: Mapping[str, str]) -> str:
    return person["name"] if person and person["name"] else words["somebody"]
