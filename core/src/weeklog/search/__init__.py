"""Search of worklogs by words, through slips of the fingers, and by meaning: one ranked list.

`find` is what the gateway, the assistant and programs all call.
"""

from weeklog.search.finding import find
from weeklog.search.question import KINDS, Search
from weeklog.search.ranking import Hit, Why
from weeklog.vocabulary import FoundKind

__all__ = ["KINDS", "FoundKind", "Hit", "Search", "Why", "find"]
