"""What a bench prints and keeps: one line a figure, each against a baseline of the same run."""

import json
import os
import platform
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

RESULTS = Path(__file__).parent / "results.json"


@dataclass(frozen=True)
class Figure:
    name: str
    value: float
    unit: str
    ratio: float | None = None  # of ours to the baseline's
    baseline: str = "-"
    bar: str = ""  # what it has to be
    met: bool | None = None

    @classmethod
    def at_most(
        cls, name: str, value: float, unit: str, ratio: float, baseline: str, most: float
    ) -> "Figure":
        """A bar that a slower machine does not move: `ratio` is of ours to a baseline of the same run."""
        return cls(name, value, unit, ratio, baseline, f"<= {most:g}x", ratio <= most)

    def line(self) -> str:
        ratio = "-" if self.ratio is None else f"{self.ratio:.2f}"
        bar = "" if self.met is None else f"  [{'met' if self.met else 'NOT MET'}: {self.bar}]"
        return f"{self.name} {self.value:.4g} {self.unit} {ratio} {self.baseline}{bar}"


def keep(figures: list[Figure]) -> None:
    """Figures of benches that were not run this time stay as they were."""
    kept = (
        {row["name"]: row for row in json.loads(RESULTS.read_text())["figures"]} if RESULTS.exists() else {}
    )
    kept |= {figure.name: asdict(figure) for figure in figures}
    about = {"machine": f"{platform.machine()}, {_cores()} cores", "python": platform.python_version()}
    when = datetime.now(UTC).date().isoformat()
    RESULTS.write_text(json.dumps({"when": when, **about, "figures": list(kept.values())}, indent=2) + "\n")


def _cores() -> int:
    return len(os.sched_getaffinity(0))


def percentile(values: list[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]
