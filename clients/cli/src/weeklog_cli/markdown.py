"""Markdown in a terminal."""

from rich.markdown import Markdown

from weeklog_cli.output import console, safe, write


def print_markdown(markdown: str) -> None:
    """Rendered for a person; as it is for a pipe."""
    if console.is_terminal:
        console.print(Markdown(safe(markdown)))
    else:
        write(markdown if markdown.endswith("\n") else markdown + "\n")
