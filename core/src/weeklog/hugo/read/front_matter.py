"""Front matter is kept as it was typed. Only six flat values are looked at, and never written through a YAML
or TOML library: both would change the author's bytes, and pages with broken front matter are common."""

import re

from weeklog.hugo.model import FrontMatter
from weeklog.hugo.read.source import bare

_FENCES = {"---": "yaml", "+++": "toml"}
_ENTRY = re.compile(r"(?P<key>title|date|weight|chapter|pre|week)\s*[:=]\s*(?P<value>.*)")


def read_front_matter(lines: tuple[str, ...]) -> FrontMatter:
    """Empty when the page does not open with a fence; `raw` is everything up to the closing fence, or empty when
    the fence is never closed (then it is a line of the body, as Hugo has it)."""
    fence = bare(lines[0]).rstrip() if lines else ""
    if fence not in _FENCES:
        return FrontMatter()
    for number, line in enumerate(lines[1:], start=1):
        if bare(line).rstrip() == fence:
            values = _read_values(lines[1:number])
            raw = "".join(lines[: number + 1])
            return FrontMatter(raw=raw, format="yaml" if fence == "---" else "toml", **values)
    return FrontMatter()


def _read_values(lines: tuple[str, ...]) -> dict[str, str]:
    values: dict[str, str] = {}
    for line in lines:
        if entry := _ENTRY.match(bare(line)):
            values.setdefault(entry["key"], _unquote(entry["value"].strip()))
    return values


def _unquote(value: str) -> str:
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    return value
