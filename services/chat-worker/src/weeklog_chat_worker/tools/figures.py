"""Figures that entries write before a noun, to be added up: "31 teeth", "17 teeth". Pure."""

from collections.abc import Mapping, Sequence

from weeklog.language.measures import amounts_of
from weeklog_chat_worker.tools.results import EntryRow


def figures_by_noun(rows: Sequence[EntryRow]) -> Mapping[str, Mapping[int, float]]:
    """Each noun's stem, and what each entry writes before it. Two figures of one entry may be parts of each other, so
    that such an entry has none."""
    found: dict[str, dict[int, float]] = {}
    for row in rows:
        nouns = [one for one in amounts_of(row.text) if one.kind and not one.has_unit]
        for noun in {one.kind for one in nouns}:
            values = [one.value for one in nouns if one.kind == noun]
            if len(values) == 1:
                found.setdefault(noun, {})[row.ref] = values[0]
    return {noun: figures for noun, figures in found.items() if len(figures) > 1}
