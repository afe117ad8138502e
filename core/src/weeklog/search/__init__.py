"""Search of worklogs by words, through slips of the fingers, and by meaning: one ranked list.

`find` is what the gateway and programs call. `evidence` ranks one person's rows for the assistant: no word has to
be said.
"""

from weeklog.search.finding import find
from weeklog.search.question import KINDS, Search
from weeklog.search.ranking import Hit, Why
from weeklog.vocabulary import FoundKind

__all__ = ["KINDS", "FoundKind", "Hit", "Search", "Why", "find"]
