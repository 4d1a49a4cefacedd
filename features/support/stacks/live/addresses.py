"""Where the parts of a live stack are found: handed to each process in its environment."""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

VARIABLE = "ACCEPTANCE_LIVE"


@dataclass(frozen=True)
class Addresses:
    """What every process of the stack needs to know of the others."""

    redis: str  # URL
    # Before the names of all that the stack keeps there and on the broker: servers may be somebody else's.
    prefix: str
    web: int  # port
    mail: int  # port
    clock: str  # the file that every process but the suite's own reads the time from
    store: str  # the folder of the documents
    logs: str  # the folder of the processes' logs

    @classmethod
    def from_environment(cls) -> "Addresses":
        """Raises KeyError outside a live stack."""
        return cls(**json.loads(os.environ[VARIABLE]))

    def queue(self, name: str) -> str:
        """What one of the CRM's queues is called on this stack, whose workers are to have it alone."""
        return f"{self.prefix}{name}"

    @property
    def rivals(self) -> str:
        """The queue of a worker that does nothing but what another was about to do."""
        return self.queue("rivals")

    def as_environment(self) -> dict[str, str]:
        return {VARIABLE: json.dumps(asdict(self))}

    @property
    def log_files(self) -> list[Path]:
        return sorted(Path(self.logs).glob("*.log"))
