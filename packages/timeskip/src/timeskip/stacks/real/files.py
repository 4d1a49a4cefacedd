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
        # The version of each file that is on the timeline: a name may be given to another file.
        self._seen: dict[Path, tuple[int, int]] = {}
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
        """Add what was stored since the last time to the timeline, in the order in which it was."""
        versions = {path: _version(path) for path in self._folder.rglob("*") if path.is_file()}
        new = [path for path, version in versions.items() if self._seen.get(path) != version]
        for path in sorted(new, key=lambda path: (versions[path], path)):
            file = StoredFile(str(path.relative_to(self._folder)), path.read_bytes())
            self.stored.append(file)
            self._evidence.add("file", f"{file.name}: {len(file.content):,} bytes", file)
        self._seen = versions

    def clear(self) -> None:
        """Throw everything away."""
        shutil.rmtree(self._folder, ignore_errors=True)


def _version(path: Path) -> tuple[int, int]:
    """Return what differs when a file was written, in the order of time."""
    status = path.stat()
    return status.st_mtime_ns, status.st_ino
