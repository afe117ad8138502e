"""How a text says its status, and how its own words are kept from saying one."""

from collections.abc import Iterable

from weeklog.hugo.read.signs import read_sign
from weeklog.hugo.sign import Sign
from weeklog.hugo.write.escape import reference


def sign_for(word: str, used: Iterable[Sign]) -> Sign:
    """As the page says this word already, else in brackets behind the text."""
    return next((sign for sign in used if sign.word == word), None) or Sign(word, tail=f" ({word.lower()})")


def as_words(line: str) -> str:
    """Where the line seems to say a status, its sign begins with a character that Markdown shows, and no reader of
    signs knows."""
    sign, _ = read_sign(line)
    if sign is None:
        return line
    if sign.lead and sign.tail:
        return line.replace("~", reference("~"))
    at = 0 if sign.lead else line.rfind(sign.tail)
    at += len(line[at:]) - len(line[at:].lstrip())
    return line[:at] + reference(line[at]) + line[at + 1 :]
