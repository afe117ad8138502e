"""The words of Vietnamese, with their accents: `folding.folded` gives those without."""

from typing import Final

from weeklog.language.words import Words

DIGITS: Final = {
    "không": 0, "một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
BEHIND_TENS: Final = {"mốt": 1, "tư": 4, "lăm": 5, "nhăm": 5}  # what some digits are called there
SCALES: Final = {"trăm": 100, "nghìn": 1_000, "ngàn": 1_000, "triệu": 1_000_000}
ZERO_TENS: Final = ("linh", "lẻ")  # `một trăm linh năm` is 105

ORDINAL_WORDS: Final = {
    "nhất": 1, "nhì": 2, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9,
    "mười": 10,
}  # fmt: skip
_OTHER_MONTHS: Final = {1: ("tháng giêng",), 12: ("tháng chạp",)}
_PARTS: Final = ("sáng", "trưa", "chiều", "tối", "đêm")

VIETNAMESE: Final = Words(
    code="vi",
    weekdays=(
        ("thứ Hai", "t2", "thứ 2"), ("thứ Ba", "t3", "thứ 3"), ("thứ Tư", "t4", "thứ 4"), ("thứ Năm", "t5", "thứ 5"),
        ("thứ Sáu", "t6", "thứ 6"), ("thứ Bảy", "t7", "thứ 7", "thứ bẩy"), ("Chủ nhật", "cn", "chúa nhật"),
    ),
    months=tuple(
        (f"tháng {number}", f"tháng {name}", *_OTHER_MONTHS.get(number, ()))
        for number, name in enumerate(
            ("một", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười", "mười một", "mười hai"), 1
        )
    ),
    near_days={
        "hôm kia": -2, "hôm qua": -1, "hôm nay": 0, "ngày mai": 1, "ngày kia": 2, "ngày mốt": 2,
        **{f"{part} hôm kia": -2 for part in _PARTS},
        **{f"{part} {day}": -1 for part in _PARTS for day in ("qua", "hôm qua")},
        **{f"{part} {day}": 0 for part in _PARTS for day in ("nay", "hôm nay")},
        **{f"{part} {day}": 1 for part in _PARTS[:-1] for day in ("mai", "ngày mai")},
    },
    which={
        "trước": "last", "rồi": "past", "vừa rồi": "past", "vừa qua": "past", "này": "this", "sau": "next",
        "tới": "coming",
    },
    weeks={
        "tuần trước": -1, "tuần rồi": -1, "tuần vừa rồi": -1, "tuần qua": -1, "tuần này": 0, "tuần sau": 1,
        "tuần tới": 1,
    },
    units={"ngày": 1, "hôm": 1, "bữa": 1, "tuần": 7},
    before_day=("vào ngày", "vào hôm", "vào", "hôm", "ngày", "mùng", "mồng", "ngày mùng"),
    from_day=("từ ngày", "từ"),
    to_day=("đến ngày", "đến", "tới"),
    numbers=DIGITS | {"mười": 10},
    ordinals={f"thứ {word}": number for word, number in ORDINAL_WORDS.items()} | {"đầu tiên": 1},
    common=frozenset(
        ["bằng", "bị", "các", "cho", "có", "của", "để", "đã", "đang", "được", "khi", "là", "mà", "một", "này", "những",
            "nó", "ở", "ra", "rồi", "sẽ", "tại", "thì", "trong", "từ", "và", "vẫn", "về", "với"]
    ),
)  # fmt: skip
