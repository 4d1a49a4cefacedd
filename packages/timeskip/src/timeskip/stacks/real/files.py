"""The default file storage: a folder that web and worker share."""

import shutil
from pathlib import Path

from timeskip.declared import Declared
from timeskip.evidence import Evidence
from timeskip.files import StoredFile
from timeskip.stacks import NotOnThisStack


class RealFiles(Declared):
    """Sees what was stored, whichever process stored it."""

    stored: list[StoredFile]

    def __init__(self, folder: Path, evidence: Evidence) -> None:
        self._folder, self._evidence = folder, evidence
        self._seen: set[Path] = set()
        self.stored = []

    @property
    def is_full(self) -> bool:
        return False

    @is_full.setter
    def is_full(self, value: bool) -> None:
        if value:
            raise NotOnThisStack("No disk is filled up for a scenario.")

    def stop_after_next(self) -> None:
        raise NotOnThisStack("No worker is stopped at a line of its choice.")

    # What the story asks for.

    def collect(self) -> None:
        """Add what was stored since the last time to the timeline."""
        for path in sorted(set(self._folder.rglob("*")) - self._seen):
            if path.is_file():
                self._seen.add(path)
                file = StoredFile(str(path.relative_to(self._folder)), path.read_bytes())
                self.stored.append(file)
                self._evidence.add("file", f"{file.name}: {len(file.content):,} bytes", file)

    def clear(self) -> None:
        """Throw everything away."""
        shutil.rmtree(self._folder, ignore_errors=True)
