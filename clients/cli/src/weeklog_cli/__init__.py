"""The `weeklog` command and its Python client."""

__version__ = "0.1.0"  # here, since to look it up would be a fifth of a command's start
