"""What one unit of each work costs, as `python -m bench.capacity.measure` found it."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Self

FILE = Path(__file__).with_name("costs.json")


@dataclass(frozen=True)
class Cost:
    """Seconds of one core that a unit of work takes in a worker, in the database and in Redis."""

    worker: float
    database: float
    redis: float


@dataclass(frozen=True)
class Costs:
    """Each unit's cost. `bytes_a_socket` is the web process's memory; `web_*` are its seconds of one core."""

    reminder: Cost = field(metadata={"is": "one repayment reminded of, without push and e-mail"})
    push: Cost = field(metadata={"is": "one person's notifications sent to the channel layer"})
    email: Cost = field(metadata={"is": "one e-mail claimed, rendered, sent and recorded"})
    snapshot: Cost = field(metadata={"is": "one loan's arrears on one day"})
    message: Cost = field(metadata={"is": "one task queued and fetched, without its work"})
    web_frame: float = field(metadata={"is": "one push passed on to one tab"})
    web_open: float = field(metadata={"is": "one tab opened"})
    bytes_a_socket: float = field(metadata={"is": "one open tab"})

    @classmethod
    def from_file(cls, file: Path = FILE) -> Self:
        """Read what was measured."""
        found: dict[str, Any] = json.loads(file.read_text())
        return cls(**{name: Cost(**each) if isinstance(each, dict) else each for name, each in found.items()})

    def to_file(self, file: Path = FILE) -> None:
        """Write what was measured."""
        file.write_text(json.dumps(_rounded(asdict(self)), indent=2) + "\n")


def _rounded(costs: dict[str, Any]) -> dict[str, Any]:
    """Three significant digits: more would promise what a busy machine cannot keep."""
    return {
        name: _rounded(each) if isinstance(each, dict) else float(f"{each:.3g}")
        for name, each in costs.items()
    }
