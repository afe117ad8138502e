"""A calendar to suggest from: a file, or an address that this machine reads. The address goes nowhere else."""

from pathlib import Path
from typing import Final

from weeklog_cli.errors import CommandError

MOST_BYTES: Final = 2 * 1024 * 1024
_PATIENCE: Final = 30  # seconds


def read_calendar(source: str) -> bytes:
    """Raises CommandError."""
    address = f"https://{source[9:]}" if source.lower().startswith("webcal://") else source
    is_address = address.lower().startswith(("http://", "https://"))
    file = _fetched(address) if is_address else _opened(Path(source))
    if len(file) > MOST_BYTES:
        raise CommandError("the calendar has more than 2 MiB: export fewer weeks of it")
    return file


def _opened(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError as error:
        raise CommandError(f"{path} cannot be read ({error.strerror}): name a file or an address") from None


def _fetched(address: str) -> bytes:
    from urllib.error import URLError  # noqa: PLC0415 - costs more than all else here, and few need it
    from urllib.request import Request, urlopen  # noqa: PLC0415

    asked = Request(address, headers={"User-Agent": "weeklog", "Accept": "text/calendar"})  # noqa: S310 - http(s)
    try:
        with urlopen(asked, timeout=_PATIENCE) as answer:  # noqa: S310
            file: bytes = answer.read(MOST_BYTES + 1)
            return file
    except (URLError, OSError, ValueError) as error:
        why = getattr(error, "reason", None) or type(error).__name__
        raise CommandError(f"the calendar does not come from its address ({why}): check it") from None
