"""The frame of a page for somebody without an account: one column, no script, light and dark."""

from typing import Final

from weeklog.vocabulary import Language

_STYLE: Final = """
body {
  font: 16px/1.5 system-ui, sans-serif; max-width: 44rem; margin: 2rem auto; padding: 0 1rem; color-scheme: light dark;
}
textarea, input, button { font: inherit; max-width: 100%; box-sizing: border-box }
textarea { width: 100%; height: 8rem }
label { display: block; margin-top: 1rem }
button { margin: 1rem .5rem 0 0; min-height: 2.75rem; padding: 0 1.5rem }
.told { border-left: .4rem solid; padding: .2rem 1rem }
.good { border-color: #1a7f37 }
.refused { border-color: #cf222e }
li { white-space: pre-line; overflow-wrap: anywhere }
dt { font-weight: 600 }
dd { margin: 0 0 .5rem; overflow-wrap: anywhere }
"""


def plain_page(language: Language, title: str, body: str) -> str:
    """`title` and `body` are HTML. No search engine lists it: its address may hold a secret."""
    return (
        f"<!doctype html><html lang={language}><meta charset=utf-8>"
        "<meta name=viewport content='width=device-width'><meta name=robots content=noindex>"
        f"<link rel=icon href=/favicon.svg><title>{title}</title><style>{_STYLE}</style>"
        f"<main><h1>{title}</h1>{body}</main></html>"
    )
