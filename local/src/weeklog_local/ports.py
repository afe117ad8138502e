import errno
import socket
from contextlib import suppress
from pathlib import Path

from weeklog_local.pids import command_line


def free_port() -> int:
    """A port free a moment ago. Whoever binds it must be ready to lose the race and ask again."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def why_unusable(port: int, host: str) -> str | None:
    """What stands in the way of listening there, as the end of a sentence about the port."""
    try:
        family, kind, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            by = owner_of(port)
            return f"is taken by {by}" if by else "is taken"
        return f"cannot be used on {host!r}: {error.strerror}"
    return None


def owner_of(port: int) -> str:
    """The process that listens on `port`, as a person would name it; empty when the system does not tell."""
    inodes = _listening_inodes(port)
    for entry in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            for descriptor in (entry / "fd").iterdir():
                if str(descriptor.readlink()) in inodes:
                    return f"process {entry.name}, {command_line(int(entry.name))[:80]!r}"
    return ""


def _listening_inodes(port: int) -> set[str]:
    inodes: set[str] = set()
    for table in ("tcp", "tcp6"):
        with suppress(OSError):
            for line in Path("/proc/net", table).read_text().splitlines()[1:]:
                fields = line.split()
                if fields[3] == "0A" and int(fields[1].rpartition(":")[2], 16) == port:  # 0A is LISTEN
                    inodes.add(f"socket:[{fields[9]}]")
    return inodes
