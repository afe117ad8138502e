import socket
import sys
from pathlib import Path
from urllib.parse import urlsplit

from weeklog_local import Valkey


def ask(address: str, *commands: str) -> str:
    """What Valkey answers to inline commands; the password goes first when the address has one."""
    parts = urlsplit(address)
    lines = [f"AUTH {parts.password}"] if parts.password else []
    with socket.create_connection(("127.0.0.1", parts.port or 0), timeout=5) as connection:
        connection.sendall("".join(f"{line}\r\n" for line in (*lines, *commands, "QUIT")).encode())
        answered = b""
        while part := connection.recv(4096):
            answered += part
    return answered.decode()


def test_what_was_written_survives_a_stop(home: Path) -> None:
    with Valkey(home) as server:
        ask(server.url, "SET kept yes")
    with Valkey(home) as server:
        assert "yes" in ask(server.url, "GET kept")


def test_it_comes_back_on_the_same_address_after_a_kill(home: Path) -> None:
    with Valkey(home) as server:
        address = server.url
        server.kill()
        server.start()
        assert server.url == address
        assert "PONG" in ask(address, "PING")


def test_nobody_enters_without_the_password(home: Path) -> None:
    with Valkey(home) as server:
        assert "NOAUTH" in ask(f"redis://127.0.0.1:{server.port}/0", "GET kept")


def test_it_evicts_nothing_and_keeps_its_password_out_of_the_process_list(home: Path) -> None:
    with Valkey(home) as server:
        told = ask(server.url, "CONFIG GET appendonly appendfsync maxmemory-policy").split()
        if sys.platform == "linux":
            password = str(urlsplit(server.url).password)
            assert password not in Path(f"/proc/{server.pid}/cmdline").read_text()
    assert {"yes", "everysec", "noeviction"} < set(told)


def test_it_runs_below_a_path_with_spaces(home: Path) -> None:
    with Valkey(home / "with some spaces") as server:
        assert "PONG" in ask(server.url, "PING")
