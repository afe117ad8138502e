"""What the assistant may look up and propose. Every tool reads, under the asker's own identity, in a short unit of
work; none writes."""

from weeklog_chat_worker.tools.catalogue import MOST_ARGUMENTS, TOOLS, Tool
from weeklog_chat_worker.tools.worklog import Worklog

__all__ = ["MOST_ARGUMENTS", "TOOLS", "Tool", "Worklog"]
