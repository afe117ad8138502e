"""Search of worklogs by words, through slips of the fingers, and by meaning: one ranked list.

`find` is what the gateway, the assistant and programs all call.
"""

from weeklog.worklog.search.finding import find
from weeklog.worklog.search.question import KINDS, Kind, Search
from weeklog.worklog.search.ranking import Hit, Why

__all__ = ["KINDS", "Hit", "Kind", "Search", "Why", "find"]
