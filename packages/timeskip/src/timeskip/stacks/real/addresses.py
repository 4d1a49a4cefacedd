"""Where the parts of a real stack are found: handed to each process in its environment."""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

VARIABLE = "TIMESKIP_ADDRESSES"


@dataclass(frozen=True)
class Addresses:
    """What every process of the stack needs to know of the others."""

    database: str  # URL
    redis: str  # URL
    broker: str  # URL
    # Before the names of all that the stack keeps on Redis and on the broker: servers may be somebody else's.
    prefix: str
    web: int  # port
    mail: int  # port
    clock: str  # the file from which every process but the run's own reads the time
    files: str  # the folder of the default file storage
    logs: str  # the folder of the processes' logs
    # Of the project: the dotted path of its ASGI application, and modules that the web process imports.
    asgi: str | None = None
    imports: tuple[str, ...] = ()

    @classmethod
    def from_environment(cls) -> "Addresses":
        """Raise KeyError outside a real stack."""
        given = json.loads(os.environ[VARIABLE])
        return cls(**{**given, "imports": tuple(given["imports"])})

    def queue(self, name: str) -> str:
        """Return what one of the project's queues is called on this stack, so that its workers have it alone."""
        return f"{self.prefix}{name}"

    @property
    def rivals(self) -> str:
        """The queue of the worker that does what another one was about to do."""
        return self.queue("rivals")

    def as_environment(self) -> dict[str, str]:
        return {VARIABLE: json.dumps(asdict(self))}

    @property
    def log_files(self) -> list[Path]:
        return sorted(Path(self.logs).glob("*.log"))
