"""Days as people type them. Pure: the caller brings today."""

from datetime import date, timedelta

WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            ("monday", "mon", "thứ 2", "thứ hai", "t2"),
            ("tuesday", "tue", "thứ 3", "thứ ba", "t3"),
            ("wednesday", "wed", "thứ 4", "thứ tư", "t4"),
            ("thursday", "thu", "thứ 5", "thứ năm", "t5"),
            ("friday", "fri", "thứ 6", "thứ sáu", "t6"),
            ("saturday", "sat", "thứ 7", "thứ bảy", "t7"),
            ("sunday", "sun", "chủ nhật", "cn"),
        )
    )
    for name in names
}
_NEAR = {"today": 0, "hôm nay": 0, "yesterday": -1, "hôm qua": -1, "tomorrow": 1, "ngày mai": 1}


class UnknownDay(ValueError):
    def __init__(self, text: str) -> None:
        super().__init__(
            f"{text!r} is not a day: write 2026-10-09, today, yesterday, or a weekday such as friday"
        )


def is_relative(text: str) -> bool:
    """Whether the day can only be told by somebody who knows what today is."""
    words = _plain(text)
    return words in _NEAR or words in WEEKDAYS


def check(text: str) -> str:
    """The text itself, when it names a day at all."""
    if not is_relative(text):
        _iso(text)
    return text


def day_of(text: str, today: date) -> date:
    """A weekday is the latest one that is not in the future: on a Tuesday, `friday` is four days ago."""
    words = _plain(text)
    if words in _NEAR:
        return today + timedelta(days=_NEAR[words])
    if words in WEEKDAYS:
        return today - timedelta(days=(today.weekday() - WEEKDAYS[words]) % 7)
    return _iso(text)


def until_of(text: str, start: date, today: date) -> date:
    """A weekday is the first one from the start on: a task from Thursday until `monday` ends after the weekend."""
    words = _plain(text)
    if words in WEEKDAYS:
        return start + timedelta(days=(WEEKDAYS[words] - start.weekday()) % 7)
    return day_of(text, today)


def _iso(text: str) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise UnknownDay(text) from None


def _plain(text: str) -> str:
    return " ".join(text.lower().split())
