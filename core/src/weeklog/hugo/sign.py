"""A status that stands beside a text: before it, behind it or around it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sign:
    """`lead` stands before the text and `tail` behind it. `word` is what they say. `is_first` when it stands before
    the day of the item, too; `before_remark` when the tail stands before the brackets that end the text."""

    word: str
    lead: str = ""
    tail: str = ""
    is_first: bool = False
    before_remark: bool = False
