"""The mails to a supervisor from outside, in English and Vietnamese. Pure."""

from collections.abc import Mapping
from typing import Final

from weeklog.deliveries.words import MailText
from weeklog.vocabulary import Language

_REVIEW: Final[Mapping[Language, tuple[str, str, str]]] = {
    "en": (
        "Week {week}: the review of {person}",
        (
            "{person} has submitted the review of week {week}. You can read it without an account, and say something "
            "about it."
        ),
        "Read the review",
    ),
    "vi": (
        "Tuần {week}: bản tổng kết của {person}",
        "{person} đã nộp bản tổng kết tuần {week}. Bạn có thể đọc mà không cần tài khoản, và để lại nhận xét.",
        "Đọc bản tổng kết",
    ),
}
_CODE: Final[Mapping[Language, tuple[str, str, str]]] = {
    "en": (
        "{code} is your code",
        (
            "Your code is {code}. It is good for 15 minutes, on the page of the review. If you did not ask for it, do "
            "nothing."
        ),
        "Back to the review",
    ),
    "vi": (
        "{code} là mã của bạn",
        (
            "Mã của bạn là {code}. Mã có hiệu lực trong 15 phút, trên trang của bản tổng kết. Nếu bạn không "
            "yêu cầu, hãy bỏ qua."
        ),
        "Trở lại bản tổng kết",
    ),
}


def review_mail(language: Language, week: int, person: str) -> MailText:
    subject, sentence, button = (one.format(week=week, person=person) for one in _REVIEW[language])
    return MailText(subject, (sentence,), button=button)


def code_mail(language: Language, code: str) -> MailText:
    subject, sentence, button = (one.format(code=code) for one in _CODE[language])
    return MailText(subject, (sentence,), button=button)
