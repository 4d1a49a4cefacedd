"""The folder that web and worker keep documents in."""

import shutil
from pathlib import Path

from features.support.evidence import Evidence
from timeskip.stacks import NotOnThisStack


class StoreShelf:
    """Sees what was stored, whoever stored it."""

    def __init__(self, evidence: Evidence, folder: Path) -> None:
        self._evidence = evidence
        self._folder = folder
        self._seen: set[Path] = set()

    @property
    def full(self) -> bool:
        return False

    @full.setter
    def full(self, full: bool) -> None:
        raise NotOnThisStack("A disk is not filled for a scenario; `make faults` fills one.")

    @property
    def stops_after_the_next(self) -> bool:
        return False

    @stops_after_the_next.setter
    def stops_after_the_next(self, stops: bool) -> None:
        raise NotOnThisStack("A worker cannot be stopped at a line; `make faults` kills at random moments.")

    def look(self) -> None:
        """Take down what was stored since the last time."""
        for path in sorted(set(self._folder.rglob("*")) - self._seen):
            if path.is_file():
                self._seen.add(path)
                self._evidence.document(str(path.relative_to(self._folder)), path.read_bytes())

    def clear(self) -> None:
        """Throw everything away."""
        shutil.rmtree(self._folder, ignore_errors=True)
