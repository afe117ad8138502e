"""What a check found, in English and Vietnamese. Pure."""

from typing import Final

from weeklog.reviews.signed_file import SnapshotFault, Verdict
from weeklog.vocabulary import Language

_MOST_WORDS = 80

_PARTS: Final[dict[Language, dict[str, str]]] = {
    "en": {
        "approved": "who approved it, or when",
        "comments": "comment",
        "instance": "the address of the instance",
        "lines": "line",
        "person": "whose review it is",
        "programme": "the programme",
        "remarks": "remark from outside",
        "review": "which review it is",
        "round": "step of the round",
        "version": "the version",
        "week": "the week",
    },
    "vi": {
        "approved": "người duyệt hoặc thời điểm duyệt",
        "comments": "nhận xét",
        "instance": "địa chỉ của hệ thống",
        "lines": "dòng",
        "person": "chủ của bản tổng kết",
        "programme": "chương trình",
        "remarks": "ý kiến từ bên ngoài",
        "review": "mã của bản tổng kết",
        "round": "bước của quy trình",
        "version": "phiên bản",
        "week": "tuần",
    },
}
_COUNTS: Final[dict[Language, dict[str, str]]] = {
    "en": {
        "lines": "lines",
        "comments": "comments",
        "remarks": "remarks from outside",
        "round": "steps of the round",
    },
    "vi": {
        "lines": "dòng",
        "comments": "nhận xét",
        "remarks": "ý kiến từ bên ngoài",
        "round": "bước của quy trình",
    },
}
_KINDS: Final[dict[Language, dict[str, str]]] = {
    "en": {
        "unreadable": "This is no signed review of weeklog, or a part of it is missing. Give the file as it was "
        "downloaded.",
        "part": "Changed since it was signed: {what}.",
        "count": "Added or removed since it was signed: {what}.",
        "changed": "The signature does not match: the file was changed since it was signed.",
        "reformatted": "What it says is unchanged, but the file was written anew: spaces or line ends differ. "
        "Download it again.",
        "foreign": "It was signed by another instance, with a key that is not one of this instance. Check it where it "
        "comes from.",
    },
    "vi": {
        "unreadable": "Đây không phải là bản tổng kết đã ký của weeklog, hoặc bị thiếu một phần. Hãy dùng đúng tệp đã "
        "tải về.",
        "part": "Đã bị thay đổi sau khi ký: {what}.",
        "count": "Đã bị thêm hoặc bớt sau khi ký: {what}.",
        "changed": "Chữ ký không khớp: tệp đã bị thay đổi sau khi ký.",
        "reformatted": "Nội dung không đổi, nhưng tệp đã được ghi lại: khoảng trắng hoặc dấu xuống dòng khác đi. Hãy "
        "tải lại tệp.",
        "foreign": "Tệp do một hệ thống khác ký, bằng khóa không thuộc hệ thống này. Hãy kiểm tra tại nơi phát hành.",
    },
}
_GOOD: Final[dict[Language, str]] = {
    "en": "Unchanged, and signed by this instance.",
    "vi": "Không bị thay đổi, và do chính hệ thống này ký.",
}
_REFUSED: Final[dict[Language, str]] = {
    "en": "Refused: do not rely on this file.",
    "vi": "Không hợp lệ: đừng tin vào tệp này.",
}


def message(verdict: Verdict, language: Language) -> str:
    return _GOOD[language] if verdict.good else _REFUSED[language]


def fault_words(fault: SnapshotFault, language: Language) -> str:
    return _KINDS[language][fault.kind].format(what=_what(fault, language))


def _what(fault: SnapshotFault, language: Language) -> str:
    name = _PARTS[language].get(fault.part, _short(fault.part))
    if fault.kind == "count":
        return _COUNTS[language].get(fault.part, name)
    if fault.place is None:
        return name
    return f"{name} {fault.place}" + (f" (“{_short(fault.said)}”)" if fault.said else "")


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _MOST_WORDS else text[: _MOST_WORDS - 1] + "…"
