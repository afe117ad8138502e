"""The words of English."""

from typing import Final

from weeklog.language.words import Words

_UNITS: Final = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
TENS: Final = {
    name: 10 * number
    for number, name in enumerate(
        ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"), 2
    )
}
SCALES: Final = {"hundred": 100, "thousand": 1_000, "million": 1_000_000}
_ORDINALS: Final = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth",
    "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
)  # fmt: skip

ENGLISH: Final = Words(
    code="en",
    weekdays=(
        ("Monday", "Mon"), ("Tuesday", "Tue", "Tues"), ("Wednesday", "Wed", "Weds"),
        ("Thursday", "Thu", "Thur", "Thurs"), ("Friday", "Fri"), ("Saturday", "Sat"), ("Sunday", "Sun"),
    ),
    months=(
        ("January", "Jan"), ("February", "Feb"), ("March", "Mar"), ("April", "Apr"), ("May",), ("June", "Jun"),
        ("July", "Jul"), ("August", "Aug"), ("September", "Sep", "Sept"), ("October", "Oct"), ("November", "Nov"),
        ("December", "Dec"),
    ),
    near_days={
        "the day before yesterday": -2, "day before yesterday": -2, "yesterday": -1, "yesterday morning": -1,
        "yesterday afternoon": -1, "yesterday evening": -1, "last night": -1, "today": 0, "this morning": 0,
        "this afternoon": 0, "this evening": 0, "tonight": 0, "tomorrow": 1, "tomorrow morning": 1,
        "tomorrow afternoon": 1, "tomorrow evening": 1, "the day after tomorrow": 2, "day after tomorrow": 2,
    },
    which={"last": "last", "past": "past", "this": "this", "next": "next", "coming": "coming"},
    weeks={"last week": -1, "this week": 0, "next week": 1},
    units={"day": 1, "days": 1, "week": 7, "weeks": 7},
    before_day=("on",),
    from_day=("from",),
    to_day=("to", "until"),
    numbers={name: number for number, name in enumerate(_UNITS)} | TENS,
    ordinals={name: number for number, name in enumerate(_ORDINALS, 1)} | {"twentieth": 20, "thirtieth": 30},
    common=frozenset(
        ["a", "about", "after", "all", "also", "am", "an", "and", "any", "are", "as", "at", "be", "been", "before",
            "but", "by", "can", "could", "did", "do", "does", "doing", "for", "from", "had", "has", "have", "how", "i",
            "in", "into", "is", "it", "its", "just", "me", "more", "my", "not", "of", "off", "on", "or", "our", "out",
            "over", "so", "some", "than", "that", "the", "their", "them", "then", "there", "these", "they", "this",
            "to", "up", "use", "used", "using", "was", "we", "week", "were", "what", "when", "where", "which", "who",
            "why", "will", "with", "would", "you", "your"]
    ),
)  # fmt: skip
