from dataclasses import dataclass


@dataclass(frozen=True)
class Whose:
    """Whose calendar it is. Apart from `reading`, so that no service loads a reader of calendars."""

    email: str  # by which their answer to an invitation is found
    zone: str
