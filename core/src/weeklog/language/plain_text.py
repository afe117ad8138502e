import re

_BULLETS = re.compile(r"^(?:(?:[-*+•]|\d{1,2}[.)])(?:\s+|$))+")


def plain_text(markdown: str) -> str:
    """People's words on one line, for a list or a quotation: a list becomes a row of clauses, no word is changed."""
    clauses: list[str] = []
    for line in re.sub(r"<br\s*/?>", "\n- ", markdown).splitlines():
        words = _BULLETS.sub("", line.strip())
        if clauses and words == line.strip():
            clauses[-1] = f"{clauses[-1]} {words}".rstrip()  # the same sentence goes on
        elif words:
            clauses.append(words)
    return "".join(clause + (" " if clause.endswith((":", ";", ",")) else "; ") for clause in clauses).rstrip(
        "; "
    )
