"""`/supervise`: a review as somebody from outside reads it, and two forms. It needs no account and no script."""

from collections.abc import Sequence
from html import escape
from itertools import groupby
from typing import Any, Final

from weeklog.reviews.sections import HEADINGS
from weeklog.supervisors.tables import SupervisedReviewRow
from weeklog.vocabulary import Language
from weeklog_api.plain_page import plain_page

_WORDS: Final[dict[Language, dict[str, str]]] = {
    "en": {
        "title": "{person}: review of week {week}",
        "programme": "{programme}. Submitted on {day}.",
        "weeks": "Other weeks",
        "act": "Say something about it",
        "first": "First have a code mailed to you. It shows that it is you, and is good once, for 15 minutes.",
        "ask": "Mail me a code",
        "code": "The code",
        "text": "Your remark",
        "comment": "Send the remark",
        "approve": "I agree with this review",
        "none": "There is nothing to read here yet: no review was submitted.",
        "bad": "This link is not good, or not any more. Ask who invited you for another one.",
        "mailed": "A code is on its way to your address.",
        "wait": "That was asked for too often. Look for the code that was mailed to you, or try again later.",
        "changed": "The review has changed since you opened it. Read it again, then send your answer.",
        "archived": "The programme is archived: it can be read, not changed.",
        "wrong": "This code is not good, or not any more. Have another one mailed to you.",
        "empty": "Write your remark first.",
        "said": "Your remark was added.",
        "agreed": "It is noted that you agree with this review.",
    },
    "vi": {
        "title": "{person}: tổng kết tuần {week}",
        "programme": "{programme}. Nộp ngày {day}.",
        "weeks": "Các tuần khác",
        "act": "Nhận xét",
        "first": "Trước hết hãy nhận một mã qua thư. Mã xác nhận đó là bạn, dùng được một lần, trong 15 phút.",
        "ask": "Gửi mã cho tôi",
        "code": "Mã",
        "text": "Nhận xét của bạn",
        "comment": "Gửi nhận xét",
        "approve": "Tôi đồng ý với bản tổng kết này",
        "none": "Chưa có gì để đọc: chưa có bản tổng kết nào được nộp.",
        "bad": "Liên kết không đúng hoặc không còn hiệu lực. Hãy hỏi người đã mời bạn.",
        "mailed": "Mã đang được gửi đến địa chỉ của bạn.",
        "wait": "Bạn đã yêu cầu quá nhiều lần. Hãy tìm mã đã gửi qua thư, hoặc thử lại sau.",
        "changed": "Bản tổng kết đã thay đổi từ lúc bạn mở. Hãy đọc lại rồi gửi câu trả lời.",
        "archived": "Chương trình đã được lưu trữ: chỉ đọc được, không thay đổi được.",
        "wrong": "Mã không đúng hoặc không còn hiệu lực. Hãy yêu cầu một mã khác.",
        "empty": "Hãy viết nhận xét trước.",
        "said": "Nhận xét của bạn đã được thêm.",
        "agreed": "Đã ghi nhận rằng bạn đồng ý với bản tổng kết này.",
    },
}


def say(language: Language, what: str) -> str:
    return _WORDS[language][what]


def render_nothing(language: Language, what: str) -> str:
    return plain_page(language, "weeklog", f"<p role=status>{say(language, what)}</p>")


def render(
    language: Language,
    reviews: Sequence[SupervisedReviewRow],
    week: int | None,
    token: str,
    told: str = "",
    kept: str = "",
) -> str:
    """`told`: what came of what they did, in words; `kept`: what they wrote, where it could not be added yet. The
    latest week where `week` is none of these."""
    words = _WORDS[language]
    review = next((one for one in reviews if one.week == week), reviews[0])
    title = words["title"].format(person=escape(review.person_name), week=review.week)
    day = "" if review.submitted_at is None else f"{review.submitted_at:%Y-%m-%d}"
    where = words["programme"].format(programme=escape(review.programme_name), day=day)
    answer = f"<p class=told role=status>{escape(told)}</p>" if told else ""
    body = (
        f"{answer}<p>{where}</p>{_sections(review.lines, language)}{_others(reviews, review, token, words)}"
    )
    return plain_page(language, title, body + ("" if review.archived else _forms(review, token, words, kept)))


def _sections(lines: Sequence[dict[str, Any]], language: Language) -> str:
    parts: list[str] = []
    for section, group in groupby(lines, key=lambda line: str(line["section"])):
        heading = HEADINGS[language].get(section, section.capitalize())
        items = "".join(f"<li>{escape(str(line['text']))}</li>" for line in group)
        parts.append(f"<h2>{escape(heading)}</h2><ul>{items}</ul>")
    return "".join(parts)


def _others(
    reviews: Sequence[SupervisedReviewRow], shown: SupervisedReviewRow, token: str, words: dict[str, str]
) -> str:
    links = [
        f"<a href='/supervise?token={escape(token, quote=True)}&amp;week={one.week}'>{one.week}</a>"
        for one in reviews
        if one.id != shown.id
    ]
    return f"<p>{words['weeks']}: {' '.join(links)}</p>" if links else ""


def _forms(review: SupervisedReviewRow, token: str, words: dict[str, str], kept: str) -> str:
    """The link itself takes none of this: each form goes to an address that stands in no mail."""
    held = (
        f"<input type=hidden name=token value='{escape(token, quote=True)}'><input type=hidden name=week "
        f"value={review.week}>"
    )
    read = f"<input type=hidden name=version value={review.version}>"
    return (
        f"<h2>{words['act']}</h2><p>{words['first']}</p>"
        f"<form method=post action=/supervise/code>{held}<button>{words['ask']}</button></form>"
        f"<form method=post action=/supervise/remark>{held}{read}"
        f"<label for=code>{words['code']}</label>"
        "<input id=code name=code inputmode=numeric autocomplete=one-time-code maxlength=12 required>"
        f"<label for=text>{words['text']}</label>"
        # the first line end is the tag's own
        f"<textarea id=text name=text maxlength=4000>\n{escape(kept)}</textarea>"
        f"<button name=kind value=comment>{words['comment']}</button>"
        f"<button name=kind value=approval>{words['approve']}</button></form>"
    )
