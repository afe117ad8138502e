"""What a process needs of memory while something is done to it."""

from pathlib import Path

from weeklog_local.processes import Process


class Memory:
    """Of a process, in MiB: the most that it has grown by from here on."""

    def __init__(self, process: Process) -> None:
        self._proc = Path(f"/proc/{process.pid}")
        (self._proc / "clear_refs").write_text("5")  # the peak begins anew, whatever was before
        self._before = self._read("VmRSS")

    @property
    def grown(self) -> float:
        return self._read("VmHWM") - self._before

    def _read(self, name: str) -> float:
        lines = (self._proc / "status").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith(name)) / 1024
