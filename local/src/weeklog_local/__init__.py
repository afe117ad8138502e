"""The embedded stack: real servers from wheels, and the processes beside them."""

from weeklog_local.errors import LocalError
from weeklog_local.postgres import Postgres
from weeklog_local.processes import Process, answers
from weeklog_local.valkey import Valkey

__all__ = ["LocalError", "Postgres", "Process", "Valkey", "answers"]
