import os
import secrets
from pathlib import Path


def kept_secret(path: Path, size: int = 32) -> str:
    """The random secret of `size` bytes in `path`, made at first use, readable by its owner only."""
    try:
        return path.read_text().strip()
    except FileNotFoundError:
        pass
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    write_private(path, secrets.token_urlsafe(size) + "\n")
    return path.read_text().strip()


def write_private(path: Path, text: str) -> None:
    """Replaced as a whole: a reader, or a crash, meets the old text or the new, never half of it."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
