"""Texts that tell a language model what to write. What they say is no fact: nothing may stand on it. Pure."""

import re
from typing import Final

from weeklog.reviews.facts.clauses import clauses_of

_INSTRUCTION: Final = re.compile(
    r"\b(?:ignore|disregard|forget|override|bypass)\b.{0,60}\b(?:instructions?|rules?|prompts?|above|previous|earlier"
    r"|checks?|everything)\b"
    r"|\b(?:write|say|state|claim|report|answer|reply|respond|output|print|mention|pretend|assume|declare)"
    r"(?: (?:only|just|instead|also|exactly|down|here|them|me|in \w+))? ?(?:\bthat\b|[\"“'‘])"
    r"|\b(?:you are (?:now|a|an|the)|you must|act as|from now on|system ?prompt|(?:system|assistant|user) ?:"
    r"|as an ai|language model|the (?:review|summary|report) (?:must|should|has to|shall))\b"
    r"|\b(?:mark|call|describe|summari[sz]e|present) (?:everything|all|it|this|every \w+|the \w+)\b.{0,40}\bas\b"
    r"|\b(?:bỏ qua|phớt lờ|quên)\b.{0,60}\b(?:hướng dẫn|quy tắc|chỉ dẫn|lệnh|ở trên|trước đó)\b"
    r"|\b(?:hãy|phải|cứ) (?:viết|nói|ghi|trả lời|báo cáo|khẳng định|coi|xem)\b"
    r"|\b(?:viết|nói|ghi|báo cáo|khẳng định) (?:rằng|là)\b|\b(?:mô hình ngôn ngữ|bản tổng kết phải)\b",
    re.IGNORECASE,
)


def without_instructions(text: str) -> str:
    """The clauses that tell something, one a line. What stands behind an instruction is left out with it: it is most
    likely what is to be written."""
    kept: list[str] = []
    for clause in clauses_of(text):
        if _INSTRUCTION.search(clause):
            break
        kept.append(clause)
    return "\n".join(kept)
