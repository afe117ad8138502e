"""The `weeklog` command and its Python client."""

from importlib.metadata import version

__version__ = version("weeklog-cli")
