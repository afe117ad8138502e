"""`make bench`, or `python -m bench writes chat`: what weeklog costs, beside what the work would cost without it."""

import sys

from bench import analysis, assistant, chat, drafts, page, pages, scale, writes
from bench.figures import Figure, keep

BENCHES = {
    "writes": writes.run,
    "chat": chat.run,
    "assistant": assistant.run,
    "page": page.run,
    "pages": pages.run,
    "scale": scale.run,
    "analysis": analysis.run,
    "drafts": drafts.run,
}


def main() -> None:
    figures: list[Figure] = []
    for name in sys.argv[1:] or BENCHES:
        for figure in BENCHES[name]():
            print(figure.line(), flush=True)
            figures.append(figure)
    keep(figures)
    sys.exit(any(figure.met is False for figure in figures))


if __name__ == "__main__":
    main()
