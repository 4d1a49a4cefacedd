"""Where the parts of a real stack are found: handed to each process in its environment."""

import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

VARIABLE = "TIMESKIP_ADDRESSES"
# In a run of several processes: the addresses of each, in the order of their numbers.
OF_WORKERS = "TIMESKIP_ADDRESSES_OF_WORKERS"


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
        return {VARIABLE: self._as_text()}

    @staticmethod
    def of_workers(addresses: Sequence["Addresses"]) -> dict[str, str]:
        """Return the environment of a run each of whose workers has processes of its own."""
        return {**addresses[0].as_environment(), OF_WORKERS: json.dumps([one._as_text() for one in addresses])}

    @staticmethod
    def use(number: int) -> None:
        """Let this process find the processes of a worker, counted from 1."""
        os.environ[VARIABLE] = json.loads(os.environ[OF_WORKERS])[number - 1]

    def _as_text(self) -> str:
        return json.dumps(asdict(self))

    @property
    def log_files(self) -> list[Path]:
        return sorted(Path(self.logs).glob("*.log"))
